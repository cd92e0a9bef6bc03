import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { inOneGo } from "@actionline/kit/work-budget";
import { Appender } from "@actionline/log/appender";
import { change } from "@actionline/log/testing/change";
import { StocktakingIndex } from "../stocktaking-index";
import { aHarvest, anActivity, anAgency, aScope, aSource, aStatement } from "../testing/records";
import { SMALL_PLAN } from "../testing/small-plan";
import { conflictsOf } from "./conflicts";
import type { CoverageQuery } from "./coverage-query";
import { openSlice } from "./slice";

const INSTANT = new Date("2025-06-30T00:00:00Z");

let database: TestIndex;
let appender: Appender;
let index: StocktakingIndex;

beforeAll(async () => {
  database = await startIndex();
  appender = await Appender.acquire(database.client, database.db, { space: "DEMONSTRATION" });
  await appender.append(SMALL_PLAN);
  await appender.append(["alpha", "beta"].map(anAgency));
  await appender.append(["alpha/feed", "beta/feed"].map((id) => aSource(id)));
  await appender.append(["alpha/feed", "beta/feed"].map((id) => aHarvest(id, "2025-06-20T00:00:00Z")));
  index = await StocktakingIndex.open(database.db);
});
afterAll(async () => {
  await appender.release();
  await database.stop();
});

async function write(...changes: Parameters<Appender["append"]>[0]): Promise<void> {
  await index.reach((await appender.append(changes)).sequence);
}
const withdraw = (...changes: Parameters<Appender["append"]>[0]): Promise<void> =>
  write(...changes.map(({ kind, subject }) => change(kind, subject, null)));

const conflicts = (query: CoverageQuery = { by: [] }): string[] =>
  inOneGo(conflictsOf(openSlice(index, query, { sequence: index.sequence, instant: INSTANT, latest: true }, false))).map(
    ({ kind, record, agency, actionLine, activity, item, place, year, stakeholderType }) =>
      [kind, record, agency ?? actionLine, activity, item, place, year, stakeholderType ?? ""].join(" ").trim(),
  );

const inKenya = (id: string, more: Parameters<typeof anActivity>[1] = {}) =>
  anActivity(id, { items: [{ item: "GPA-18a" }], places: [{ place: "KE" }], ...more });

describe("conflicts", () => {
  it("are nil returns that an agency's own strong evidence contradicts, where it stands", async () => {
    const nil = aScope("alpha:s1", "NIL", { actionLines: ["C7-eHealth"], places: ["002"] });
    await write(nil, inKenya("beta:1"), inKenya("alpha:1"));
    expect(conflicts()).toEqual(["NIL_RETURN alpha:s1 alpha alpha:1 GPA-18a KE 2024"]);
    expect(conflicts({ by: [], places: ["019"] })).toEqual([]);
    expect(conflicts({ by: [], items: ["GPA-18"], years: [2024] })).toHaveLength(1);
    expect(conflicts({ by: [], years: [2023] })).toEqual([]);
    await withdraw(nil, inKenya("beta:1"), inKenya("alpha:1"));
  });

  it("count what an agency leads as its own, whoever reports it", async () => {
    const nil = aScope("alpha:s1", "NIL");
    const led = inKenya("beta:1", { participants: [{ role: "LEAD", organisation: { id: "ALPHA", name: "Alpha" } }] });
    await write(nil, led);
    expect(conflicts()).toEqual(["NIL_RETURN alpha:s1 alpha beta:1 GPA-18a KE 2024"]);
    await withdraw(nil, led);
  });

  it("aren't there where the evidence is weak, or a more specific word of the agency's speaks of the activity's place", async () => {
    const nil = aScope("alpha:s1", "NIL");
    const weak: Parameters<typeof inKenya>[1][] = [
      { status: "PLANNED" },
      { items: [], actionLines: ["C7"] },
      { places: [{ place: "GLOBAL" }] },
    ];
    await write(nil);
    for (const more of weak) {
      await write(inKenya("alpha:1", more));
      expect(conflicts()).toEqual([]);
    }
    await write(inKenya("alpha:1"));
    expect(conflicts()).toHaveLength(1);
    const corrected = aScope("alpha:s2", "COMPLETE", { items: ["GPA-18a"], places: ["KE"] });
    await write(corrected);
    expect(conflicts()).toEqual([]);
    await withdraw(nil, corrected, inKenya("alpha:1"));
  });

  it("are teams' nil statements that anybody's work of the type contradicts, where statements count", async () => {
    const statement = aStatement("st1", "C7-eHealth", { items: ["GPA-18"], places: ["002"] });
    const company = { role: "IMPLEMENTER", organisation: { id: "X", name: "A company", type: "PRIVATE_SECTOR" } } as const;
    await write(statement, inKenya("alpha:1"));
    expect(conflicts()).toEqual([]);
    await write(inKenya("beta:1", { participants: [company] }));
    const told = "TEAM_STATEMENT st1 C7-eHealth beta:1 GPA-18a KE 2024 PRIVATE_SECTOR";
    expect(conflicts()).toEqual([told]);
    expect(conflicts({ by: [], stakeholderTypes: ["PRIVATE_SECTOR"] })).toEqual([told]);
    expect(conflicts({ by: [], stakeholderTypes: ["ACADEMIA"] })).toEqual([]);
    expect(conflicts({ by: [], definition: "1.1.0" })).toEqual([]);
    await withdraw(statement, inKenya("alpha:1"), inKenya("beta:1"));
  });
});
