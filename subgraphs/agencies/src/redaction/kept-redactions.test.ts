import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Appender } from "@actionline/log/appender";
import { redact } from "@actionline/log/redaction/redact";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { createValidator } from "@actionline/schema/validator/validator";
import type { Document } from "mongodb";
import { harvest } from "../feed/harvest";
import { knownCodes } from "../feed/harvest-file";
import { aSource, list, record } from "../testing/feed-records";
import { BESIDE } from "./erase-beside";
import { KeptRedactions } from "./kept-redactions";

const validator = createValidator(knownCodes());
const now = new Date("2026-11-01T00:00:00Z");
const SECRET = "Maria Example, +41 22 000 00 00";
const ORDER = { kind: "ACTIVITY", reason: "It named a person.", orderedBy: "a desk", at: now } as const;

let log: TestLog;
let folder: string;
let file: string;
let appender: Appender;
beforeEach(async () => {
  log = await startLog(() => now);
  ({ appender } = log);
  folder = await mkdtemp(join(tmpdir(), "actionline-redactions-"));
  file = join(folder, "redactions.jsonl");
});
afterEach(async () => {
  await appender.release();
  await log.stop();
  await rm(folder, { recursive: true });
});

const take = (...records: readonly object[]) =>
  harvest({ ...log, appender, source: aSource("nord"), input: list(records), validator, clock: () => now });
const described = (...texts: readonly string[]) =>
  record("nord:1", { description: texts.map((text, at) => ({ language: ["en", "fr"][at], text })) });
const order = (pointer: string | null, subject = "nord:1") => redact(appender, { ...ORDER, subject, pointer }, BESIDE);

type Copy = readonly { readonly name: string; readonly documents: readonly Document[] }[];
async function copied(): Promise<Copy> {
  const collections = await log.db.collections();
  return Promise.all(collections.map(async (each) => ({ name: each.collectionName, documents: await each.find().toArray() })));
}
const everythingKept = async () => JSON.stringify(await copied());

/** The database as it was, opened by the next process. */
async function putBack(copy: Copy): Promise<void> {
  await appender.release();
  for (const collection of await log.db.collections()) await collection.deleteMany({});
  for (const { name, documents } of copy) if (documents.length > 0) await log.db.collection(name).insertMany([...documents]);
  // Whoever wrote when it was copied is gone.
  await log.db.collection("log_state").updateMany({}, { $set: { leaseUntil: new Date(0) } });
  appender = await Appender.acquire(log.client, log.db, { space: "DEMONSTRATION", clock: () => now });
}

async function restored(copy: Copy, kept = true): Promise<void> {
  await putBack(copy);
  if (kept) await KeptRedactions.open(appender, file);
}

describe("A database that is put back from a copy older than an order", () => {
  it("has the value no more once it is open, keeps it out, and knows the order", async () => {
    await take(described("A form from before."));
    await take(described(SECRET));
    const copy = await copied();
    const kept = await KeptRedactions.open(appender, file);
    await order("/description/0/text");
    await kept.note();
    expect(await readFile(file, "utf8")).not.toContain(SECRET);
    await restored(copy, false);
    expect(await everythingKept()).toContain(SECRET);
    await restored(copy);
    const before = await everythingKept();
    expect(before).not.toContain(SECRET);
    expect(before).not.toContain("A form from before.");
    expect(before).toContain("It named a person.");
    await take(described(SECRET, "Another text."));
    const after = await everythingKept();
    expect(after).not.toContain(SECRET);
    expect(after).toContain("Another text.");
  });

  it("has it no more where it stood elsewhere, nor in other words", async () => {
    await take(described("First.", SECRET));
    const elsewhere = await copied();
    await take(described(`${SECRET} and others`));
    const otherwise = await copied();
    await take(described(SECRET));
    const kept = await KeptRedactions.open(appender, file);
    await order("/description/0/text");
    await kept.note();
    await restored(elsewhere);
    const without = await everythingKept();
    expect(without).not.toContain(SECRET);
    expect(without).toContain("First.");
    await restored(otherwise);
    expect(await everythingKept()).not.toContain(SECRET);
    // What its source publishes next is there again.
    await take(described("Nothing of it."));
    expect(await everythingKept()).toContain("Nothing of it.");
  });

  it("has a whole record no more, and one that it never held doesn't come in", async () => {
    const empty = await copied();
    await take(described(SECRET));
    const copy = await copied();
    const kept = await KeptRedactions.open(appender, file);
    await order(null);
    await kept.note();
    for (const older of [copy, empty]) {
      await restored(older);
      expect(await everythingKept()).not.toContain(SECRET);
      await take(described(SECRET));
      expect(await everythingKept()).not.toContain(SECRET);
    }
  });
});

describe("The file of orders", () => {
  it("takes up what the database knows and it doesn't, each once", async () => {
    await take(described(SECRET));
    await order("/description/0/text");
    const kept = await KeptRedactions.open(appender, file);
    await Promise.all([kept.note(), kept.note()]);
    await KeptRedactions.open(appender, file);
    expect((await readFile(file, "utf8")).match(/It named a person/g)).toHaveLength(1);
  });

  it("may end in a line that was cut short, and is refused with one that can't be read before others", async () => {
    await take(described(SECRET));
    await order("/description/0/text");
    await writeFile(file, '{"id":"ACTIV');
    await KeptRedactions.open(appender, file);
    await appendFile(file, '{"id":"ACTIV');
    await expect(KeptRedactions.open(appender, file)).rejects.toThrow("Line 1 of");
  });
});
