import type { EngineRequest, Generation, WholeAnswer } from "../engine-api";

/** What a test sees of an answer. */
export interface Seen {
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly path?: readonly (string | number)[]; readonly code?: unknown }[];
}

/** Asks, and reads the whole answer. */
export async function ask(generation: Generation, query: string, request: Partial<EngineRequest> = {}): Promise<Seen> {
  const answer = await generation.execute(await generation.prepare({ query }), {
    signal: new AbortController().signal,
    scope: null,
    ...request,
  });
  if (answer.kind !== "whole") throw new Error(`the answer came as ${answer.kind}`);
  return seen(answer);
}

/** An answer as a test sees it. */
export function seen({ data, errors }: Pick<WholeAnswer, "data" | "errors">): Seen {
  return {
    data: JSON.parse(data ?? "null"),
    errors: errors.map(({ message, path, extensions }) => ({
      message,
      ...(path === undefined ? {} : { path }),
      ...(extensions.code === undefined ? {} : { code: extensions.code }),
    })),
  };
}
