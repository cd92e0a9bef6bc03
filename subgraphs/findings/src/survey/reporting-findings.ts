import type { CellReason } from "@actionline/stocktaking/coverage/cell-state";
import type { ResponsibleParty } from "@actionline/stocktaking/coverage/coverage-result";
import { type FoundFinding, NOTHING_FOUND, partiesFrom, sentence } from "./found-finding";
import { isRegion } from "./mandate-findings";
import { cellKey, type SurveyedCell } from "./surveyed-cells";
import type { SurveyedWorld } from "./surveyed-world";

/** Reasons that lie with those who report. Suggestions that await review are the hub's own arrears. */
const OF_REPORTERS: readonly CellReason[] = ["NO_SCOPE", "SOURCE_FAILING", "SOURCE_LAPSED", "READ_TOO_EARLY", "RECORDS_REFUSED"];

/** O6: items of which some region was unknown two years running for want of reporting; one finding an item, about its reporters. */
export async function* reportingFindings(
  world: SurveyedWorld,
  cells: ReadonlyMap<string, SurveyedCell>,
  before: ReadonlyMap<string, SurveyedCell>,
): AsyncGenerator<FoundFinding, void, void> {
  const unknown = new Map<string, SurveyedCell[]>();
  for (const surveyed of cells.values()) {
    const { item, place, year, type } = surveyed;
    if (type !== null || !isRegion(surveyed, world) || !wantsReports(surveyed)) continue;
    const earlier = before.get(cellKey(item, place, year - 1, null));
    if (earlier !== undefined && wantsReports(earlier)) unknown.set(item, [...(unknown.get(item) ?? []), surveyed]);
  }
  for (const [item, places] of unknown) yield await found(item, places, world);
}

const wantsReports = ({ cell: { state, reasons } }: SurveyedCell): boolean =>
  state === "UNKNOWN" && reasons.some((reason) => OF_REPORTERS.includes(reason));

async function found(item: string, places: readonly SurveyedCell[], world: SurveyedWorld): Promise<FoundFinding> {
  const responsible: ResponsibleParty[] = [];
  for (const { of, cell } of places) responsible.push(...(await world.responsible(of, cell.index)));
  const owing = responsible.filter(owesAReport);
  const year = places[0]?.year ?? null;
  const reasons = new Set(places.flatMap(({ cell }) => cell.reasons));
  const named = places.map(({ place }) => world.nameOfPlace(place)).join(", ");
  return {
    ...NOTHING_FOUND,
    kind: "O6_REPORTING",
    item,
    actionLine: world.lineOf(item),
    year,
    // Where a source's state alone stands in the way, all who answer for the item are told.
    parties: partiesFrom(owing.length === 0 ? responsible : owing),
    evidence: [
      sentence(`What was done for ${item} is unknown for ${year} and the year before in ${named}.`, "PLAN_ITEM", [item]),
      sentence(`Reasons for ${year}: ${[...reasons].sort().join(", ")}. This is about reporting: it says nothing of the work.`),
    ],
  };
}

const owesAReport = ({ agency, levels, freshness }: ResponsibleParty): boolean =>
  agency === null || freshness === "LAPSED" || levels.some((level) => level !== "COMPLETE" && level !== "NIL");
