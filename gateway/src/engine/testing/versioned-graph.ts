import { onAbort } from "../transport/on-abort";
import type { SubgraphAnswer, SubgraphRequest, Transport } from "../transport/transport";
import { composed, executable, plainTransport, type TestSubgraph } from "./compose";

const list: TestSubgraph = {
  name: "list",
  sdl: `
    type Query { things: [Thing!]! }
    type Subscription { added: Thing! }
    type Thing @key(fields: "id") { id: ID! }
  `,
  resolvers: { Query: { things: () => [{ id: "1" }, { id: "2" }] } },
};

function answering(name: string): TestSubgraph {
  const sdl = `
    type Query { ${name}: String }
    type Thing @key(fields: "id") { id: ID!  by: String!  again(times: Int = 1): String! }
  `;
  const reference = { __resolveReference: (thing: object) => thing };
  return { name, sdl, resolvers: { Query: { [name]: () => name }, Thing: { ...reference, by: () => name, again: () => name } } };
}

/** Graphs that differ in who answers, so that an answer tells which one it is of. */
export class VersionedGraph {
  /** Of each subscription whether another graph had taken over when it began. */
  readonly begunLate: boolean[] = [];
  /** Names of subgraphs to which a way was opened or closed, in order. */
  readonly opened: string[] = [];
  readonly closed: string[] = [];
  /** What subgraphs wait for before they answer. */
  gate: Promise<unknown> = Promise.resolve();
  /** Questions that reached a subgraph. */
  asked = 0;
  readonly #listeners = new Set<(id: string) => void>();

  /** Subscriptions that a subgraph serves. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** The supergraph in which a subgraph of this name answers everything but the list. */
  supergraph(name: string): string {
    return composed([list, answering(name)]);
  }

  readonly transportOf = ({ name }: { readonly name: string }): Transport => {
    const inner = plainTransport(executable(name === list.name ? list : answering(name)));
    let closed = false;
    this.opened.push(name);
    return {
      trusted: true,
      ask: async (request) => {
        this.asked += 1;
        await this.gate;
        if (closed) throw new Error(`the way to ${name} is closed`);
        return inner.ask(request);
      },
      subscribe: (request) => this.#events(request),
      close: async () => {
        closed = true;
        this.closed.push(name);
      },
    };
  };

  /** Tells every subscription of a thing. */
  add(id: string): void {
    for (const listener of this.#listeners) listener(id);
  }

  async *#events({ signal, isOfPast }: SubgraphRequest): AsyncGenerator<SubgraphAnswer, void> {
    this.begunLate.push(isOfPast?.() === true);
    const queue: string[] = [];
    let wake = () => undefined as unknown;
    const listener = (id: string) => {
      queue.push(id);
      wake();
    };
    this.#listeners.add(listener);
    onAbort(signal, () => wake());
    while (!signal.aborted) {
      const id = queue.shift();
      if (id !== undefined) yield { data: { added: { __typename: "Thing", id } }, errors: [], bytes: 0 };
      else await new Promise((resolve) => (wake = () => resolve(undefined)));
    }
    this.#listeners.delete(listener);
  }
}
