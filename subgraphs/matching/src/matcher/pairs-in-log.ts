import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { Db } from "mongodb";
import { METHOD } from "../method";
import { heldAt } from "./activity-reader";

interface Pair {
  readonly subject: string;
  readonly record: { readonly one: string; readonly other: string };
}

type MethodPair = Pair & { readonly record: { readonly method: string } };

const SOME = 2_000;
const PAIR = { subject: 1, "record.one": 1, "record.other": 1 } as const;
const involving = (subjects: readonly string[]) => ({
  $or: [{ "record.one": { $in: [...subjects] } }, { "record.other": { $in: [...subjects] } }],
});

/** The pairs that stand in the log. The matcher alone writes them, so they are read as they are now. */
export class PairsInLog {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Ids of the pairs that stand and involve one of the activities. */
  async standing(subjects: readonly string[]): Promise<string[]> {
    return (await this.#involving(subjects)).map(({ subject }) => subject);
  }

  /** Ids of the pairs on which a person's decision held at a sequence. */
  async decided(subjects: readonly string[], sequence: number): Promise<ReadonlySet<string>> {
    if (subjects.length === 0) return new Set();
    const found = await versionsOf(this.#db, "OVERLAP_DECISION")
      .find({ ...involving(subjects), ...heldAt(sequence) })
      .project<{ subject: string }>({ subject: 1 })
      .toArray();
    return new Set(found.map(({ subject }) => subject));
  }

  /** Pairs that going through all activities didn't come by: of another method, or of an activity that is no more. */
  async leftOver(sequence: number): Promise<string[]> {
    const left: string[] = [];
    let some: MethodPair[] = [];
    const found = versionsOf(this.#db, "OVERLAP")
      .find({ to: OPEN })
      .project<MethodPair>({ ...PAIR, "record.method": 1 });
    for await (const pair of found) {
      some.push(pair);
      if (some.length < SOME) continue;
      left.push(...(await this.#leftOf(some, sequence)));
      some = [];
    }
    return [...left, ...(await this.#leftOf(some, sequence))];
  }

  async #leftOf(pairs: readonly MethodPair[], sequence: number): Promise<string[]> {
    const named = [...new Set(pairs.flatMap(({ record }) => [record.one, record.other]))];
    const living = new Set<string>(
      await versionsOf(this.#db, "ACTIVITY").distinct("subject", { subject: { $in: named }, ...heldAt(sequence) }),
    );
    const decided = await this.decided(named, sequence);
    return pairs
      .filter(({ record: { one, other, method } }) => method !== METHOD || !living.has(one) || !living.has(other))
      .flatMap(({ subject }) => (decided.has(subject) ? [] : subject));
  }

  async #involving(subjects: readonly string[]): Promise<Pair[]> {
    if (subjects.length === 0) return [];
    return versionsOf(this.#db, "OVERLAP")
      .find({ ...involving(subjects), to: OPEN })
      .project<Pair>(PAIR)
      .toArray();
  }
}
