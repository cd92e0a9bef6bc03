import { may, type Principal } from "@actionline/kit/access";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import { heardSince } from "./hearing";

/**
 * Who sees a finding: the one rule, behind lists, counts, lookups and refusals alike. A draft is the secretariat's; from
 * the notice on the parties see it too; everybody sees it once they were heard, if nobody took it back before.
 */
export function maySee(finding: FindingRecord, principal: Principal, instant: Date): boolean {
  if (may(principal, "readPrivate")) return true;
  // One that was put away as a draft was never told to anybody.
  if (finding.notifiedAt === null) return false;
  return isParty(finding, principal) || isPublic(finding, instant);
}

export function isPublic(finding: FindingRecord, instant: Date): boolean {
  const since = publicSince(finding);
  return since !== null && since <= instant;
}

/**
 * From when on everybody may see it; null for never, as far as is known. What was refuted or resolved before never
 * becomes public; what was public by then stays, with the outcome beside it: nobody is cleared by a page gone missing.
 */
export function publicSince(finding: FindingRecord): Date | null {
  const heard = heardSince(finding);
  if (heard === null) return null;
  const over = overAt(finding);
  return over !== null && new Date(over) < heard ? null : heard;
}

function overAt({ state, decision, resolution }: FindingRecord): string | null {
  if (state === "REFUTED") return decision?.at ?? null;
  return state === "RESOLVED" ? (resolution?.at ?? null) : null;
}

/** Whether the principal speaks for one of the parties, or moderates the line's team. */
export function isParty(finding: FindingRecord, principal: Principal): boolean {
  return principal.roles.some(({ name, of }) => {
    // A role that is held for nobody in particular makes nobody a party.
    if (of === null) return false;
    if (name === "REPRESENTATIVE") return finding.parties.some(({ organization }) => organization === of);
    if (name === "PUBLISHER") return finding.parties.some(({ agency }) => agency === of);
    return name === "MODERATOR" && finding.actionLine === of;
  });
}
