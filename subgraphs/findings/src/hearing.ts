import type { FindingRecord, FindingReply } from "@actionline/schema/coordination-records";

/** Before an action line's code: its moderator speaks for the team, which is no organization. */
export const TEAM = "team:";

/** Whether everybody was heard or had the time for it: notified, and then the deadline passed or all replied. */
export function isHeard(finding: FindingRecord, instant: Date): boolean {
  const heard = heardSince(finding);
  return heard !== null && heard <= instant;
}

/** The instant from which everybody counts as heard, the deadline's or that of the last one's first reply; null before the notice. */
export function heardSince(finding: FindingRecord): Date | null {
  const { notifiedAt, deadline } = finding;
  if (notifiedAt === null || deadline === null) return null;
  const replied = allRepliedAt(finding);
  return new Date(replied !== null && replied < deadline ? replied : deadline);
}

/** When the last of the parties first replied; null while one hasn't. Where no organization is a party, the team's moderator speaks. */
function allRepliedAt({ parties, replies }: FindingRecord): string | null {
  const expected = new Set(parties.map(({ organization }) => organization));
  const firsts =
    expected.size === 0
      ? [replies.find(({ organization }) => organization.startsWith(TEAM))?.at]
      : Array.from(expected, (organization) => replies.find((reply) => reply.organization === organization)?.at);
  const instants = firsts.filter((at) => at !== undefined);
  return instants.length === firsts.length ? (instants.toSorted().at(-1) ?? null) : null;
}

/** Whether both agencies, or all of more, say in their latest replies that the finding is right. One alone doesn't speak for two. */
export function agenciesAgree({ parties, replies }: Pick<FindingRecord, "parties" | "replies">): boolean {
  const reporting = parties.filter(({ agency }) => agency !== null);
  const organizations = new Set(reporting.map(({ organization }) => organization));
  return organizations.size > 1 && reporting.every(({ organization }) => latestOf(replies, organization)?.stance === "AGREES");
}

function latestOf(replies: readonly FindingReply[], organization: string): FindingReply | undefined {
  return replies.findLast((reply) => reply.organization === organization);
}
