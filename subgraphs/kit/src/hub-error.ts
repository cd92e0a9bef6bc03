import type { ErrorCode } from "@actionline/schema/error-code";
import { GraphQLError } from "graphql";

/** The one way to refuse a user: a code of the list, a sentence that says what to do, and facts a program can read. */
export function hubError(code: ErrorCode, message: string, facts: Readonly<Record<string, unknown>> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...facts } });
}
