import { composeServices } from "@apollo/composition";
import { parse, print } from "graphql";
import { SeededRandom } from "../../operations/seeded-random";
import { SUBGRAPHS } from "../subgraphs";
import { introduce, makeResolvable, move, provideNothing, share, turnNullability } from "./deal-changes";
import { type Documents, movableFields } from "./movable-fields";

const ROUNDS = 6;
const CHANGES = 4;
const KINDS = [move, move, move, share, turnNullability, turnNullability, introduce, introduce, makeResolvable, provideNothing];
const IMPORTED = ["@extends", "@external", "@interfaceObject", "@key", "@provides", "@requires", "@shareable"];

/** A graph dealt out otherwise. */
export interface ShuffledGraph {
  readonly sdls: Readonly<Record<string, string>>;
  /** Fields whose resolvers are to fail at times, such as "Book.pages". */
  readonly faulty: ReadonlySet<string>;
}

/**
 * The test graph dealt out otherwise: fields of entities are told by other subgraphs, or by several, may be null or not,
 * and others of them fail. One graph alone proves little of a planner; the same seed deals the same graph.
 */
export function shuffledGraph(seed: number): ShuffledGraph {
  const random = new SeededRandom(seed);
  let documents: Documents = new Map(Object.entries(SUBGRAPHS).map(([name, sdl]) => [name, parse(importing(sdl), { noLocation: true })]));
  for (let round = 0; round < ROUNDS; round += 1) {
    let changed = documents;
    for (let change = 0; change < CHANGES; change += 1) changed = random.pick(KINDS)(changed, random);
    // What doesn't compose, such as a field that nobody has a way to, is no graph.
    if (composes(changed)) documents = changed;
  }
  const faulty = movableFields(documents).flatMap(({ type, field }) => (random.chance(0.5) ? [`${type}.${field.name.value}`] : []));
  return { sdls: Object.fromEntries([...documents].map(([name, document]) => [name, print(document)])), faulty: new Set(faulty) };
}

/** With every directive at hand that a change may bring. */
function importing(sdl: string): string {
  return sdl.replace(/(federation\/v2\.\d+", import: \[)([^\]]*)\]/, (_, before: string, names: string) => {
    const all = new Set([...names.split(", ").map((name) => JSON.parse(name) as string), ...IMPORTED]);
    return `${before}${[...all].map((name) => JSON.stringify(name)).join(", ")}]`;
  });
}

function composes(documents: Documents): boolean {
  return composeServices([...documents].map(([name, typeDefs]) => ({ name, typeDefs }))).supergraphSdl !== undefined;
}
