import { print } from "graphql";
import { graphsEqual } from "./testing/equality/graphs-equal";
import { shuffledGraph } from "./testing/graph/shuffled/shuffled-graph";
import { SubgraphDocument } from "./testing/graph/subgraph-document";
import { SUBGRAPHS } from "./testing/graph/subgraphs";

const GRAPHS = 3;
const OPERATIONS = 150;

/** Where each field is told, and as what. */
const fieldsIn = (sdls: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(sdls).flatMap(([name, sdl]) =>
    new SubgraphDocument(name, sdl)
      .objects()
      .flatMap((type) => (type.fields ?? []).map((field) => `${name} ${type.name.value} ${print(field).replace(/\s+/g, " ")}`)),
  );

describe("The engine over graphs dealt out at random", () => {
  it(`answers ${OPERATIONS} random operations to each of ${GRAPHS} as graphql-js does upon one schema`, async () => {
    const { asked, withErrors, differences } = await graphsEqual({ first: 1, graphs: GRAPHS, operations: OPERATIONS });
    expect(differences).toEqual([]);
    expect(asked).toBe(GRAPHS * OPERATIONS);
    // Were nothing lost, this would compare little.
    expect(withErrors).toBeGreaterThan(asked / 20);
  }, 300_000);

  it("deals the same graph from the same seed, and another than there is", () => {
    const [one, again] = [shuffledGraph(1), shuffledGraph(1)];
    expect(again).toEqual(one);
    expect(Object.keys(one.sdls)).toEqual(Object.keys(SUBGRAPHS));
    expect(fieldsIn(one.sdls)).not.toEqual(fieldsIn(SUBGRAPHS));
  });
});
