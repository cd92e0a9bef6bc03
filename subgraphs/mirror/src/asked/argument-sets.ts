import { canonicalText } from "@actionline/log/canonical";
import type { DocumentNode } from "graphql";
import type { Collection, Db } from "mongodb";
import { type AskedArguments, argumentsGiven, type FieldWithArguments, fieldsWithArguments } from "./asked-arguments";

/** Arguments that a field of an agency's was asked with. */
interface StoredSet {
  /** `<agency>/<type>/<field>(<arguments as canonical JSON>)` */
  readonly _id: string;
  readonly agency: string;
  readonly type: string;
  readonly field: string;
  /** As canonical JSON. */
  readonly args: string;
  /** On how many days; each process of a hub counts its own. */
  readonly days: number;
  readonly lastSeen: Date;
}

/** An operation as a gateway sends it to an agency: the object itself tells operations apart. */
export interface SentOperation {
  document(): DocumentNode;
}

const DAYS = 30;
const DAY_MS = 86_400_000;
/** An operation that is asked often is looked at once in so many milliseconds. */
const LOOK_MS = 100;
const WRITE_MS = 1_000;
/** Sets that a process notes in a day, and that wait to be written. */
const [MOST_A_DAY, MOST_WAITING] = [2_000, 200];
const LONGEST = 500;
/** Sets that an agency is asked for with each reading: of one field, and of one type. */
export const MOST_SETS = { field: 8, type: 64 } as const;

/** With which arguments people ask agencies' fields lately: without who asked, and nothing that was written in words. */
export class ArgumentSets {
  readonly #sets: Collection<StoredSet>;
  readonly #clock: () => Date;
  readonly #operations = new WeakMap<SentOperation, { readonly fields: readonly FieldWithArguments[]; next: number }>();
  readonly #seen = new Set<string>();
  #day = 0;
  #waiting = new Map<string, Omit<StoredSet, "_id" | "days">>();
  #timer: NodeJS.Timeout | null = null;
  #expires = false;

  constructor(db: Db, clock: () => Date) {
    this.#sets = db.collection("asked_arguments");
    this.#clock = clock;
  }

  /** Notes what an agency is being asked; it is written soon, and what can't be written is a sample less. */
  saw(agency: string, operation: SentOperation, variables: () => Readonly<Record<string, unknown>>): void {
    const now = performance.now();
    const known = this.#operations.get(operation) ?? { fields: fieldsWithArguments(operation.document()), next: 0 };
    this.#operations.set(operation, known);
    if (known.fields.length === 0 || now < known.next) return;
    known.next = now + LOOK_MS;
    const given = variables();
    for (const field of known.fields) {
      const asked = argumentsGiven(field, given);
      if (asked !== null) this.#note(agency, asked);
    }
  }

  /** Writes what was seen since the last time. */
  async flush(): Promise<void> {
    const waiting = this.#waiting;
    if (waiting.size === 0) return;
    this.#waiting = new Map();
    // As often as it fails: MongoDB may have been away just then.
    if (!this.#expires) await this.#sets.createIndex({ lastSeen: 1 }, { name: "last_seen", expireAfterSeconds: (DAYS * DAY_MS) / 1_000 });
    this.#expires = true;
    const writes = [...waiting].map(([id, { lastSeen, ...set }]) => ({
      updateOne: { filter: { _id: id }, update: { $set: { lastSeen }, $inc: { days: 1 }, $setOnInsert: set }, upsert: true },
    }));
    await this.#sets.bulkWrite(writes, { ordered: false });
  }

  /** What an agency was asked in the last 30 days: of each field a few sets, those of the most days first. */
  async recent(agency: string): Promise<readonly AskedArguments[]> {
    await this.flush();
    const since = new Date(this.#clock().getTime() - DAYS * DAY_MS);
    const found = this.#sets.find({ agency, lastSeen: { $gte: since } }).sort({ days: -1, lastSeen: -1, _id: 1 });
    const taken = new Map<string, number>();
    const take = (what: string, most: number): boolean => {
      const count = taken.get(what) ?? 0;
      taken.set(what, count + 1);
      return count < most;
    };
    const sets: AskedArguments[] = [];
    for await (const { type, field, args } of found.limit(MOST_A_DAY)) {
      if (!take(`${type}.${field}`, MOST_SETS.field) || !take(type, MOST_SETS.type)) continue;
      sets.push({ type, field, args: JSON.parse(args) as AskedArguments["args"] });
    }
    return sets;
  }

  #note(agency: string, { type, field, args: given }: AskedArguments): void {
    const lastSeen = this.#clock();
    const day = Math.floor(lastSeen.getTime() / DAY_MS);
    if (day !== this.#day) this.#seen.clear();
    this.#day = day;
    const args = canonicalText(given);
    const id = `${agency}/${type}/${field}(${args})`;
    if (args.length > LONGEST || this.#seen.has(id) || this.#seen.size >= MOST_A_DAY || this.#waiting.size >= MOST_WAITING) return;
    this.#seen.add(id);
    this.#waiting.set(id, { agency, type, field, args, lastSeen });
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.flush().catch(() => undefined);
    }, WRITE_MS).unref();
  }
}
