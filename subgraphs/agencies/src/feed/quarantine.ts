import { hash } from "node:crypto";
import { canonicalText } from "@actionline/log/canonical";
import type { Finding } from "@actionline/schema/validator/finding";
import type { AnyBulkWriteOperation, ClientSession, Collection, Db } from "mongodb";
import type { Beside } from "./beside";

/** A refused record as it is kept: enough to find and repair it, bounded whatever was sent. Never shown in public. */
export interface QuarantineEntry {
  readonly _id: string;
  readonly source: string;
  readonly agency: string;
  /** The record's hub id; null where it had none that could be one. */
  readonly record: string | null;
  /** The activity that it says it belongs to, such as a budget's; entries of before this was kept have none. */
  readonly partOf?: string;
  readonly place: string;
  readonly rule: string;
  readonly pointer: string;
  readonly value: string;
  readonly excerpt: string;
  /** Of a second record under one id: the content hash that was kept and the one that was refused. */
  readonly hashes: { readonly kept: string; readonly refused: string } | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly lastRun: string;
}

const MOST_OF_A_RUN = 10_000;
const EXCERPT = 4_000;
const LONGEST_ID = 512;
/** No record needs a tenth of it, and what is refused for its depth would overflow whoever writes it out whole. */
const DEEPEST = 50;

export const quarantineOf = (db: Db): Collection<QuarantineEntry> => db.collection<QuarantineEntry>("quarantine");

/** Makes the indexes that quarantine is read by. */
export async function prepareQuarantine(db: Db): Promise<void> {
  await quarantineOf(db).createIndexes([
    { key: { record: 1 }, name: "record" },
    { key: { partOf: 1 }, name: "part_of", sparse: true },
    { key: { source: 1, lastRun: 1 }, name: "source_run" },
  ]);
}

export interface Refused {
  readonly record: string | null;
  readonly place: string;
  readonly finding: Finding;
  readonly content: unknown;
  readonly hashes?: { readonly kept: string; readonly refused: string };
}

/** Collects a run's refused records for writing together with its batches. */
export class QuarantineWriter implements Beside {
  readonly #source: { readonly id: string; readonly agency: string };
  readonly #run: string;
  readonly #clock: () => Date;
  #waiting: AnyBulkWriteOperation<QuarantineEntry>[] = [];
  #kept = 0;

  constructor(source: { readonly id: string; readonly agency: string }, run: string, clock: () => Date) {
    this.#source = source;
    this.#run = run;
    this.#clock = clock;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  add({ record, place, finding, content, hashes }: Refused): void {
    this.#kept += 1;
    if (this.#kept > MOST_OF_A_RUN) return;
    const excerpt = textOf(content)
      .slice(0, EXCERPT)
      .replace(/[\ud800-\udbff]$/, "");
    const { rule, pointer, value } = finding;
    const now = this.#clock();
    const about = {
      source: this.#source.id,
      agency: this.#source.agency,
      record,
      ...partOf(content),
      place,
      rule,
      pointer,
      value,
      excerpt,
      hashes: hashes ?? null,
    };
    // The same refusal in the next run is the same entry, seen again: its place in the file may have moved.
    const _id = hash("sha256", canonicalText([this.#source.id, record, record === null ? place : "", rule, pointer, excerpt]), "hex");
    const update = { $set: { ...about, lastSeenAt: now, lastRun: this.#run }, $setOnInsert: { firstSeenAt: now } };
    this.#waiting.push({ updateOne: { filter: { _id }, update, upsert: true } });
  }

  /** Hands over what waits, to be written in a batch's own transaction. */
  take(): (db: Db, session: ClientSession) => Promise<void> {
    const writes = this.#waiting;
    this.#waiting = [];
    return async (db, session) => {
      if (writes.length > 0) await quarantineOf(db).bulkWrite(writes, { session, ordered: false });
    };
  }
}

const textOf = (content: unknown): string => (typeof content === "string" ? content : canonicalText(pruned(content, DEEPEST)));

/** The activity that a refused amount names, in a change or bare; nothing where it names none. */
function partOf(content: unknown): { partOf?: string } {
  const record = fieldOf(content, "record") ?? content;
  const activity = fieldOf(record, "activity");
  return typeof activity === "string" && activity.length <= LONGEST_ID ? { partOf: activity } : {};
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

/** A copy without what lies deeper than so many levels. */
function pruned(value: unknown, levels: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) return "(nested deeper than is kept)";
  if (Array.isArray(value)) return value.map((element) => pruned(element, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, pruned(field, levels - 1)]));
}
