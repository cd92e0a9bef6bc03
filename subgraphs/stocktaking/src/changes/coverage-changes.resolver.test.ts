import { ANYONE } from "@actionline/kit/access";
import { nameOfPoint } from "@actionline/kit/point";
import { RequestContext } from "@actionline/kit/request-context";
import { WorkBudget } from "@actionline/kit/work-budget";
import { resolveAsOf } from "@actionline/log/as-of";
import { change } from "@actionline/log/testing/change";
import { execute, parse } from "graphql";
import { Tally } from "../coverage/tally";
import { aDefinition, aHarvest, anActivity, anExpectation, aReview, aScope, suggested } from "../testing/records";
import { smallWorld } from "../testing/small-world";
import { startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";

let hub: TestStocktaking;
let since: number;

beforeAll(async () => {
  hub = await startStocktaking();
  await hub.append(
    ...smallWorld(),
    anActivity("itu:4", { suggestions: [suggested("GPA-11b", "C4")], places: [{ place: "KE" }] }),
    anActivity("itu:5", { items: [{ item: "GPA-11a" }], places: [{ place: "KE" }] }),
    aScope("who:s1", "NIL", { items: ["GPA-18b"], places: ["002", "142"] }),
  );
  since = hub.appender.watermark;
  hub.clock.now = new Date("2025-06-10T00:00:00Z");
  await hub.append(
    anActivity("who:2", { items: [{ item: "GPA-18a" }], places: [{ place: "KE" }] }),
    aReview("itu:4", { item: "GPA-11b", actionLine: "C4" }, "ACCEPTED"),
    change("ACTIVITY", "itu:5", null),
    anExpectation("e1", { item: "GPA-11a", place: "142", state: "NOT_APPLICABLE" }),
    aHarvest("who/feed", "2025-05-30T00:00:00Z", "FAILED"),
  );
});
afterAll(() => hub.stop());

interface Changed {
  readonly keys: readonly { readonly value: string }[];
  readonly from: string | null;
  readonly to: string | null;
  readonly cause: string;
  readonly together: boolean;
  readonly text: string;
  readonly entries: readonly { readonly kind: string; readonly id: string; readonly change: string }[];
  readonly filter: object | null;
  readonly activitiesBefore: number;
  readonly activitiesAfter: number;
}
interface Changes {
  readonly since: { readonly sequence: number; readonly name: string };
  readonly asOf: { readonly name: string };
  readonly bounds: object;
  readonly boundsSince: object;
  readonly definitionVersions: readonly string[];
  readonly counts: readonly object[];
  readonly cells: {
    readonly totalCount: number;
    readonly nodes: readonly Changed[];
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  };
}

const CELL = "keys { value } from to cause together text entries { kind id change } filter activitiesBefore activitiesAfter";
async function changes(asked: string, cells = "", asOf?: { sequence: number } | { snapshot: string }): Promise<Changes> {
  const { coverageChanges } = await hub.ask<{ coverageChanges: Changes }>(
    `{ coverageChanges(by: [ITEM, REGION], ${asked}) { since { sequence name } asOf { name } bounds { N C P O U } boundsSince { N C P O U }
       definitionVersions counts { from to cause count } cells${cells} { totalCount pageInfo { endCursor hasNextPage } nodes { ${CELL} } } } }`,
    asOf === undefined ? {} : { asOf },
  );
  return coverageChanges;
}

const told = ({ cells }: Changes): string[] =>
  cells.nodes.map(({ keys, from, to, text }) => `${keys.map(({ value }) => value).join(" ")}: ${from} → ${to}. ${text}`);

describe("changes between two points", () => {
  it("name each changed cell's one cause, what made it, and open into rows", async () => {
    const found = await changes(`since: { sequence: ${since} }`);
    expect(told(found)).toEqual([
      "GPA-11a 002: COVERED → UNKNOWN. Reports were changed or withdrawn: itu:5.",
      "GPA-11a 142: UNKNOWN → NOT_APPLICABLE. The expectation register says something else: e1 about GPA-11a.",
      "GPA-11b 002: UNKNOWN → COVERED. A reviewer decided on what was suggested: itu:4 for GPA-11b.",
      "GPA-18 002: UNKNOWN → COVERED. Work was reported after its year had closed: who:2.",
      "GPA-18a 002: UNKNOWN → COVERED. Work was reported after its year had closed: who:2.",
      "GPA-18b 002: OMITTED → UNKNOWN. Sources failed, recovered or grew old, which says nothing about the world: who/feed.",
      "GPA-18b 142: OMITTED → UNKNOWN. Sources failed, recovered or grew old, which says nothing about the world: who/feed.",
    ]);
    expect(found.cells.nodes.map(({ entries }) => entries).slice(0, 3)).toEqual([
      [{ kind: "ACTIVITY", id: "itu:5", change: "REMOVED" }],
      [{ kind: "EXPECTATION", id: "e1", change: "ADDED" }],
      [{ kind: "REVIEW", id: "itu:4#GPA-11b", change: "ADDED" }],
    ]);
    const operation = "query ($filter: ActivityFilter) { activities(filter: $filter) { nodes { id } } }";
    const variables = { filter: found.cells.nodes[4]?.filter };
    await expect(hub.ask(operation, { variables })).resolves.toEqual({ activities: { nodes: [{ id: "who:2" }] } });
    await expect(hub.ask(operation, { variables: { filter: found.cells.nodes[0]?.filter }, asOf: { sequence: since } })).resolves.toEqual({
      activities: { nodes: [{ id: "itu:5" }] },
    });
  });

  it("tell both answers, and sum up by states and cause", async () => {
    const found = await changes(`since: { sequence: ${since} }`);
    expect(found.counts).toEqual([
      { from: "UNKNOWN", to: "COVERED", cause: "LATE_REPORT", count: 2 },
      { from: "OMITTED", to: "UNKNOWN", cause: "SOURCE_OUTAGE_OR_RECOVERY", count: 2 },
      { from: "COVERED", to: "UNKNOWN", cause: "ACTIVITY_CHANGE", count: 1 },
      { from: "UNKNOWN", to: "NOT_APPLICABLE", cause: "EXPECTATION_CHANGE", count: 1 },
      { from: "UNKNOWN", to: "COVERED", cause: "REVIEW_DECISION", count: 1 },
    ]);
    expect(found.definitionVersions).toEqual(["1.2.0", "1.2.0"]);
    const bounds = async (asOf?: { snapshot: string }) =>
      (
        await hub.ask<{ coverage: { bounds: object } }>(
          "{ coverage(by: [ITEM, REGION]) { bounds { N C P O U } } }",
          asOf === undefined ? {} : { asOf },
        )
      ).coverage.bounds;
    expect(found.bounds).toEqual(await bounds());
    expect(found.boundsSince).toEqual(await bounds({ snapshot: found.since.name }));
  });

  it("are narrowed by cause and states, and read page by page at one point", async () => {
    const asked = `since: { sequence: ${since} }`;
    expect((await changes(asked, "(causes: [SOURCE_OUTAGE_OR_RECOVERY])")).cells.totalCount).toBe(2);
    expect((await changes(asked, "(from: [UNKNOWN], to: [COVERED])")).cells.totalCount).toBe(3);
    expect((await changes(asked, "(causes: [DUPLICATE_DECISION])")).cells).toMatchObject({ totalCount: 0, nodes: [] });
    const first = await changes(asked, "(first: 4)");
    expect(first.cells.pageInfo.hasNextPage).toBe(true);
    await hub.append(anActivity("who:9", { items: [{ item: "GPA-18b" }], places: [{ place: "KE" }] }));
    const next = await changes(asked, `(first: 4, after: "${first.cells.pageInfo.endCursor}")`, { snapshot: first.asOf.name });
    expect(told(next)).toHaveLength(3);
    expect([next.cells.totalCount, next.cells.pageInfo.hasNextPage]).toEqual([7, false]);
    await expect(
      changes(`since: { sequence: ${since - 1} }`, `(after: "${first.cells.pageInfo.endCursor}")`, { snapshot: first.asOf.name }),
    ).rejects.toMatchObject({ extensions: { code: "CURSOR_INVALID" } });
    await hub.append(change("ACTIVITY", "who:9", null));
  });

  it("are none between a point and itself, and those of another version of the definition are the definition's", async () => {
    const now = hub.appender.watermark;
    expect((await changes(`since: { sequence: ${now} }`)).cells.totalCount).toBe(0);
    await hub.append(aDefinition("1.0.0"), aHarvest("who/feed", "2025-06-09T00:00:00Z", "RUNNING"));
    const found = await changes(`since: { sequence: ${now} }, items: ["GPA-18b"]`);
    expect(found.definitionVersions).toEqual(["1.2.0", "1.0.0"]);
    // The first version lets a harvest that is under way pass; it takes both changes.
    expect(told(found)[0]).toBe(
      "GPA-18b 002: UNKNOWN → OMITTED. Sources failed, recovered or grew old, which says nothing about the world: coverage and who/feed. It took other changes as well.",
    );
    expect((await changes(`since: { sequence: ${now} }, items: ["GPA-18b"], definition: "1.2.0"`)).cells.totalCount).toBe(0);
    await hub.append(aDefinition("1.2.0"), aHarvest("who/feed", "2025-05-30T00:00:00Z", "FAILED"));
  });

  it("count other activities as a change where asked", async () => {
    const now = hub.appender.watermark;
    await hub.append(anActivity("who:3", { items: [{ item: "GPA-18a" }], places: [{ place: "UG" }] }));
    expect((await changes(`since: { sequence: ${now} }`)).cells.totalCount).toBe(0);
    const { cells } = await changes(`since: { sequence: ${now} }, counts: true`);
    expect(
      cells.nodes.map(({ from, to, cause, activitiesBefore, activitiesAfter }) => [from, to, cause, activitiesBefore, activitiesAfter]),
    ).toEqual([
      ["COVERED", "COVERED", "LATE_REPORT", 1, 2],
      ["COVERED", "COVERED", "LATE_REPORT", 1, 2],
    ]);
  });

  it("take an earlier point by its sequence, instant or name, and refuse one that lies later", async () => {
    const named = nameOfPoint({ sequence: since, instant: new Date("2025-06-02T00:00:00Z") });
    for (const point of [`{ at: "2025-06-02T00:00:00Z" }`, `{ snapshot: "${named}" }`]) {
      expect((await changes(`since: ${point}`)).since.sequence).toBe(since);
    }
    const end = hub.appender.watermark;
    await expect(changes(`since: { sequence: ${end} }`, "", { sequence: since })).rejects.toMatchObject({
      extensions: { code: "BAD_INPUT" },
    });
    await expect(changes(`since: { sequence: ${end + 1} }`)).rejects.toMatchObject({ extensions: { code: "AS_OF_UNKNOWN" } });
    await expect(changes("since: {}")).rejects.toMatchObject({ extensions: { code: "AS_OF_ONE" } });
    await expect(changes(`since: { sequence: ${since} }, by: [REPORTER]`.replace("by: [ITEM, REGION],", ""))).rejects.toThrow();
    await expect(hub.ask(`{ coverageChanges(by: [REPORTER], since: { sequence: ${since} }) { counts { count } } }`)).rejects.toMatchObject({
      extensions: { code: "BAD_INPUT" },
    });
  });

  it("show nobody else what only the secretariat may see", async () => {
    const now = hub.appender.watermark;
    await hub.append(anActivity("who:7", { items: [{ item: "GPA-18b" }], places: [{ place: "KE" }] }, "PRIVATE"));
    expect((await changes(`since: { sequence: ${now} }`)).cells.totalCount).toBe(0);
  });

  it("take a pass over the rows for each answer, one more where one family of inputs won't do, and none where only words changed", async () => {
    const tallies = jest.spyOn(Tally.prototype, "steps");
    const passes = async (point: number): Promise<number> => {
      tallies.mockClear();
      await hub.ask(`{ coverageChanges(by: [ITEM, REGION], since: { sequence: ${point} }) { counts { count } } }`);
      return tallies.mock.calls.length;
    };
    const quiet = hub.appender.watermark;
    await hub.append(anExpectation("e9", { item: "GPA-18b", place: "142", state: "UNDETERMINED" }));
    await expect(passes(quiet)).resolves.toBe(1);
    const busy = hub.appender.watermark;
    await hub.append(anActivity("who:8", { items: [{ item: "GPA-18b" }], places: [{ place: "IN" }], status: "PLANNED" }));
    await hub.append(anExpectation("e9", { item: "GPA-18b", place: "142", state: "EXPECTED" }));
    await expect(passes(busy)).resolves.toBeLessThanOrEqual(5);
    tallies.mockRestore();
  });

  it("are refused before the work is done where it is more than one request may cause", async () => {
    const request = new RequestContext(ANYONE, await resolveAsOf(hub.db, null, hub.clock.now), new WorkBudget(() => false, 150_000));
    const document = parse(`{ coverageChanges(by: [ITEM, REGION], since: { sequence: ${since} }) { counts { count } } }`);
    const { errors } = await execute({ schema: hub.subgraph.schema, document, contextValue: hub.subgraph.context(request) });
    expect(errors?.[0]?.extensions.code).toBe("QUERY_TOO_COSTLY");
  });
});
