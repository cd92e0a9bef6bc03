import { randomUUID } from "node:crypto";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { StoredActivity } from "@actionline/schema/hub-records";
import type { Db, MongoClient } from "mongodb";
import { Appender } from "./appender";
import { contentHash } from "./canonical";
import { prepareCollections, versionsOf } from "./collections";
import { OPEN } from "./log-entry";

const RECORDS = 20_000;
const BATCH = 1_000;
const ROUNDS = 3;
const KIND: EntryKind = "ACTIVITY";

/**
 * Ingest against an unordered `bulkWrite`: the same documents into collections with the same indexes, both with majority
 * and journal, in turns, so that both meet the same machine. The log's side also hashes, reads heads, and writes the log.
 */
export const ingestCase = {
  name: "ingest",
  about: `${RECORDS} validated activities to committed and visible, against an unordered bulkWrite of the same documents`,
  measure: async ({ client, say }: { readonly client: MongoClient; readonly say: (line: string) => void }) => {
    const records = Array.from({ length: RECORDS }, (_, position) => activity(position));
    const appended: number[] = [];
    const written: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      written.push(await perSecond(client, (db) => bulkWrite(db, records)));
      appended.push(await perSecond(client, (db) => append(client, db, records)));
      say(`round ${round}: bulkWrite ${written.at(-1)}/s, log ${appended.at(-1)}/s`);
    }
    const value = median(appended) / median(written);
    return {
      figures: { "records a second into the log": median(appended), "records a second by bulkWrite": median(written) },
      ratios: [{ name: "log against bulkWrite", value, target: "at least 0.33", met: value >= 1 / 3 }],
    };
  },
};

async function perSecond(client: MongoClient, write: (db: Db) => Promise<() => Promise<void>>): Promise<number> {
  const db = client.db(`bench_${randomUUID().slice(0, 8)}`);
  await prepareCollections(db);
  try {
    const work = await write(db);
    const started = performance.now();
    await work();
    return Math.round(RECORDS / ((performance.now() - started) / 1_000));
  } finally {
    await db.dropDatabase();
  }
}

async function append(client: MongoClient, db: Db, records: readonly StoredActivity[]): Promise<() => Promise<void>> {
  const appender = await Appender.acquire(client, db, { space: "DEMONSTRATION" });
  return async () => {
    // One batch is made while the one before it is committed, as a harvest does.
    let onTheWay: Promise<unknown> = Promise.resolve();
    for (let start = 0; start < records.length; start += BATCH) {
      const changes = records
        .slice(start, start + BATCH)
        .map((record) => ({ kind: "ACTIVITY", subject: record.id, operation: "UPSERT", owner: "bench", record }) as const);
      const before = onTheWay;
      onTheWay = appender.append(changes);
      await before;
    }
    await onTheWay;
    await appender.release();
  };
}

async function bulkWrite(db: Db, records: readonly StoredActivity[]): Promise<() => Promise<void>> {
  // Ready-made documents: what the log works out for itself is its own cost.
  const documents = records.map((record, position) => {
    const from = position + 1;
    const hash = contentHash(record);
    return { _id: from, subject: record.id, owner: "bench", visibility: "PUBLIC", hash, from, to: OPEN, record } as const;
  });
  return async () => {
    for (let start = 0; start < documents.length; start += BATCH) {
      const inserts = documents.slice(start, start + BATCH).map((document) => ({ insertOne: { document } }));
      await versionsOf(db, KIND).bulkWrite(inserts as never, { ordered: false, writeConcern: { w: "majority", journal: true } });
    }
  };
}

/** An activity of ordinary size: about forty words in its text, as the real files have. */
function activity(position: number): StoredActivity {
  const words = Array.from({ length: 40 }, (_, place) => WORDS[(position * 7 + place * place) % WORDS.length]).join(" ");
  return {
    kind: "ACTIVITY",
    id: `bench:${position}`,
    title: [{ language: "en", text: `Training ${position} of ${words.slice(0, 60)}` }],
    description: [{ language: "en", text: words }],
    activityKind: "TRAINING",
    status: "IMPLEMENTING",
    period: { start: "2024-02-01", end: "2026-01-31" },
    reporter: { name: "Bench Agency", type: "INTERNATIONAL_ORGANIZATION" },
    participants: [
      { role: "LEAD", organisation: { name: "Bench Agency" } },
      { role: "IMPLEMENTER", organisation: { name: `Ministry ${position % 190}`, type: "GOVERNMENT" } },
    ],
    items: [{ item: "GPA-18a", weight: 100 }],
    places: [
      { place: "KE", percentage: 60 },
      { place: "UG", percentage: 40 },
    ],
    sectors: [{ vocabulary: "DAC-5", code: "12281", percentage: 100 }],
    source: "bench/file",
    suggestionRules: "1.0.0",
    suggestions: [],
  };
}

const WORDS =
  "nurses rural clinics distance training links broadband certificate ministry health district teachers schools access village radio data register women youth farmers market prices weather early warning network capacity policy review partners equipment solar community centre language content library".split(
    " ",
  );

function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
