import { parse } from "graphql";
import type { Problem } from "../problem";
import { compose } from "./compose";
import { differencesOf } from "./differences";
import { findTakenBack } from "./find-taken-back";
import type { CompositionJob, CompositionVerdict } from "./job";
import { probePlans } from "./probe-plans";
import { SupergraphElements } from "./supergraph-elements";

/**
 * Composes, and judges the outcome by means of its own: what the checks before it overlooked is found here.
 *
 * @param onComposed called between the two, each of which has its own time
 */
export function runJob(
  { subgraphs, comparison, probes, operations }: CompositionJob,
  onComposed: () => void = () => undefined,
): CompositionVerdict {
  const began = performance.now();
  const composed = compose(subgraphs);
  const took = performance.now() - began;
  onComposed();
  if ("problems" in composed) return { supergraphSdl: null, problems: composed.problems, takenBack: [], took };
  const { supergraphSdl } = composed;
  if (comparison === null) return { supergraphSdl, problems: [], takenBack: [], took };
  const [before, after] = [parse(comparison.base, { noLocation: true }), parse(supergraphSdl, { noLocation: true })];
  const differences = differencesOf(new SupergraphElements(before), new SupergraphElements(after), comparison);
  const problems: Problem[] = differences.map(({ coordinate, message }) => ({
    code: "OWNERSHIP_VIOLATION",
    message: `${message} ${coordinate} isn't yours.`,
    subgraph: null,
    line: null,
    column: null,
    howToFix: `Leave ${coordinate} as it is; whose it is can allow a change by a consent.`,
  }));
  if (problems.length === 0 && probes !== null) problems.push(...probePlans(comparison.base, supergraphSdl, comparison, probes));
  return { supergraphSdl, problems, takenBack: findTakenBack(before, after, comparison, operations), took };
}
