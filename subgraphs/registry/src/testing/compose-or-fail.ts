import { compose } from "../composition/compose";
import type { ComposedSubgraph } from "../composition/job";
import { randomOf } from "./random";

/** The supergraph, or the reasons why there is none as an error. */
export function composeOrFail(subgraphs: readonly ComposedSubgraph[]): string {
  const composed = compose(subgraphs);
  if ("supergraphSdl" in composed) return composed.supergraphSdl;
  throw new Error(composed.problems.map(({ message }) => message).join("\n"));
}

/** That many orders of a list, the same ones for the same seed. */
export function shuffled<T>(list: readonly T[], count: number, seed: number): T[][] {
  const random = randomOf(seed);
  return Array.from({ length: count }, () =>
    list
      .map((element) => ({ element, place: random() }))
      .sort((one, other) => one.place - other.place)
      .map(({ element }) => element),
  );
}
