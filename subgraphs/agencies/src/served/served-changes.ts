import { hubError } from "@actionline/kit/hub-error";
import { resolveAsOf } from "@actionline/log/as-of";
import { logEntries, versionsOf } from "@actionline/log/collections";
import { type LogEntry, OPEN } from "@actionline/log/log-entry";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { Db, Filter } from "mongodb";
import { contractKindOf, SERVED_KINDS, type ServedKind, servedRecord } from "./served-record";

/** A change as the contract writes it. */
export interface ServedChange {
  readonly operation: "UPSERT" | "DELETE" | "MERGED_INTO" | "SPLIT_INTO";
  readonly kind: string;
  readonly id: string;
  readonly record: Readonly<Record<string, unknown>> | null;
  /** What a record went into. */
  readonly into?: readonly string[];
  readonly origin: readonly string[];
}

export interface ServedPage {
  readonly changes: readonly ServedChange[];
  readonly cursor: string;
  readonly more: boolean;
  /** Null on a page that more follow: each would count everything again. */
  readonly total: number | null;
}

const MOST = 1_000;
const CURSOR = /^log-(0|[1-9]\d{0,15})$/;

/**
 * What others reported to this hub, as a log that another hub follows. Invented records and what is private are left out,
 * and so are organizations of the hub's own reference data, which every hub has.
 */
export class ServedChanges {
  readonly #db: Db;
  readonly #hub: string;

  /** @param hub this hub's id: it is added to what each change came through */
  constructor(db: Db, hub: string) {
    this.#db = db;
    this.#hub = hub;
  }

  /** @param after the cursor of the page before; null for the beginning */
  async page(after: string | null, first: number): Promise<ServedPage> {
    if (!Number.isInteger(first) || first < 1 || first > MOST) throw hubError("PAGE_TOO_LARGE", `Ask for 1 to ${MOST} changes at a time.`);
    const from = after === null ? 0 : sequenceOf(after);
    const { sequence: end } = await resolveAsOf(this.#db, null, new Date());
    const entries = await logEntries(this.#db)
      .find({ _id: { $gt: from, $lte: end }, ...SERVED })
      .sort({ _id: 1 })
      .limit(first + 1)
      .toArray();
    const given = entries.slice(0, first);
    const more = entries.length > first;
    const last = given.at(-1)?._id ?? from;
    return {
      changes: await this.#changes(given),
      // Behind what isn't handed on, so that the next page needn't look at it again.
      cursor: `log-${more ? last : Math.max(end, from)}`,
      more,
      total: more ? null : await this.#total(),
    };
  }

  async #changes(entries: readonly LogEntry[]): Promise<ServedChange[]> {
    const records = new Map<number, unknown>();
    for (const kind of SERVED_KINDS) {
      const sequences = entries.filter((entry) => entry.kind === kind && entry.hash !== null).map(({ _id }) => _id);
      if (sequences.length === 0) continue;
      for (const { _id, record } of await versionsOf(this.#db, kind)
        .find({ _id: { $in: sequences } })
        .toArray())
        records.set(_id, record);
    }
    return entries.map((entry) => this.#change(entry, records.get(entry._id)));
  }

  /** What was redacted has no record any more, and is withdrawn from whoever follows. */
  #change({ kind, subject, origin, into }: LogEntry, record: unknown): ServedChange {
    const served = kind as ServedKind;
    const change = { kind: contractKindOf(served), id: subject, origin: [...origin, this.#hub] };
    if (into !== undefined) return { operation: into.length === 1 ? "MERGED_INTO" : "SPLIT_INTO", record: null, into, ...change };
    if (record === undefined || record === null) return { operation: "DELETE", record: null, ...change };
    return { operation: "UPSERT", record: servedRecord(served, record as RecordOfKind[ServedKind]), ...change };
  }

  async #total(): Promise<number> {
    const counts = await Promise.all(
      SERVED_KINDS.map((kind) => versionsOf(this.#db, kind).countDocuments({ to: OPEN, visibility: "PUBLIC", ...OF_OTHERS } as never)),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }
}

/** What agencies sent, and not the hub's own. */
const OF_OTHERS = { owner: { $not: /^hub:/ } } as const;

const SERVED: Filter<LogEntry> = { kind: { $in: [...SERVED_KINDS] }, visibility: "PUBLIC", ...OF_OTHERS };

function sequenceOf(cursor: string): number {
  const [, digits] = CURSOR.exec(cursor) ?? [];
  const sequence = Number(digits);
  if (digits === undefined || !Number.isSafeInteger(sequence)) {
    throw hubError("CURSOR_INVALID", "The cursor isn't one of this hub's; begin again without it.");
  }
  return sequence;
}
