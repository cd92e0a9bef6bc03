import type { NamedSubgraph } from "../engine-options";
import type { Transport } from "../transport/transport";

interface Shared<Scope> {
  readonly transport: Transport<Scope>;
  generations: number;
}

/** The ways to subgraphs, shared by the generations that name the same subgraph at the same address. */
export class Transports<Scope> {
  readonly #open: (subgraph: NamedSubgraph) => Transport<Scope>;
  readonly #shared = new Map<string, Shared<Scope>>();

  constructor(open: (subgraph: NamedSubgraph) => Transport<Scope>) {
    this.#open = open;
  }

  /** Names of the subgraphs that there is a way to. */
  get names(): readonly string[] {
    return [...new Set([...this.#shared.keys()].map((key) => key.slice(0, key.indexOf("\n"))))];
  }

  /** For one generation, which has to give them back. */
  take(subgraphs: readonly NamedSubgraph[]): ReadonlyMap<string, Transport<Scope>> {
    const taken: NamedSubgraph[] = [];
    try {
      return new Map(
        subgraphs.map((subgraph) => {
          const transport = this.#takeOne(subgraph);
          taken.push(subgraph);
          return [subgraph.name, transport];
        }),
      );
    } catch (error) {
      // Why there is no way to one matters more than how closing the others went.
      void Promise.allSettled(this.giveBack(taken));
      throw error;
    }
  }

  /** Closes those that no other generation has; each settles by itself. */
  giveBack(subgraphs: readonly NamedSubgraph[]): readonly Promise<void>[] {
    const unused = subgraphs.flatMap((subgraph) => this.#giveBackOne(subgraph));
    return unused.map((transport) => transport.close());
  }

  #takeOne(subgraph: NamedSubgraph): Transport<Scope> {
    const key = keyOf(subgraph);
    const shared = this.#shared.get(key) ?? { transport: this.#open(subgraph), generations: 0 };
    shared.generations++;
    this.#shared.set(key, shared);
    return shared.transport;
  }

  #giveBackOne(subgraph: NamedSubgraph): readonly Transport<Scope>[] {
    const key = keyOf(subgraph);
    const shared = this.#shared.get(key);
    if (shared === undefined || --shared.generations > 0) return [];
    this.#shared.delete(key);
    return [shared.transport];
  }
}

function keyOf({ name, url }: NamedSubgraph): string {
  return `${name}\n${url}`;
}
