import "@actionline/gateway/no-telemetry";
import { AskedEngine, isTrusted } from "@actionline/gateway/engine/testing/equality/ask-engine";
import { StockGateway } from "@actionline/gateway/engine/testing/equality/ask-stock";
import {
  type EqualityOptions,
  type EqualityReport,
  operationsEqual,
  tellDifference,
} from "@actionline/gateway/engine/testing/equality/operations-equal";
import { knownOfStock, STOCK_SHARES } from "@actionline/gateway/engine/testing/equality/stock-differences";
import { stockSdls } from "@actionline/gateway/engine/testing/graph/stock-graph";
import { buildTestGraph } from "@actionline/gateway/engine/testing/graph/test-graph";
import type { CaseAlone, Measurement } from "../measure/measured-case";

const COUNT = 100_000;
const STOCK_COUNT = 10_000;

type Say = (line: string) => void;

/** Random operations over the federated test graph against graphql-js upon one schema with all the data. */
export const operationsEqualCase: CaseAlone = {
  name: "operations-equal",
  about: `${COUNT} random operations upon a federated graph, answered as by one schema; ${STOCK_COUNT} by the stock gateway`,
  alone: true,
  measure: async ({ say, seed }) => {
    const graph = buildTestGraph();
    const half = COUNT / 2;
    const first = await byEngine({ graph, first: seed, count: half }, isTrusted, say);
    const other = await byEngine({ graph, first: seed + half, count: half }, (subgraph) => !isTrusted(subgraph), say);
    return measured(seed, [first, other], await byStock(seed, say));
  },
};

async function byEngine(options: Omit<EqualityOptions, "asked">, trusted: typeof isTrusted, say: Say): Promise<EqualityReport> {
  const asked = await AskedEngine.open(options.graph, { trusted });
  try {
    return await told({ ...options, asked }, say);
  } finally {
    await asked.close();
  }
}

async function byStock(first: number, say: Say): Promise<EqualityReport> {
  const graph = buildTestGraph(stockSdls());
  const asked = await StockGateway.open(graph);
  try {
    return await told({ graph, asked, first, count: STOCK_COUNT, shares: STOCK_SHARES, known: knownOfStock }, say);
  } finally {
    await asked.stop();
  }
}

/** Says how far it is, and what differs with the smallest operation that shows it. */
async function told(options: EqualityOptions, say: Say): Promise<EqualityReport> {
  const report = await operationsEqual({ ...options, onProgress: (asked) => say(`${asked} of ${options.count} operations`) });
  for (const difference of report.differences) say(await tellDifference(difference, options.graph, options.asked));
  return report;
}

function measured(seed: number, engine: readonly EqualityReport[], stock: EqualityReport): Measurement {
  const sum = (of: (report: EqualityReport) => number) => engine.reduce((total, report) => total + of(report), 0);
  const asked = sum((report) => report.asked);
  const differences = sum((report) => report.differences.length);
  return {
    figures: {
      operations: asked,
      "refused by both": sum((report) => report.refused),
      "with errors": sum((report) => report.withErrors),
      "in parts": sum((report) => report.inParts),
      seed,
      "told one of several errors of one loss": sum((report) => report.allowed["lost-together"]),
      "told what was lost with it as well": sum((report) => report.allowed["asked-together"]),
      "kept more around what was put off": sum((report) => report.allowed["parts-keep-more"]),
      ...Object.fromEntries(Object.entries(stock.known).map(([name, times]) => [`stock gateway: ${name} (of ${stock.asked})`, times])),
    },
    ratios: [
      { name: "operations asked", value: asked, target: String(COUNT), met: asked === COUNT },
      { name: "operations that differ", value: differences, target: "0", met: differences === 0 },
      {
        name: "operations of the stock gateway that differ otherwise than is known",
        value: stock.differences.length,
        target: "0",
        met: stock.differences.length === 0,
      },
    ],
  };
}
