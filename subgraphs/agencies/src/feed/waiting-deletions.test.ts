import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import { createValidator } from "@actionline/schema/validator/validator";
import { aSource, changes, list, many, record } from "../testing/feed-records";
import { withFile } from "../testing/read-iati";
import type { FeedInput } from "./feed-input";
import { type HarvestOptions, harvest } from "./harvest";
import { waitingDeletionsOf } from "./waiting-deletions";

let log: TestLog;
const validator = createValidator({ items: new Set(), actionLines: new Set(), places: new Set() });

beforeAll(async () => {
  log = await startLog();
});
afterAll(() => log.stop());

const run = (agency: string, input: FeedInput, options: HarvestOptions = {}): Promise<HarvestRecord> =>
  harvest({
    ...log,
    source: aSource(agency),
    input,
    validator,
    clock: () => new Date(),
    suggest: () => [],
    suggestionRules: "none",
    options,
  });

const goneFrom = (agency: string, ...numbers: readonly number[]): object[] =>
  numbers.map((number) => ({ operation: "DELETE", id: `${agency}:${number}` }));

async function held(agency: string): Promise<number> {
  return versionsOf(log.db, "ACTIVITY").countDocuments({ owner: agency, to: OPEN });
}

const waiting = (agency: string): Promise<number> => waitingDeletionsOf(log.db).countDocuments({ source: `${agency}/records` });

/** Five records, of which a list of changes wants two gone: more than the guard lets go. */
async function twoHeldOfFive(agency: string): Promise<HarvestRecord> {
  const good = await run(agency, list(many(agency, 5)));
  await expect(run(agency, changes(goneFrom(agency, 100, 101)))).resolves.toMatchObject({ outcome: "HELD", counts: { held: 2 } });
  return good;
}

describe("deletions that a list of changes named and that were held", () => {
  it("go on waiting through the next changes, which stand as held for it", async () => {
    const good = await twoHeldOfFive("kept");

    const next = await run("kept", changes([record("kept:new")]));

    expect(next).toMatchObject({
      outcome: "HELD",
      error: { code: "DELETIONS_HELD" },
      counts: { added: 1, deleted: 0, held: 2 },
      lastGoodAt: good.lastGoodAt,
    });
    await expect(held("kept")).resolves.toBe(6);
  });

  it("are applied once they are released, whatever that run reads", async () => {
    await twoHeldOfFive("released");

    const released = await run("released", changes([]), { releaseDeletions: true });

    expect(released).toMatchObject({ outcome: "SUCCEEDED", counts: { deleted: 2, held: 0 } });
    await expect(held("released")).resolves.toBe(3);
    await expect(waiting("released")).resolves.toBe(0);
  });

  it("are judged together with new ones, and let go what its agency publishes again", async () => {
    await twoHeldOfFive("again");
    await expect(run("again", changes(goneFrom("again", 102)))).resolves.toMatchObject({ outcome: "HELD", counts: { held: 3 } });

    const back = await run("again", changes([record("again:100"), { operation: "CONFIRMED", id: "again:101" }]));

    // One is left, and one may always go.
    expect(back).toMatchObject({ outcome: "SUCCEEDED", counts: { deleted: 1, held: 0 } });
    await expect(held("again")).resolves.toBe(4);
    await expect(waiting("again")).resolves.toBe(0);
  });

  it("wait too where something without an id was refused, or where the reading broke off", async () => {
    await run("unclear", list(many("unclear", 10)));
    const unclear = await run("unclear", changes([...goneFrom("unclear", 100), { kind: "ACTIVITY" }]));
    expect(unclear).toMatchObject({ outcome: "HELD", error: { code: "UNIDENTIFIED_RECORDS" } });
    const cut = `{"feed":{"count":9}}\n${JSON.stringify(goneFrom("unclear", 101)[0])}\n`;
    const broken = await withFile("x.jsonl", cut, (file) => run("unclear", { file }));
    expect(broken).toMatchObject({ outcome: "PARTIAL", counts: { deleted: 0, held: 2 } });

    await expect(run("unclear", changes([]))).resolves.toMatchObject({ outcome: "SUCCEEDED", counts: { deleted: 2 } });
    await expect(held("unclear")).resolves.toBe(8);
  });

  it("end with a full list that no longer has the records or has them again", async () => {
    await twoHeldOfFive("listed");

    const full = await run("listed", list([record("listed:100"), ...many("listed", 5).slice(2)]));

    expect(full).toMatchObject({ outcome: "SUCCEEDED", counts: { deleted: 1, held: 0 } });
    await expect(waiting("listed")).resolves.toBe(0);
  });

  it("of records that the hub doesn't hold make nothing wait", async () => {
    await run("unknown", list(many("unknown", 2)));
    const cut = `{"feed":{"count":9}}\n${JSON.stringify(goneFrom("unknown", 999)[0])}\n`;
    await expect(withFile("x.jsonl", cut, (file) => run("unknown", { file }))).resolves.toMatchObject({ outcome: "PARTIAL" });
    await expect(waiting("unknown")).resolves.toBe(0);
  });
});
