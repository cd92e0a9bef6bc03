import { PERSONAS } from "../graph/access";
import { candidates } from "../graph/candidates";
import type { TestGraph } from "../graph/test-graph";
import { drawOperation } from "../operations/draw-operation";
import { SeededRandom } from "../operations/seeded-random";
import { type Shares, USUAL_SHARES } from "../operations/shares";
import { spoilOperation } from "../operations/spoil-operation";
import type { TestOperation } from "../operations/test-operation";

/** One operation upon one world: the same seed draws the same again. */
export interface TestCase {
  readonly seed: number;
  readonly world: string;
  readonly operation: TestOperation;
}

const WORLDS = 97;

/**
 * What is asked of the test graph. A key that is deferred by itself is asked of whoever knows the entity by it, though it is
 * at hand; and where that one doesn't know this very record, the key is null. One schema has no such thing, so it isn't asked.
 */
export const GRAPH_SHARES: Shares = { ...USUAL_SHARES, notDeferred: ["email", "iban", "id", "isbn", "number", "shop", "sku", "title"] };

/** The case of a seed; some are made wrong on purpose. */
export function caseOf({ monolith }: TestGraph, seed: number, shares: Shares = GRAPH_SHARES): TestCase {
  const random = new SeededRandom(seed);
  const drawn = drawOperation(monolith, random, candidates, shares);
  const operation = random.chance(shares.spoilt) ? spoilOperation(drawn, random) : drawn;
  const world = `world ${seed % WORLDS}`;
  return { seed, world: random.chance(0.3) ? `${world} as ${random.pick(Object.keys(PERSONAS))}` : world, operation };
}
