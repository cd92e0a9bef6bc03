import { nameOfPoint } from "@actionline/kit/point";
import type { SnapshotRecord } from "@actionline/schema/hub-records";
import { resolveAsOf } from "./as-of";
import { startLog, type TestLog, upsert } from "./testing/start-log";
import { noTheme, theme } from "./testing/themes";
import { VersionReader } from "./versions";

const day = (number: number): Date => new Date(Date.UTC(2025, 2, number));
const NOW = day(20);

let log: TestLog;
let now = day(1);

beforeAll(async () => {
  log = await startLog(() => now);
  await log.append(theme("a", "A"), theme("b", "B")); // 1, 2 on day 1
  now = day(2);
  await log.append(theme("a", "A2")); // 3 on day 2
  await log.append(noTheme("b")); // 4 in the same millisecond by the clock, so one later
  now = day(3);
  const snapshot: SnapshotRecord = { id: "march", name: "march", sequence: 3, at: day(2).toISOString() };
  await log.append(upsert("SNAPSHOT", snapshot)); // 5
});
afterAll(() => log.stop());

async function themesAt(asOf: Parameters<typeof resolveAsOf>[1]): Promise<string> {
  const request = await log.request(asOf, NOW);
  const themes = await new VersionReader(log.db, "THEME", request).all();
  return `${request.asOf.sequence}: ${themes.map(({ name }) => name).join(" ")}`;
}

describe("asOf", () => {
  it.each([
    [0, "0: "],
    [1, "1: A"],
    [2, "2: A B"],
    [3, "3: A2 B"],
    [4, "4: A2"],
    [5, "5: A2"],
  ])("sequence %i shows what held there", async (sequence, expected) => {
    await expect(themesAt({ sequence })).resolves.toBe(expected);
  });

  it.each([
    ["before the first entry", new Date(0), "0: "],
    ["a millisecond before the first entry", new Date(day(1).getTime() - 1), "0: "],
    ["at the very instant of a batch: all of it", day(1), "2: A B"],
    ["between two batches", new Date(day(1).getTime() + 1), "2: A B"],
    ["of the first of two batches in one millisecond: it alone", day(2), "3: A2 B"],
    ["of the second of them: both", new Date(day(2).getTime() + 1), "4: A2"],
    ["after the last entry", day(19), "5: A2"],
    ["now", NOW, "5: A2"],
  ])("an instant %s", async (_, at, expected) => {
    await expect(themesAt({ at })).resolves.toBe(expected);
  });

  it("a snapshot's name shows what held when it was named, and is judged at its instant", async () => {
    await expect(themesAt({ snapshot: "march" })).resolves.toBe("3: A2 B");
    await expect(resolveAsOf(log.db, { snapshot: "march" }, NOW)).resolves.toEqual({
      sequence: 3,
      instant: day(2),
      latest: false,
      name: "march",
    });
  });

  it("without it a request reads at the watermark, judged now", async () => {
    await expect(resolveAsOf(log.db, null, NOW)).resolves.toEqual({ sequence: 5, instant: NOW, latest: true });
  });

  it("a point's own name shows what held at its sequence, and is judged at its instant, however long ago", async () => {
    await expect(themesAt({ snapshot: "3@2025-03-12T00:00:00.000Z" })).resolves.toBe("3: A2 B");
    const asked = { snapshot: nameOfPoint({ sequence: 3, instant: day(12) }) };
    await expect(resolveAsOf(log.db, asked, NOW)).resolves.toEqual({ sequence: 3, instant: day(12), latest: false });
    await expect(resolveAsOf(log.db, asked, day(19))).resolves.toMatchObject({ instant: day(12) });
    await expect(themesAt({ snapshot: "0@1970-01-01T00:00:00.000Z" })).resolves.toBe("0: ");
  });

  it("the latest point has a name that leads back to it, also where the clock stands behind the log", async () => {
    for (const clock of [NOW, day(1)]) {
      const latest = await resolveAsOf(log.db, null, clock);
      await expect(resolveAsOf(log.db, { snapshot: nameOfPoint(latest) }, clock)).resolves.toEqual({ ...latest, latest: false });
    }
    await expect(resolveAsOf(log.db, null, day(1))).resolves.toMatchObject({ sequence: 5, instant: day(3) });
  });

  it("a sequence is judged at the instant of its entry, and 0 at one that stays the same", async () => {
    await expect(resolveAsOf(log.db, { sequence: 2 }, NOW)).resolves.toMatchObject({ instant: day(1) });
    await expect(resolveAsOf(log.db, { sequence: 0 }, NOW)).resolves.toMatchObject({ instant: day(1) });
  });

  it.each<[string, Parameters<typeof resolveAsOf>[1]]>([
    ["AS_OF_UNKNOWN: a sequence that lies ahead", { sequence: 6 }],
    ["AS_OF_UNKNOWN: a negative sequence", { sequence: -1 }],
    ["AS_OF_UNKNOWN: half a sequence", { sequence: 1.5 }],
    ["AS_OF_UNKNOWN: no number at all", { sequence: Number.NaN }],
    ["AS_OF_UNKNOWN: the future", { at: day(21) }],
    ["AS_OF_UNKNOWN: no date at all", { at: new Date(Number.NaN) }],
    ["AS_OF_UNKNOWN: a snapshot that nobody named", { snapshot: "april" }],
    ["AS_OF_UNKNOWN: a point whose sequence lies ahead", { snapshot: "6@2025-03-12T00:00:00.000Z" }],
    ["AS_OF_UNKNOWN: a point whose instant lies ahead", { snapshot: "5@2025-03-20T00:00:00.001Z" }],
    ["AS_OF_UNKNOWN: a point before its own entry", { snapshot: "5@2025-03-02T23:59:59.999Z" }],
    ["AS_OF_UNKNOWN: a point that isn't spelled as points are", { snapshot: "05@2025-03-12T00:00:00.000Z" }],
    ["AS_OF_UNKNOWN: a point without milliseconds", { snapshot: "5@2025-03-12T00:00:00Z" }],
    ["AS_OF_ONE: none of the three", {}],
    ["AS_OF_ONE: nulls alone", { sequence: null, at: null, snapshot: null }],
    ["AS_OF_ONE: two of the three", { sequence: 1, snapshot: "march" }],
  ])("%s", async (title, input) => {
    await expect(resolveAsOf(log.db, input, NOW)).rejects.toMatchObject({ extensions: { code: title.split(":")[0] } });
  });

  it("reads a log with no entry at all", async () => {
    const empty = await startLog();
    await expect(resolveAsOf(empty.db, null, NOW)).resolves.toMatchObject({ sequence: 0 });
    await expect(resolveAsOf(empty.db, { at: day(1) }, NOW)).resolves.toMatchObject({ sequence: 0 });
    await empty.stop();
  });

  it("finds an instant by its index, in the steps of one entry and not of all", async () => {
    const plan = await log.db
      .collection("log")
      .find({ at: { $lte: day(2) } })
      .sort({ at: -1, _id: -1 })
      .limit(1)
      .explain("executionStats");
    expect(plan.executionStats.totalKeysExamined).toBe(1);
  });
});
