import { shuffledGraph } from "../graph/shuffled/shuffled-graph";
import { buildTestGraph } from "../graph/test-graph";
import { AskedEngine, isTrusted } from "./ask-engine";
import { operationsEqual, tellDifference } from "./operations-equal";

export interface GraphsOptions {
  /** Seeds of graphs, from the first. */
  readonly first: number;
  readonly graphs: number;
  /** To each of them. */
  readonly operations: number;
  readonly onGraph?: (seed: number, asked: number) => void;
}

/** What asking many graphs came to. */
export interface GraphsReport {
  readonly asked: number;
  readonly withErrors: number;
  /** What was answered otherwise, with the graph's seed and the smallest operation that shows it. */
  readonly differences: readonly string[];
}

/** Operations of one graph; another one's begin so far behind. */
const APART = 1_000;

/** Asks random operations of many graphs, each dealt out otherwise, and compares as for one. */
export async function graphsEqual({ first, graphs, operations, onGraph }: GraphsOptions): Promise<GraphsReport> {
  const differences: string[] = [];
  let [asked, withErrors] = [0, 0];
  for (let seed = first; seed < first + graphs; seed += 1) {
    const { sdls, faulty } = shuffledGraph(seed);
    const graph = buildTestGraph(sdls, faulty);
    // Every other graph is asked as if its subgraphs were nobody's to trust.
    const trusted = (subgraph: string) => isTrusted(subgraph) === (seed % 2 === 0);
    const engine = await AskedEngine.open(graph, { trusted });
    const report = await operationsEqual({ graph, asked: engine, first: seed * APART, count: operations });
    for (const difference of report.differences.slice(0, 3)) {
      differences.push(`graph ${seed}, ${await tellDifference(difference, graph, engine)}`);
    }
    await engine.close();
    asked += report.asked;
    withErrors += report.withErrors;
    onGraph?.(seed, asked);
  }
  return { asked, withErrors, differences };
}
