import type { CommitmentRecord, StatementRecord } from "@actionline/schema/coordination-records";
import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import type { Calendar } from "./calendar";
import { organizationOf } from "./cast";
import type { Region } from "./countries";

/** A cell of one stakeholder type that is an omission only because a team signed for those whom nobody reports for. */
export const STATED = {
  item: "GPA-18c",
  region: "002" as Region,
  stakeholderType: "PRIVATE_SECTOR" as StakeholderType,
} as const;

/** What teams signed. */
export function statements(calendar: Calendar): StatementRecord[] {
  return [
    {
      id: "C7-eHealth-companies",
      actionLine: "C7-eHealth",
      items: [STATED.item],
      places: [STATED.region],
      years: [calendar.lastClosedYear],
      stakeholderTypes: [STATED.stakeholderType],
      text: "The team asked the region's three associations of health software companies; none knows of such work (invented).",
      signedBy: "Team C7-eHealth (invented)",
      signedOn: calendar.day(1, "02-15"),
    },
  ];
}

/** What organizations took upon themselves. */
export function commitments(calendar: Calendar): CommitmentRecord[] {
  return [
    {
      id: "nordlys-emergencies",
      organization: organizationOf("nordlys"),
      items: ["GPA-18f"],
      places: null,
      from: calendar.day(-2, "05-13"),
      to: null,
      text: "Declared at the forum's closing session (invented).",
      recordedBy: "the secretariat (invented)",
      recordedOn: calendar.day(-2, "05-20"),
    },
  ];
}
