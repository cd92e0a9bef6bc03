import "./testing/no-telemetry";
import { StockGateway } from "./testing/equality/ask-stock";
import { operationsEqual, tellDifference } from "./testing/equality/operations-equal";
import { knownOfStock, STOCK_SHARES } from "./testing/equality/stock-differences";
import { FEATURES } from "./testing/features";
import type { FeatureCase } from "./testing/features/feature";
import { federate } from "./testing/features/federate";
import { stockSdls } from "./testing/graph/stock-graph";
import { buildTestGraph } from "./testing/graph/test-graph";

const COUNT = 500;

/** What the stock gateway is known to do otherwise; a version that does better fails these, and its line can go. */
describe("The stock gateway", () => {
  const cases = FEATURES.flatMap((feature) => feature.cases.map((asked) => ({ feature, asked, name: `${feature.name}: ${asked.asks}` })));
  const pinned = cases.filter(({ asked }) => asked.stock !== undefined);
  const others = cases.filter(({ asked }) => asked.stock === undefined);

  it.each(pinned.map((one) => [one.asked.stock, one.name, one] as const))("%s (%s)", async (_, _name, { feature, asked }) => {
    expect(await answered(feature, asked)).not.toEqual(wanted(asked));
  });

  it("answers everything else of the features", async () => {
    for (const { feature, asked, name } of others)
      expect({ name, ...(await answered(feature, asked)) }).toEqual({ name, ...wanted(asked) });
  });

  it("knows no @defer", async () => {
    const [feature] = FEATURES;
    if (feature === undefined) throw new Error("there are no features");
    expect(await answered(feature, { asks: "{ books { id ... @defer { rating } } }", gives: null })).toEqual({
      data: null,
      errors: ["refused"],
    });
  });

  it(`answers ${COUNT} random operations as one schema would, but for what is known`, async () => {
    const graph = buildTestGraph(stockSdls());
    const asked = await StockGateway.open(graph);
    const { differences, known } = await operationsEqual({
      graph,
      asked,
      first: 1,
      count: COUNT,
      shares: STOCK_SHARES,
      known: knownOfStock,
    });
    const told = await Promise.all(differences.map((difference) => tellDifference(difference, graph, asked)));
    expect(told).toEqual([]);
    expect(Object.keys(known)).toEqual(expect.arrayContaining(["HIDDEN_ERRORS", "LOST_DATA", "OTHER_ORDER", "UNPLANNED"]));
    await asked.stop();
  }, 600_000);
});

interface Compared {
  readonly data: string | null;
  readonly errors: readonly string[];
}

function wanted({ gives, errors = [] }: FeatureCase): Compared {
  return gives === null ? { data: null, errors: ["refused"] } : { data: JSON.stringify(gives), errors };
}

async function answered(feature: Parameters<typeof federate>[0], { asks, variables = {} }: FeatureCase): Promise<Compared> {
  const graph = { ...federate(feature), scopeOf: () => null };
  const stock = await StockGateway.open(graph).catch(() => null);
  if (stock === null) return { data: null, errors: ["it doesn't load"] };
  const answer = await stock.ask({ query: asks, variables, operationName: null }, "");
  await stock.stop();
  if (answer.kind === "refused") return { data: null, errors: ["refused"] };
  return { data: answer.data, errors: answer.errors.map((path) => path.join(".")) };
}
