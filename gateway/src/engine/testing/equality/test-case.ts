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

/** The case of a seed; some are made wrong on purpose. */
export function caseOf({ monolith }: TestGraph, seed: number, shares: Shares = USUAL_SHARES): TestCase {
  const random = new SeededRandom(seed);
  const drawn = drawOperation(monolith, random, candidates, shares);
  const operation = random.chance(shares.spoilt) ? spoilOperation(drawn, random) : drawn;
  const world = `world ${seed % WORLDS}`;
  return { seed, world: random.chance(0.3) ? `${world} as ${random.pick(Object.keys(PERSONAS))}` : world, operation };
}
