import { aDefinition, aHarvest, anActivity, aScope } from "../testing/records";
import { smallWorld } from "../testing/small-world";
import { startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";

let hub: TestStocktaking;

beforeAll(async () => {
  hub = await startStocktaking();
  await hub.append(...smallWorld(), aDefinition("1.0.0"));
  await hub.append(
    anActivity("itu:1", { items: [{ item: "GPA-11a" }], places: [{ place: "KE" }] }),
    // Over since 2022 or not: nobody told.
    anActivity("who:1", { ...at("GPA-18a", "UG"), status: "COMPLETED", period: { start: "2022-02-01" } }),
    aScope("who:s1", "COMPLETE"),
    aHarvest("who/feed", "2025-05-30T00:00:00Z", "SUCCEEDED", { withheld: 2 }),
  );
});
afterAll(() => hub.stop());

function at(item: string, place: string): { items: { item: string }[]; places: { place: string }[] } {
  return { items: [{ item }], places: [{ place }] };
}

interface Comparison {
  readonly definition: { readonly version: string };
  readonly against: { readonly version: string };
  readonly differences: readonly { readonly line: string; readonly text: string; readonly against: string }[];
  readonly bounds: { readonly C: number; readonly O: number; readonly U: number };
  readonly boundsAgainst: { readonly C: number; readonly O: number; readonly U: number };
  readonly transitions: readonly { readonly state: string; readonly against: string; readonly count: number }[];
  readonly changed: {
    readonly totalCount: number;
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
    readonly nodes: readonly { readonly keys: readonly { readonly value: string }[]; readonly cell: Said; readonly against: Said }[];
  };
}
interface Said {
  readonly state: string;
  readonly reasons: readonly { readonly code: string }[];
  readonly activities: number;
  readonly filter: object;
}

const compare = async (asked: string, asOf?: { snapshot: string } | { sequence: number }): Promise<Comparison> => {
  const said = "state reasons { code } filter";
  const { coverageComparison } = await hub.ask<{ coverageComparison: Comparison }>(
    `{ coverageComparison(by: [ITEM, REGION], ${asked}) {
      definition { version } against { version } differences { line text against }
      bounds { C O U } boundsAgainst { C O U } transitions { state against count }
      changed { totalCount nodes { keys { value } cell { ${said} } against { ${said} } } }
    } }`,
    asOf === undefined ? {} : { asOf },
  );
  return coverageComparison;
};

describe("the comparison of two versions of the definition", () => {
  it("tells what would change, by which lines, and in which cells", async () => {
    const told = await compare('definition: "1.1.0"');
    expect([told.definition.version, told.against.version]).toEqual(["1.1.0", "1.0.0"]);
    expect(told.differences.map(({ line }) => line)).toEqual(expect.arrayContaining(["OPEN_ENDS", "NOTHING_WITHHELD"]));
    // GPA-18 and 18a in Africa are covered by work that names no end; 18b there and all three in Asia by nobody.
    expect(told.boundsAgainst).toEqual({ C: 3, O: 4, U: 3 });
    expect(told.bounds).toEqual({ C: 1, O: 0, U: 9 });
    expect(told.transitions).toEqual([
      { state: "COVERED", against: "COVERED", count: 1 },
      { state: "UNKNOWN", against: "COVERED", count: 2 },
      { state: "UNKNOWN", against: "OMITTED", count: 4 },
      { state: "UNKNOWN", against: "UNKNOWN", count: 3 },
    ]);
    expect(told.changed.totalCount).toBe(6);
    const changed = told.changed.nodes.map(({ keys, cell, against }) => [
      keys.map(({ value }) => value).join(" "),
      `${against.state} → ${cell.state} ${cell.reasons.map(({ code }) => code).join(" ")}`,
    ]);
    expect(Object.fromEntries(changed)).toMatchObject({
      "GPA-18a 002": "COVERED → UNKNOWN RECORDS_REFUSED",
      "GPA-18b 142": "OMITTED → UNKNOWN RECORDS_REFUSED",
    });
  });

  it("gives cells whose filters list what counted under their own version", async () => {
    const { changed } = await compare('definition: "1.1.0", items: ["GPA-18a"], places: ["002"]');
    const [only] = changed.nodes;
    const count = async (filter: object | undefined): Promise<number> => {
      const operation = "query ($filter: ActivityFilter) { activities(filter: $filter) { totalCount } }";
      return (await hub.ask<{ activities: { totalCount: number } }>(operation, { variables: { filter } })).activities.totalCount;
    };
    await expect(count(only?.against.filter)).resolves.toBe(1);
    await expect(count(only?.cell.filter)).resolves.toBe(0);
  });

  it("compares with another version where one is named, and finds nothing where the two are one", async () => {
    const told = await compare('definition: "1.2.0", against: "1.1.0"');
    expect(told.differences.map(({ line }) => line)).toEqual(["PARTS", "CLAIMS", "STATEMENTS", "COMMITMENTS", "DUPLICATES"]);
    expect(told.changed.totalCount).toBe(0);
    const same = await compare('definition: "1.0.0"');
    expect(same).toMatchObject({ differences: [], changed: { totalCount: 0, nodes: [] } });
    expect(same.bounds).toEqual(same.boundsAgainst);
    expect(same.transitions.every(({ state, against }) => state === against)).toBe(true);
  });

  it("runs any past point, by which version was in force there", async () => {
    const sequence = hub.appender.watermark;
    const before = await compare('definition: "1.1.0"');
    await hub.append(aDefinition("1.2.0"), aHarvest("who/feed", "2025-05-31T00:00:00Z"));
    expect((await compare('definition: "1.1.0"')).against.version).toBe("1.2.0");
    await expect(compare('definition: "1.1.0"', { sequence })).resolves.toMatchObject({
      against: { version: "1.0.0" },
      bounds: before.bounds,
      boundsAgainst: before.boundsAgainst,
    });
    const { coverage } = await hub.ask<{ coverage: object }>("{ coverage(by: [ITEM]) { definition { version } } }", { asOf: { sequence } });
    expect(coverage).toEqual({ definition: { version: "1.0.0" } });
  });

  it("reads the changed cells page by page", async () => {
    const read: string[] = [];
    const operation = `query ($after: String) { coverageComparison(by: [ITEM, REGION], definition: "1.0.0", against: "1.1.0") {
      changed(first: 1, after: $after) { nodes { keys { value } } pageInfo { endCursor hasNextPage } }
    } }`;
    for (let after: string | null = null, more = true; more; ) {
      const answer: { coverageComparison: Comparison } = await hub.ask(operation, { variables: { after } });
      const { nodes, pageInfo }: Comparison["changed"] = answer.coverageComparison.changed;
      read.push(...nodes.map(({ keys }) => keys.map(({ value }) => value).join(" ")));
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(read).toEqual(["GPA-18 002", "GPA-18a 002"]);
  });

  it.each(['definition: "0.9"', 'definition: "1.0.0", against: "new"', 'definition: "1.0.0", by: [REPORTER]'])(
    "BAD_INPUT: refuses %s",
    async (asked) => {
      const by = asked.includes("by:") ? "" : "by: [ITEM], ";
      await expect(hub.ask(`{ coverageComparison(${by}${asked}) { bounds { N } } }`)).rejects.toMatchObject({
        extensions: { code: "BAD_INPUT" },
      });
    },
  );
});
