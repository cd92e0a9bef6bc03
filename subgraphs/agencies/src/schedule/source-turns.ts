import type { HarvestRecord } from "@actionline/schema/hub-records";
import type { Collection, Db } from "mongodb";
import type { FileVersion } from "../remote/fetched-file";

/** When a source's turn is, and how its last ones went. */
export interface SourceTurn {
  readonly _id: string;
  readonly nextAt: Date;
  /** Where it was read then: of another address neither time nor version tells anything. */
  readonly url?: string;
  /** Failures in a row. */
  readonly failures: number;
  /** Of a file that is fetched: what it was when it was last read well. */
  readonly version?: FileVersion | null;
  /** When an agency's own fields were last read. */
  readonly entitiesAt?: Date;
}

export const sourceTurnsOf = (db: Db): Collection<SourceTurn> => db.collection<SourceTurn>("source_turns");

/** Whether a turn is of the address that is read now. */
export const isTurnOf = ({ url }: Pick<SourceTurn, "url">, now: string): boolean => url === undefined || url === now;

/** How often sources are harvested. Times are milliseconds. */
export interface TurnRules {
  /** Between two looks at an agency's own server: it costs both sides little to say that nothing is new. */
  readonly hostedMs: number;
  /** Of a file whose agency declares no frequency. */
  readonly usualDays: number;
  /** After a first failure; doubled with each in a row. */
  readonly retryMs: number;
  readonly longestRetryMs: number;
  /** The share by which a turn is moved at random, so that not all come at once. */
  readonly jitter: number;
}

export const TURN_RULES: TurnRules = { hostedMs: 60_000, usualDays: 1, retryMs: 60_000, longestRetryMs: 3_600_000, jitter: 0.1 };

const DAY = 86_400_000;

export type TurnOutcome = "WELL" | "MORE" | "FAILED";

/** How a run went, as far as the next one depends on it: where its budget ended it, there is more to read at once. */
export function outcomeOf(record: HarvestRecord | null): TurnOutcome {
  if (record === null || record.outcome === "SUCCEEDED" || record.outcome === "HELD") return "WELL";
  return record.error?.code === "READING_BUDGET" ? "MORE" : "FAILED";
}

export interface TurnOf {
  readonly mode: "HOSTED" | "MIRRORED";
  readonly frequencyDays: number | null;
}

/** Milliseconds until a source's next turn. */
export function waitAfter(outcome: TurnOutcome, failures: number, source: TurnOf, rules: TurnRules, random: () => number): number {
  if (outcome === "MORE") return 0;
  const usual = source.mode === "HOSTED" ? rules.hostedMs : (source.frequencyDays ?? rules.usualDays) * DAY;
  const retry = Math.min(rules.retryMs * 2 ** Math.min(failures - 1, 20), rules.longestRetryMs);
  const wait = outcome === "WELL" ? usual : Math.min(retry, Math.max(usual, rules.retryMs));
  return Math.round(wait * (1 + rules.jitter * (2 * random() - 1)));
}
