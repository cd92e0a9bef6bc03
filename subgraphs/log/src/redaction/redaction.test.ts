import { Appender } from "../appender";
import { versionsOf } from "../collections";
import { readChanges } from "../follow";
import { startLog, type TestLog } from "../testing/start-log";
import { VersionReader } from "../versions";
import { valueAt, without } from "./pointer";
import { redact } from "./redact";

let log: TestLog;
beforeEach(async () => {
  log = await startLog(() => new Date("2026-11-01T00:00:00Z"));
});
afterEach(() => log.stop());

const theme = (name: string, items: readonly string[] = []) =>
  ({ kind: "THEME", subject: "T", operation: "UPSERT", owner: "nord", record: { id: "T", name, items } }) as const;
const order = (pointer: string | null) =>
  ({ kind: "THEME", subject: "T", pointer, reason: "It named a person.", orderedBy: "a desk", at: new Date("2026-11-01") }) as const;
const stored = async () =>
  (await versionsOf(log.db, "THEME").find({ subject: "T" }).sort({ _id: 1 }).toArray()).map(({ record, hash }) => [record, hash.length]);
const nameAt = async (sequence: number) => {
  const reader = new VersionReader(log.db, "THEME", await log.request({ sequence }));
  return (await reader.record("T"))?.name ?? null;
};

describe("A redacted value", () => {
  it("is gone from every version; the record goes on without it, and a tombstone says why", async () => {
    const first = await log.append(theme("Maria's number"));
    const second = await log.append(theme("Maria's new number"));
    const { sequence } = await redact(log.appender, order("/name"));
    expect(JSON.stringify(await log.db.collection("themes").find().toArray())).not.toContain("Maria");
    expect(await stored()).toEqual([
      [null, 64],
      [null, 64],
      [{ id: "T", name: "[redacted]", items: [] }, 64],
    ]);
    expect([await nameAt(first), await nameAt(second), await nameAt(sequence)]).toEqual([null, null, "[redacted]"]);
    const tombstone = await versionsOf(log.db, "REDACTION").findOne({ subject: "THEME/T#/name" });
    expect(tombstone?.record).toMatchObject({ reason: "It named a person.", orderedBy: "a desk", pointer: "/name" });
    expect(JSON.stringify(tombstone)).not.toContain("Maria");
  });

  it("stays out when it is sent again, also to the next process that writes; another value comes in", async () => {
    await log.append(theme("Maria's number"));
    const { sequence } = await redact(log.appender, order("/name"));
    expect(await log.append(theme("Maria's number"))).toBe(sequence);
    expect(await log.append(theme("Maria's number", ["GPA-1"]))).toBe(sequence + 1);
    await log.appender.release();
    const next = await Appender.acquire(log.client, log.db, { space: "DEMONSTRATION" });
    await next.append([theme("Maria's number", ["GPA-2"])]);
    expect(await nameAt(next.watermark)).toBe("[redacted]");
    await next.append([theme("A theme")]);
    expect(await nameAt(next.watermark)).toBe("A theme");
    await next.release();
  });

  it("is erased beside the log in the same transaction, or not at all", async () => {
    await log.append(theme("Maria's number"));
    const before = log.appender.watermark;
    const failing = redact(log.appender, order("/name"), [() => Promise.reject(new Error("no room"))]);
    await expect(failing).rejects.toThrow("no room");
    expect([log.appender.watermark, await nameAt(before)]).toEqual([before, "Maria's number"]);
  });

  it("has to be there", async () => {
    await expect(redact(log.appender, order("/name"))).rejects.toThrow("The hub holds no THEME");
    await log.append(theme("A theme"));
    await expect(redact(log.appender, order("/title"))).rejects.toThrow("nothing at /title");
  });
});

describe("A redacted record", () => {
  it("ends, with all its versions erased, and doesn't come in again", async () => {
    const first = await log.append(theme("Maria's number"));
    const { sequence, deleted } = await redact(log.appender, order(null));
    expect([deleted, await nameAt(first), await nameAt(sequence)]).toEqual([1, null, null]);
    expect(await log.append(theme("Anything else"))).toBe(sequence);
  });

  it("is followed as an end, and by who builds anew as if it had never been", async () => {
    await log.append(theme("Maria's number"));
    const { sequence } = await redact(log.appender, order(null));
    const seen: unknown[] = [];
    for await (const changes of readChanges(log.db, ["THEME", "REDACTION"], 0, sequence, 10, { THEME: ["name"] })) {
      seen.push(...changes.map(({ kind, operation, record }) => [kind, operation, record === null]));
    }
    expect(seen).toEqual([
      ["THEME", "UPSERT", true],
      ["THEME", "DELETE", true],
      ["REDACTION", "UPSERT", false],
    ]);
  });
});

describe("A JSON pointer", () => {
  const record = { a: [{ b: "x" }, { b: "y" }], "c/d": { "e~f": 1 } };

  it("leads to a value, and the record is made without it", () => {
    expect([valueAt(record, "/a/1/b"), valueAt(record, "/c~1d/e~0f"), valueAt(record, "/a/2"), valueAt(record, "/__proto__")]).toEqual([
      "y",
      1,
      undefined,
      undefined,
    ]);
    expect(without(record, "/a/1/b")).toEqual({ ...record, a: [{ b: "x" }, { b: "[redacted]" }] });
    expect(without(record, "/a/0")).toEqual({ ...record, a: [{ b: "y" }] });
    expect(without(record, "/c~1d/e~0f")).toEqual({ ...record, "c/d": {} });
    expect(without(record, "/nowhere/0")).toEqual(record);
  });
});
