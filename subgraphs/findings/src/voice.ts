import type { Principal } from "@actionline/kit/access";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import { TEAM } from "./hearing";

/** For whom the principal replies: its organization, that of its agency, or the line's team; null for one who isn't a party. */
export function voiceOf({ parties, actionLine }: FindingRecord, { roles }: Principal): string | null {
  for (const { name, of } of roles) {
    if (of === null) continue;
    const party = parties.find(({ organization, agency }) =>
      name === "REPRESENTATIVE" ? organization === of : name === "PUBLISHER" && agency === of,
    );
    if (party !== undefined) return party.organization;
  }
  const moderates = roles.some(({ name, of }) => name === "MODERATOR" && of !== null && of === actionLine);
  return moderates ? `${TEAM}${actionLine}` : null;
}
