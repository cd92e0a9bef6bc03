import { createSourceEventStream, type ExecutionResult, execute, parse, validate } from "graphql";
import { RequestContext } from "../request-context";
import type { Subgraph } from "../subgraph";
import { SubscribedEvent } from "../subscription/subscribed-event";

/** Answers of a subscription, as plain objects. */
export type Answers = AsyncIterableIterator<ExecutionResult>;

/** Subscribes to a subgraph as the gateway does: each event is answered in a context of its own, at its own point. */
export async function subscribe(
  subgraph: Subgraph,
  request: RequestContext,
  operation: string,
  variableValues: Readonly<Record<string, unknown>> = {},
): Promise<Answers> {
  const document = parse(operation);
  const mistakes = validate(subgraph.schema, document);
  if (mistakes.length > 0) throw new Error(mistakes.map((mistake) => mistake.message).join("\n"));
  const asked = { schema: subgraph.schema, document, variableValues };
  const source = await createSourceEventStream({ ...asked, contextValue: subgraph.context(request) });
  if (!(Symbol.asyncIterator in source)) throw source.errors?.[0]?.originalError ?? source.errors?.[0] ?? new Error("nothing was given");
  const events = source[Symbol.asyncIterator]();
  const answers: Answers = {
    next: async () => {
      const { done, value } = await events.next();
      if (done === true) return { done, value: undefined };
      if (!(value instanceof SubscribedEvent)) throw new Error("an event doesn't tell its point");
      const contextValue = subgraph.context(new RequestContext(request.principal, { ...value.point, latest: false }));
      return { done: false, value: JSON.parse(JSON.stringify(await execute({ ...asked, rootValue: value, contextValue }))) };
    },
    return: async () => {
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  return answers;
}
