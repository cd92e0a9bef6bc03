import { GraphQLError } from "graphql";

/** What the person at the terminal reads: the sentence alone; the stack too where ACTIONLINE_DEBUG is set. */
export function tellFailure(error: unknown): void {
  const failure = error instanceof Error ? error : new Error(String(error));
  const code = failure instanceof GraphQLError ? `${String(failure.extensions.code)}: ` : "";
  console.error(`${code}${failure.message}`);
  if (process.env.ACTIONLINE_DEBUG !== undefined) console.error(failure.stack);
  else if (!(failure instanceof GraphQLError) && failure.constructor !== Error)
    console.error("(ACTIONLINE_DEBUG=1 shows where it happened.)");
}
