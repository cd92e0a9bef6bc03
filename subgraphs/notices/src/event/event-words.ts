import type { FindingKind, FindingRecord } from "@actionline/schema/coordination-records";
import type { Cell } from "../watch/watch-slice";
import type { EventKindName } from "./event-kind";

export type PartyKindName = "FINDING_NOTIFIED" | "FINDING_REPLIED" | "FINDING_DECIDED";

const LEAD: Readonly<Record<EventKindName, readonly [one: string, several: string]>> = {
  CELL_OMITTED: ["A possible gap", "possible gaps"],
  GAP_CONFIRMED: ["A confirmed omission", "confirmed omissions"],
  OVERLAP_CONFIRMED: ["A confirmed overlap", "confirmed overlaps"],
  SOURCE_FAILED: ["A source failed or lapsed", "sources failed or lapsed"],
  SOURCE_RECOVERED: ["A source recovered", "sources recovered"],
  FINDING_NOTIFIED: ["A finding", "findings"],
  FINDING_REPLIED: ["A reply", "replies"],
  FINDING_DECIDED: ["A decision", "decisions"],
  SUBGRAPH_DRIFTED: ["A server serves another schema", "servers serve another schema"],
  SUBGRAPH_QUARANTINED: ["A server isn't believed for a while", "servers aren't believed for a while"],
  SUBGRAPH_PUT_BACK: ["A published schema isn't served", "published schemas aren't served"],
  DELIVERY_FAILED: ["A notice couldn't be delivered", "notices couldn't be delivered"],
};

const TOLD = 3;
const LONGEST = 80;

/** An event in a sentence: how many, and the first of them by name. */
export function sentenceOf(kind: EventKindName, count: number, names: readonly string[]): string {
  const [one, several] = LEAD[kind];
  const lead = count === 1 ? one : `${count} ${several}`;
  const told = names.slice(0, TOLD).join("; ");
  const more = count > TOLD ? `; and ${count - TOLD} more` : "";
  return `${lead}: ${told}${more}.`;
}

/** What a party is told of a finding about it. */
export function sentenceToParties(kind: PartyKindName, finding: FindingRecord): string {
  const about = wordsOfFinding(finding);
  if (kind === "FINDING_REPLIED") return `A reply was given to a finding: ${about}.`;
  if (kind === "FINDING_DECIDED") return `A finding was ${finding.decision?.outcome === "REFUTED" ? "refuted" : "confirmed"}: ${about}.`;
  const until = finding.deadline === null ? "" : ` until ${finding.deadline.slice(0, 10)}`;
  return `A finding awaits your reply${until}: ${about}.`;
}

export const wordsOfCell = ({ item, place, year, type }: Cell): string => [item, place, year, ...(type === null ? [] : [type])].join(", ");

export const wordsOfPair = ({ one, other }: { readonly one: string; readonly other: string }): string =>
  `${short(one)} and ${short(other)}`;

/** Machines write "possible": only a decision makes more of it. */
const KIND: Readonly<Record<FindingKind, string>> = {
  O1_MANDATE: "nobody answers for it",
  O2_ACTIVITY: "possible omission",
  O3_FOLLOW_THROUGH: "planned, and no status since",
  O4_BREADTH: "possible omission for one type of stakeholder",
  O5_FUNDING: "no attributable budget or spending",
  O6_REPORTING: "unknown for two years",
  O7_SYNTHESIS: "many activities and no evaluation",
  CONFLICT: "a nil return that meets reported activities",
  L3_CANDIDATE_DUPLICATION: "possible overlap of two activities",
};

export function wordsOfFinding({ kind, item, actionLine, place, year, stakeholderType }: FindingRecord): string {
  const where = [item ?? actionLine, place, year, stakeholderType].filter((part) => part !== null);
  return [KIND[kind], ...where].join(", ");
}

/** Names come from agencies and are as long as these like. */
const short = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`);
