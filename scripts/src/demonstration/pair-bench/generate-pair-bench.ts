import { Random } from "../random";
import { BenchWriter } from "./bench-writer";
import { contractPairs } from "./contract-pairs";
import { distinctPairs } from "./distinct-pairs";
import { easyPairs } from "./easy-pairs";
import type { PairBench } from "./labelled-pair";
import { overlapPairs } from "./overlap-pairs";
import { phasePairs } from "./phase-pairs";
import { relatedPairs } from "./related-pairs";
import { republishedPairs } from "./republished-pairs";
import { secondReportPairs } from "./second-report-pairs";
import { wordPairs } from "./word-pairs";

const STRATA = [
  republishedPairs,
  secondReportPairs,
  contractPairs,
  overlapPairs,
  relatedPairs,
  phasePairs,
  distinctPairs,
  wordPairs,
  easyPairs,
] as const;

/** The generated half of the labelled benchmark: the same for the same seed, and no part of the demonstration set. */
export function generatePairBench(seed = 20_030): PairBench {
  const bench = new BenchWriter(new Random(seed, "pairs"));
  for (const stratum of STRATA) stratum(bench);
  return bench.bench();
}
