import type { ExpectationRecord, ExpectationState } from "@actionline/schema/hub-records";
import type { Calendar } from "./calendar";
import { STATED } from "./statements";

type Axes = Partial<Pick<ExpectationRecord, "place" | "year" | "stakeholderType">>;

/** What teams decided about what is expected; everything else follows from the plan. */
export function expectations(calendar: Calendar): ExpectationRecord[] {
  const year = calendar.lastClosedYear;
  const decidedOn = calendar.day(-1, "10-12");
  const decide = (item: string, state: ExpectationState, axes: Axes, reason: string, decidedBy: string): ExpectationRecord => ({
    id: [item, axes.place ?? "everywhere", axes.year ?? "always", ...(axes.stakeholderType == null ? [] : [axes.stakeholderType])].join(
      "-",
    ),
    item,
    place: axes.place ?? null,
    year: axes.year ?? null,
    stakeholderType: axes.stakeholderType ?? null,
    state,
    reason,
    decidedBy,
    decidedOn,
  });
  return [
    decide(
      "GPA-18c",
      "NOT_APPLICABLE",
      { place: "150" },
      "A regional alert network outside the plan does this work.",
      "Team C7-eHealth (invented)",
    ),
    decide(
      "GPA-18f",
      "UNDETERMINED",
      { place: "150", year },
      "The team hasn't agreed whether civil protection belongs here.",
      "Team C7-eHealth (invented)",
    ),
    decide("GPA-9i", "NOT_APPLICABLE", { place: "150", year }, "No spare satellite capacity was left to plan with.", "Team C2 (invented)"),
    decide("GPA-13q", "UNDETERMINED", { place: "009" }, "The team waits for the islands' frequency plan.", "Team C6 (invented)"),
    decide("GPA-18a", "EXPECTED", { place: "KE", year }, "The team follows Kenya at country level.", "Team C7-eHealth (invented)"),
    decide(
      STATED.item,
      "EXPECTED",
      { place: STATED.region, year, stakeholderType: STATED.stakeholderType },
      "The team asks companies too for their part in alert systems.",
      "Team C7-eHealth (invented)",
    ),
  ];
}
