import type { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import { Matcher } from "@actionline/matching/matcher/matcher";
import type { OverlapRecord } from "@actionline/schema/coordination-records";
import { splitHubId } from "@actionline/schema/hub-id";
import { overlapId } from "@actionline/schema/overlap-id";
import type { Db } from "mongodb";
import type { LabelledPair } from "../../demonstration/pair-bench/labelled-pair";
import type { PairRecord, PairSet } from "./pair-record";
import type { Verdict } from "./score";

const BATCH = 500;

/** What the matcher entered about a set of records, found by its own blocks. */
export interface Matched {
  readonly verdictOf: (pair: LabelledPair) => Verdict;
  /** Entries about pairs that bear no label. */
  readonly others: readonly OverlapRecord[];
}

/** The whole way: the records into the log, the matcher to its end, its entries read back. */
export async function matchPairs({ db, appender }: { readonly db: Db; readonly appender: Appender }, set: PairSet): Promise<Matched> {
  const changes = set.records.flatMap(changesOf);
  for (let start = 0; start < changes.length; start += BATCH) await appender.append(changes.slice(start, start + BATCH));
  const matcher = await Matcher.open(db, appender);
  await matcher.catchUp();
  const found = await versionsOf(db, "OVERLAP").find({ to: OPEN }).toArray();
  const entries = new Map(found.map(({ subject, record }) => [subject, record]));
  const labelled = new Set(set.pairs.map(({ one, other }) => overlapId(one, other)));
  return {
    verdictOf: ({ one, other }) => {
      const entry = entries.get(overlapId(one, other));
      return { level: entry?.level ?? null, outcome: entry?.outcome ?? null, vetoes: [] };
    },
    others: [...entries].filter(([id]) => !labelled.has(id)).map(([, record]) => record),
  };
}

function changesOf({ activity, budgets }: PairRecord): Change[] {
  const owner = splitHubId(activity.id)?.agency ?? activity.source;
  const envelope = { operation: "UPSERT", owner } as const;
  return [
    { ...envelope, kind: "ACTIVITY", subject: activity.id, record: activity },
    ...budgets.map(
      (budget): Change => ({
        ...envelope,
        kind: "BUDGET",
        subject: budget.id,
        record: { ...budget, agency: owner, source: activity.source },
      }),
    ),
  ];
}
