import type { ActivityRecord } from "@actionline/schema/contract/records";
import { expectNumbersToOpen } from "./support/opened-numbers";
import { type Bounds, type Counts, Room, type RoomCell } from "./support/room";

/** What lies on the table: e-health in all regions, in the last closed year. */
const TABLE = { lines: ["C7-eHealth"] };
const statesOf = (cells: readonly RoomCell[]): string[] => cells.map(({ item, place, state }) => `${item.id} ${place.id} ${state}`);
const width = ({ low, high }: Bounds["covered"]): number => high - low;

let room: Room;
let opened: { readonly point: string; readonly answer: object };

beforeAll(async () => {
  room = await Room.open();
  opened = { point: await room.point(), answer: await room.look(TABLE) };
  await room.act("secretariat", "saveWatch", { name: "e-health", slice: { actionLines: ["C7-eHealth"] } }, "watch { id }");
  expect(await room.news("secretariat")).toEqual([]);
}, 120_000);
afterAll(() => room.test.stop());

// The tests tell one meeting: each goes on where the one before it ended.

it("an omitted cell opens to the declarations that it stands on", async () => {
  const cell = await room.cell("GPA-18c", "002");
  expect(cell).toMatchObject({ state: "OMITTED", basis: "NIL_RETURN", activities: 0 });
  expect(cell.responsible.map(({ agency, scopeLevel }) => [agency?.id, scopeLevel])).toEqual([
    ["nordlys", "NIL"],
    ["signalhaven", "NIL"],
  ]);
  const { reportingScopes } = await room.ask<{ reportingScopes: { nodes: { id: string }[] } }>(
    '{ reportingScopes(filter: { items: ["GPA-18c"], places: ["002"], levels: [NIL] }) { nodes { id } } }',
  );
  const declared = reportingScopes.nodes.map(({ id }) => id).sort();
  expect(cell.responsible.flatMap(({ scopes }) => scopes).sort()).toEqual(declared);
});

it("what would change an unknown cell is done word by word, and the cell becomes what was told", async () => {
  const cell = await room.cell("GPA-18b", "142");
  const [way] = cell.whatWouldChange;
  expect([cell.state, way?.state, way?.steps.map(({ kind }) => kind)]).toEqual(["UNKNOWN", "OMITTED", ["DECLARE_SCOPE", "DECLARE_SCOPE"]]);
  const before = await room.point();
  for (const { agencies, items, places, year } of way?.steps ?? []) {
    expect((await room.cell("GPA-18b", "142")).state).toBe("UNKNOWN");
    const [agency] = agencies;
    const scope = {
      agency: agency?.id,
      level: "COMPLETE",
      items: items.map(({ id }) => id),
      places: places.map(({ id }) => id),
      years: [year],
    };
    await room.act(agency?.id ?? "", "declareScope", scope, "reportingScope { id }");
  }
  expect(await room.cell("GPA-18b", "142")).toMatchObject({ state: "OMITTED", basis: "COMPLETE_SCOPE" });
  expect(await room.changes(before, TABLE)).toEqual(["GPA-18b 142 UNKNOWN → OMITTED SCOPE_CHANGE"]);
  expect(await room.news("secretariat")).toEqual(["CELL_OMITTED"]);
});

it("a publisher withdraws what it declared: the cell is unknown, the rates widen, and the scope is the cause", async () => {
  const before = await room.point();
  const { bounds } = await room.look(TABLE);
  const [nordlys] = (await room.cell("GPA-18b", "142")).responsible.filter(({ agency }) => agency?.id === "nordlys");
  await expect(withdraw("signalhaven", nordlys?.scopes[0])).rejects.toThrow("FORBIDDEN");
  await withdraw("nordlys", nordlys?.scopes[0]);
  expect(await room.cell("GPA-18b", "142")).toMatchObject({ state: "UNKNOWN", reasons: [{ code: "NO_SCOPE" }] });
  expect(await room.changes(before, TABLE)).toEqual(["GPA-18b 142 OMITTED → UNKNOWN SCOPE_CHANGE"]);
  const after = (await room.look(TABLE)).bounds;
  for (const rate of ["covered", "omitted"] as const) {
    expect(after[rate].low).toBeLessThanOrEqual(bounds[rate].low);
    expect(after[rate].high).toBeGreaterThanOrEqual(bounds[rate].high);
  }
  expect(width(after.omitted)).toBeGreaterThan(width(bounds.omitted));
});

it("what came by an agency's feed is withdrawn there, and comes in by its next harvest", async () => {
  await expect(withdraw("nordlys", "nordlys:scope-africa-nil")).rejects.toThrow("withdraw it there");
  const before = await room.point();
  await room.harvest("nordlys/activities", (records) => records.filter(({ id }) => id !== "nordlys:scope-africa-nil"));
  expect(await room.cell("GPA-18c", "002")).toMatchObject({ state: "UNKNOWN", reasons: [{ code: "NO_SCOPE" }] });
  expect(await room.changes(before, TABLE)).toEqual(["GPA-18c 002 OMITTED → UNKNOWN SCOPE_CHANGE"]);
  await room.harvest("nordlys/activities", (records) => records);
  expect((await room.cell("GPA-18c", "002")).state).toBe("OMITTED");
});

it("an accepted suggestion covers the cell, and the review is the cause", async () => {
  expect(await room.cell("GPA-18f", "142")).toMatchObject({ state: "UNKNOWN", reasons: [{ code: "SUGGESTIONS_UNREVIEWED" }] });
  const before = await room.point();
  const planted = room.test.demonstration?.truth.suggestions.find(({ item, region }) => item === "GPA-18f" && region === "142");
  const review = { activity: planted?.activity, item: "GPA-18f", decision: "ACCEPTED", reason: "Its report says so." };
  await room.act("secretariat", "reviewAssignment", review, "assignment { basis }");
  expect(await room.cell("GPA-18f", "142")).toMatchObject({ state: "COVERED", activities: 1 });
  expect(await room.changes(before, TABLE)).toEqual(["GPA-18f 142 UNKNOWN → COVERED REVIEW_DECISION"]);
});

it("an outage makes omissions unknown and is told as an outage; its end tells of no new gap", async () => {
  await room.news("secretariat");
  const before = await room.point();
  await room.harvest("signalhaven/activities", null);
  const fallen = await room.changes(before, TABLE);
  expect(fallen).toContain("GPA-18c 002 OMITTED → UNKNOWN SOURCE_OUTAGE_OR_RECOVERY");
  expect(fallen.filter((change) => !change.endsWith("SOURCE_OUTAGE_OR_RECOVERY"))).toEqual([]);
  expect(await room.news("secretariat")).toEqual(["SOURCE_FAILED"]);
  await room.harvest("signalhaven/activities", (records) => records);
  expect((await room.cell("GPA-18c", "002")).state).toBe("OMITTED");
  expect(await room.changes(before, TABLE)).toEqual([]);
  expect(await room.news("secretariat")).toEqual(["SOURCE_RECOVERED"]);
});

it("a team's statement makes a cell of civil society omitted where all else holds, and only there", async () => {
  const types = { types: ["CIVIL_SOCIETY"] };
  for (const item of ["GPA-18c", "GPA-18d"]) {
    const expectation = { item, place: "002", stakeholderType: "CIVIL_SOCIETY", state: "EXPECTED", reason: "Associations carry it." };
    await room.act("moderator", "setExpectation", expectation, "expectation { id }");
  }
  expect(await room.cell("GPA-18c", "002", types)).toMatchObject({ state: "UNKNOWN", reasons: [{ code: "NO_REPORTING_CHANNEL" }] });
  const cells = { actionLine: "C7-eHealth", items: ["GPA-18c", "GPA-18d"], places: ["002"], years: [2025] };
  const statement = { ...cells, stakeholderTypes: ["CIVIL_SOCIETY"], text: "The region's associations were asked." };
  await room.act("moderator", "signStatement", statement, "statement { id }");
  expect(await room.cell("GPA-18c", "002", types)).toMatchObject({ state: "OMITTED", basis: "TEAM_STATEMENT" });
  expect(await room.cell("GPA-18d", "002", types)).toMatchObject({ state: "UNKNOWN", reasons: [{ code: "SOURCE_FAILING" }] });
});

it("a source that is repaired, as told, makes its cell decidable", async () => {
  const [way] = (await room.cell("GPA-18d", "002")).whatWouldChange;
  expect(way).toMatchObject({ state: "OMITTED", steps: [{ kind: "HARVEST_SOURCE", source: { id: "aldermoor/activities" } }] });
  await room.harvest("aldermoor/activities", (records) => records);
  expect(await room.cell("GPA-18d", "002")).toMatchObject({ state: "OMITTED", basis: "COMPLETE_SCOPE" });
});

it("a new activity covers what was omitted: late for a closed year, new for the one that goes on", async () => {
  const before = await room.point();
  await room.harvest("nordlys/activities", (records) => [...records, disasterWork(records)]);
  expect(await room.changes(before, TABLE)).toEqual(["GPA-18f 002 OMITTED → COVERED LATE_REPORT"]);
  expect(await room.changes(before, { ...TABLE, years: [2026] })).toEqual(["GPA-18f 002 UNKNOWN → COVERED NEW_ACTIVITY"]);
});

it("two records decided to be one activity count once, and twice again when the decision is undone", async () => {
  const [overlap] = (
    await room.ask<{ overlaps: { nodes: { id: string; state: string; version: number; activities: { id: string }[] }[] } }>(
      '{ overlaps(filter: { levels: [L0], agencies: ["nordlys"] }) { nodes { id state version activities { id } } } }',
    )
  ).overlaps.nodes;
  const [one, other] = overlap?.activities.map(({ id }) => id) ?? [];
  const counted = async (): Promise<Counts> => (await room.cell("GPA-18e", "009")).counts;
  const undecided = await counted();
  expect([undecided.none - undecided.confirmed, undecided.none - undecided.proposed]).toEqual([0, 1]);
  const decision = { one, other, decision: "SAME", reason: "The archive keeps the same record.", expectedVersion: overlap?.version };
  const before = await room.point();
  await room.act("secretariat", "decideOverlap", decision, "overlap { state }");
  expect(await counted()).toEqual({ ...undecided, confirmed: undecided.proposed });
  expect(await room.changes(before, TABLE)).toEqual([]);
  await expectNumbersToOpen(room, ["C4", "C7-eHealth"]);
  await room.act("secretariat", "undoOverlapDecision", { overlap: overlap?.id, reason: "It was another phase." }, "overlap { state }");
  expect(await counted()).toEqual(undecided);
}, 60_000);

it("the same question at the point where the meeting began has the same answer", async () => {
  expect(await room.look({ ...TABLE, asOf: { snapshot: opened.point } })).toEqual(opened.answer);
  expect(statesOf((await room.look(TABLE)).cells)).not.toEqual(statesOf((opened.answer as { cells: RoomCell[] }).cells));
});

function withdraw(who: string, line: string | undefined): Promise<unknown> {
  const input = { register: "SCOPE", line, reason: "Two offices haven't reported." };
  return room.act(who, "withdrawRegisterLine", input, "change { operation }");
}

/** The agency's own record of another cell, made anew for the disasters of East Africa. */
function disasterWork(records: readonly { readonly kind: string; readonly id: string }[]): ActivityRecord {
  const model = records.find((record): record is ActivityRecord => record.id === "nordlys:eh-f-PE");
  if (model === undefined) throw new Error("The set has no work on disasters to take as a model.");
  return { ...model, id: "nordlys:eh-f-KE", places: [{ place: "KE" }] };
}
