import { GraphQLError } from "graphql";
import { LRUCache } from "lru-cache";
import { InvalidOperation } from "../engine-api";
import { EngineError } from "../engine-error";

/** Makes the error anew each time: no two requests share one. */
type Refusal = () => InvalidOperation | EngineError;

/** Remembers which texts were refused and why, so that sending one again costs a look-up. Bounded apart from what is kept of valid ones. */
export class Refusals {
  readonly #known: LRUCache<string, { readonly refuse: Refusal; readonly size: number }>;

  constructor(bytes: number) {
    this.#known = new LRUCache({ maxSize: bytes, sizeCalculation: ({ size }, query) => size + 2 * query.length });
  }

  get bytes(): number {
    return this.#known.calculatedSize;
  }

  /** What the text was refused with, if it was. */
  of(query: string): Error | undefined {
    return this.#known.get(query)?.refuse();
  }

  /** Keeps the refusal without the document that it was found in, and tells it so. */
  keep(query: string, error: unknown): unknown {
    const refusal = refusalOf(error);
    if (refusal === null) return error;
    this.#known.set(query, refusal);
    return refusal.refuse();
  }
}

/** What an error takes beside its message. */
const ERROR_BYTES = 500;

function refusalOf(error: unknown): { readonly refuse: Refusal; readonly size: number } | null {
  if (error instanceof InvalidOperation) {
    const errors = error.errors.map(toldOf);
    const size = errors.reduce((sum, { message }) => sum + ERROR_BYTES + 2 * message.length, 0);
    return { refuse: () => new InvalidOperation(errors.map(({ message, ...at }) => new GraphQLError(message, at))), size };
  }
  if (!(error instanceof EngineError)) return null;
  const { code, message, facts } = error;
  return { refuse: () => new EngineError(code, message, facts), size: ERROR_BYTES };
}

/** An error itself holds its stack, the nodes it was found at, and they the rest of the document. */
function toldOf({ message, source, positions, extensions }: GraphQLError) {
  return { message, source, positions, extensions };
}
