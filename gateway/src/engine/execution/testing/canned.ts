import { SourceError } from "../../engine-error";
import type { SubgraphAnswer, SubgraphRequest, Transport } from "../../transport/transport";

/** A question as a subgraph of a test sees it. */
export interface Asked {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What a subgraph of a test answers: JSON text, or what becomes it, or the error that its transport rejects with. */
export type Reply = string | { readonly data?: unknown; readonly errors?: readonly unknown[] } | SourceError;

export interface CannedSubgraphs {
  readonly transportOf: (subgraph: string) => Transport;
  /** In order. */
  readonly asked: Asked[];
}

/** Subgraphs that answer what a test tells them to, over a wire of JSON text. */
export function canned(
  replies: Readonly<Record<string, (asked: Asked) => Reply | Promise<Reply>>>,
  { trusted = false }: { trusted?: boolean } = {},
): CannedSubgraphs {
  const asked: Asked[] = [];
  const transports = new Map(Object.entries(replies).map(([name, reply]) => [name, transport(name, reply, asked, trusted)]));
  const transportOf = (name: string) => {
    const found = transports.get(name);
    if (found === undefined) throw new Error(`the test has no subgraph "${name}"`);
    return found;
  };
  return { transportOf, asked };
}

function transport(subgraph: string, reply: (asked: Asked) => Reply | Promise<Reply>, asked: Asked[], trusted: boolean): Transport {
  return {
    trusted,
    async ask({ body, signal }: SubgraphRequest): Promise<SubgraphAnswer> {
      const { query, variables } = JSON.parse(body());
      const question = { subgraph, query, variables };
      asked.push(question);
      const given = await reply(question);
      if (signal.aborted) throw new SourceError(subgraph, "SOURCE_TIMEOUT", "too late");
      if (given instanceof SourceError) throw given;
      return answerOf(typeof given === "string" ? given : JSON.stringify(given));
    },
    close: async () => undefined,
  };
}

function answerOf(text: string): SubgraphAnswer {
  const { data = null, errors = [] } = JSON.parse(text);
  return { data, errors, bytes: text.length };
}

/** The same answer, but after everything that is ready now. */
export async function late(reply: Reply): Promise<Reply> {
  await new Promise((resolve) => setImmediate(resolve));
  return reply;
}

/** A tree, or a part of one, as JSON would give it. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
