import { may, type Principal } from "@actionline/kit/access";
import type { FindingRecord, FindingReply as ReplyRecord } from "@actionline/schema/coordination-records";
import type { Finding } from "./finding";
import type { FindingLevelName } from "./finding.enums";
import type { FindingReply } from "./finding.parts";
import { wordingOf } from "./finding.wording";
import type { KeptFinding } from "./finding-table";
import { TEAM } from "./hearing";
import { isParty, publicSince } from "./may-see";

/** A finding as the graph shows it to one who may see it. */
export function showFinding({ record, sequence }: KeptFinding, principal: Principal): Finding {
  const { item, actionLine, place, parties, replies, decision, resolution } = record;
  const replied = new Set(replies.map(({ organization }) => organization));
  const named = may(principal, "readPrivate") || isParty(record, principal);
  return {
    ...record,
    version: sequence,
    wording: wordingOf(record),
    level: levelOf(record),
    item: item === null ? null : { id: item },
    actionLine: actionLine === null ? null : { code: actionLine },
    place: place === null ? null : { id: place },
    activities: record.activities.map((id) => ({ id })),
    since: new Date(record.since),
    parties: parties.map(({ organization, agency, role }) => ({
      organization: { id: organization },
      agency: agency === null ? null : { id: agency },
      role,
      replied: replied.has(organization),
    })),
    notifiedAt: instantOf(record.notifiedAt),
    deadline: instantOf(record.deadline),
    publicSince: publicSince(record),
    replies: replies.map((reply) => showReply(reply, named)),
    decision: decision === null ? null : { ...decision, at: new Date(decision.at) },
    resolution: resolution === null ? null : { ...resolution, at: new Date(resolution.at) },
  };
}

/** L4 is nothing but an L3 that people confirmed. */
export function levelOf({ kind, decision }: FindingRecord): FindingLevelName | null {
  if (kind !== "L3_CANDIDATE_DUPLICATION") return null;
  return decision?.outcome === "CONFIRMED" ? "L4" : "L3";
}

function showReply({ organization, by, at, ...reply }: ReplyRecord, named: boolean): FindingReply {
  const team = organization.startsWith(TEAM) ? organization.slice(TEAM.length) : null;
  return {
    ...reply,
    organization: team === null ? { id: organization } : null,
    team: team === null ? null : { code: team },
    by: named ? by : null,
    at: new Date(at),
  };
}

const instantOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
