import type { FindingParty } from "@actionline/schema/coordination-records";
import { type FoundFinding, NOTHING_FOUND, partiesFrom, sentence } from "./found-finding";
import type { SurveyedCell } from "./surveyed-cells";
import type { SurveyedWorld } from "./surveyed-world";

/** Places that a sentence names. */
const MOST_NAMED = 20;

/**
 * O1: items that nobody answers for, in all regions or in some; one finding an item. Of an item of which nothing is
 * expected in any region, the countries where something is.
 */
export async function* mandateFindings(
  world: SurveyedWorld,
  cells: ReadonlyMap<string, SurveyedCell>,
): AsyncGenerator<FoundFinding, void, void> {
  const unassigned = new Map<string, SurveyedCell[]>();
  const ofAnyType = [...cells.values()].filter(({ type }) => type === null);
  const inRegions = new Set(ofAnyType.filter((surveyed) => isRegion(surveyed, world)).map(({ item }) => item));
  for (const surveyed of ofAnyType) {
    if (inRegions.has(surveyed.item) !== isRegion(surveyed, world)) continue;
    if ((await world.responsible(surveyed.of, surveyed.cell.index)).length > 0) continue;
    unassigned.set(surveyed.item, [...(unassigned.get(surveyed.item) ?? []), surveyed]);
  }
  for (const [item, places] of unassigned) yield found(item, places, world);
}

export const isRegion = ({ place }: SurveyedCell, { view }: SurveyedWorld): boolean => view.places.get(place)?.level === "REGION";

function found(item: string, places: readonly SurveyedCell[], world: SurveyedWorld): FoundFinding {
  const actionLine = world.lineOf(item);
  const year = places[0]?.year ?? null;
  const names = places.slice(0, MOST_NAMED).map(({ place }) => world.nameOfPlace(place));
  const named = places.length > MOST_NAMED ? `${names.join(", ")} and ${places.length - MOST_NAMED} more places` : names.join(", ");
  return {
    ...NOTHING_FOUND,
    kind: "O1_MANDATE",
    item,
    actionLine,
    year,
    parties: actionLine === null ? [] : facilitatorsNow(actionLine, world),
    evidence: [
      sentence(`For ${item} in ${year} nobody is known to answer in ${named}.`, "PLAN_ITEM", [item]),
      actionLine === null
        ? sentence("The item stands under no action line, and so no team works on it.")
        : sentence(`No moderator or facilitator of ${actionLine} is known for ${year}.`, "ACTION_LINE", [actionLine]),
      sentence("No agency's reporting scope names the item or its line there, and no organization committed itself to it."),
    ],
  };
}

/** Who facilitates the line today, or the nearest line above it that anybody does: those who can assign the item. */
export function facilitatorsNow(line: string, world: SurveyedWorld): FindingParty[] {
  const { view, point } = world;
  const today = point.instant.toISOString().slice(0, 10);
  const inTerm = [...view.facilitators.values()].filter(({ from, to }) => (from ?? today) <= today && today <= (to ?? today));
  for (const each of world.linesFrom(line)) {
    const ofLine = inTerm.filter(({ actionLine }) => actionLine === each);
    const parties = ofLine.flatMap(({ organization, role }) =>
      asAgencies(organization, view).map((agency) => ({ organization, agency, role })),
    );
    if (parties.length > 0) return partiesFrom(parties);
  }
  return [];
}

function asAgencies(organization: string, { agencies }: SurveyedWorld["view"]): (string | null)[] {
  const found = [...agencies.values()].filter((agency) => agency.organization === organization).map(({ id }) => id);
  return found.length === 0 ? [null] : found;
}
