import type { Principal } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import { ask } from "@actionline/kit/testing/ask";
import { resolveAsOf } from "@actionline/log/as-of";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { type Notices, openNotices } from "@actionline/notices/open-notices";
import { eventsOf } from "@actionline/notices/store";
import { buildNoticesSubgraph } from "@actionline/notices/subgraph";
import type { Footprint } from "@actionline/notices/watch/watch-slice";
import { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import { aFacilitator, aHarvest, anActivity, anExpectation, aScope, aSource } from "@actionline/stocktaking/testing/records";
import { smallWorld } from "@actionline/stocktaking/testing/small-world";
import { WatchedCells } from "./watched-cells";

const ANNA: Principal = { id: "anna", name: "Anna", roles: [{ name: "ACCREDITED", of: null }] };
const clock = { now: new Date("2025-06-01T00:00:00Z") };

let log: TestLog;
let index: StocktakingIndex;
let cells: WatchedCells;
let notices: Notices;
beforeEach(async () => {
  clock.now = new Date("2025-06-01T00:00:00Z");
  log = await startLog(() => clock.now);
  await log.append(...smallWorld(), aScope("who:all", "COMPLETE", { items: ["GPA-18", "GPA-18a", "GPA-18b"] }));
  index = await StocktakingIndex.open(log.db);
  cells = new WatchedCells(index);
  const subgraph = await buildNoticesSubgraph(log.db, { cells, clock: () => clock.now });
  notices = openNotices({
    db: log.db,
    cells,
    findings: { maySee: () => false },
    principalOf: async () => null,
    outbox: "unused",
    clock: () => clock.now,
    onFault: (error) => {
      throw error;
    },
  });
  const request = new RequestContext(ANNA, await resolveAsOf(log.db, null, clock.now));
  const input = { name: "e-health in Africa", slice: { actionLines: ["C7"], places: ["002"], years: [2024] }, idempotencyKey: "k" };
  await index.reach(request.asOf.sequence);
  await ask(subgraph.schema, subgraph.context(request), SAVE, { input });
});
afterEach(async () => {
  await notices.close();
  await log.stop();
});
const SAVE = "mutation ($input: SaveWatchInput!) { saveWatch(input: $input) { watch { id } } }";
const told = async (): Promise<string[]> => {
  await notices.follower.follow();
  const events = await eventsOf(log.db).find().sort({ position: 1 }).toArray();
  return events.map(({ kind, text }) => `${kind} ${text}`);
};
const inAfrica = { places: [{ place: "KE" }] };

test("work that ends leaves a possible gap, told once; the outage that follows and its end tell of the source alone", async () => {
  await log.append(anActivity("who:a", { items: [{ item: "GPA-18a" }], ...inAfrica }));
  expect(await told()).toEqual([]);
  await log.append({ ...anActivity("who:a"), operation: "DELETE", record: null });
  // The paragraph above it had nothing but the work for its letter.
  const gap = "CELL_OMITTED 2 possible gaps: GPA-18, 002, 2024; GPA-18a, 002, 2024.";
  expect(await told()).toEqual([gap]);
  await log.append(aHarvest("who/feed", "2025-05-30T00:00:00Z", "FAILED"));
  const failed = "SOURCE_FAILED A source failed or lapsed: who/feed.";
  expect(await told()).toEqual([gap, failed]);
  clock.now = new Date("2025-06-02T00:00:00Z");
  await log.append(aHarvest("who/feed", "2025-05-30T00:00:00Z", "RUNNING"));
  expect(await told()).toEqual([gap, failed]);
  await log.append(aHarvest("who/feed", "2025-06-02T00:00:00Z"));
  expect(await told()).toEqual([gap, failed, "SOURCE_RECOVERED A source recovered: who/feed."]);
});

test("a source that lapses with time is told of, and its next good harvest tells no old gap", async () => {
  await told();
  clock.now = new Date("2025-12-01T00:00:00Z");
  const lapsed = "SOURCE_FAILED A source failed or lapsed: who/feed.";
  expect(await told()).toEqual([lapsed]);
  await log.append(aHarvest("who/feed", "2025-12-01T00:00:00Z"));
  expect(await told()).toEqual([lapsed, "SOURCE_RECOVERED A source recovered: who/feed."]);
});

test("a source that is connected and read for the first time hasn't recovered from anything, and its first failure is told", async () => {
  await log.append(aSource("who/new"), aSource("who/bad"));
  expect(await told()).toEqual([]);
  await log.append(aHarvest("who/new", null, "RUNNING"), aHarvest("who/bad", null, "RUNNING"));
  expect(await told()).toEqual([]);
  await log.append(aHarvest("who/new", "2025-06-01T00:00:00Z"), aHarvest("who/bad", null, "FAILED"));
  expect(await told()).toEqual(["SOURCE_FAILED A source failed or lapsed: who/bad."]);
});

test("a source of an agency that answers for nothing in the slice isn't told of", async () => {
  await told();
  await log.append(aHarvest("itu/feed", "2025-05-30T00:00:00Z", "FAILED"));
  expect(await told()).toEqual([]);
});

test("a scope that is declared where nothing is reported makes the gap decidable, and is news", async () => {
  await log.append({ ...aScope("who:all", "COMPLETE"), operation: "DELETE", record: null });
  await told();
  await log.append(anExpectation("e", { item: "GPA-18b", place: "002", state: "NOT_APPLICABLE" }));
  expect(await told()).toEqual([]);
  await log.append({ ...anExpectation("e", { item: "GPA-18b" }), operation: "DELETE", record: null });
  await log.append(aScope("who:new", "COMPLETE", { items: ["GPA-18b"] }));
  expect(await told()).toEqual(["CELL_OMITTED A possible gap: GPA-18b, 002, 2024."]);
});

test("states are those of the coverage that anybody may ask for", async () => {
  await log.append(
    anActivity("who:a", { items: [{ item: "GPA-18a" }], ...inAfrica }),
    anActivity("who:b", { items: [{ item: "GPA-18b" }], ...inAfrica }, "PRIVATE"),
  );
  const point = await resolveAsOf(log.db, null, clock.now);
  await index.reach(point.sequence);
  const grid = cells.gridOf({ items: null, actionLines: null, places: null, placeLevel: null, years: null, stakeholderTypes: null }, point);
  const seen = new Map<string, string>();
  await cells.statesOf({ ...grid, types: [null, "GOVERNMENT"] }, point, (cell, { state }) =>
    seen.set(`${cell.item} ${cell.place} ${cell.type}`, state),
  );
  const answer = index.coverage({ by: ["ITEM", "REGION"], placeLevel: "REGION" }, point, false);
  expect(seen.size).toBe(answer.size * 2);
  for (let at = 0; at < answer.size; at += 1) {
    const { item, place, state } = answer.cell(at);
    const known = state === "OMITTED" || state === "UNKNOWN" ? state : "OTHER";
    expect([item, place, seen.get(`${item} ${place} null`)]).toEqual([item, place, known]);
  }
  // What is private is as if it weren't there.
  expect(seen.get("GPA-18b 002 null")).toBe("OMITTED");
});

test("an agency's reach is every cell that it answers for, and no other", async () => {
  await log.append(
    aFacilitator("C4", "WHO", { from: "2020-01-01", to: "2023-12-31" }),
    aScope("itu:kenya", "PARTIAL", { items: ["GPA-18a"], places: ["KE"], years: [2020] }),
    aScope("itu:everything", "COMPLETE", { years: [2024] }),
  );
  const years = Array.from({ length: 15 }, (_, number) => 2010 + number);
  await log.append(
    ...years.map((year) => aScope(`itu:kenya in ${year}`, "COMPLETE", { items: ["GPA-18a"], places: ["KE"], years: [year] })),
  );
  const point = await resolveAsOf(log.db, null, clock.now);
  await index.reach(point.sequence);
  // Declared year after year, and one part of the grid all the same.
  expect(cells.reachOfAgency("itu", point).filter(({ items }) => items?.has("GPA-18a"))).toHaveLength(1);
  const meets = ({ items, places, years }: Footprint, item: string, place: string, year: number): boolean =>
    (items?.has(item) ?? true) && (places?.has(place) ?? true) && (years === null || (years.from <= year && year <= years.to));
  for (const agency of ["itu", "who"]) {
    const reach = cells.reachOfAgency(agency, point);
    for (const item of ["GPA-11a", "GPA-18", "GPA-18a", "GPA-18b"]) {
      for (const place of ["GLOBAL", "002", "014", "KE", "UG", "IN"]) {
        for (const year of [2021, 2024]) {
          const query = { by: [], items: [item], places: [place], years: [year] } as const;
          const answers = index.responsibleFor(query, {}, point, false).some((party) => party.agency === agency);
          expect([agency, item, place, year, reach.some((part) => meets(part, item, place, year))]).toEqual([
            agency,
            item,
            place,
            year,
            answers,
          ]);
        }
      }
    }
  }
});
