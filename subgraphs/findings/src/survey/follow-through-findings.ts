import type { FindingParty } from "@actionline/schema/coordination-records";
import { type FoundFinding, NOTHING_FOUND, partiesFrom, sentence } from "./found-finding";
import type { SurveyedWorld } from "./surveyed-world";

/** Rows between two draws for work. */
const STRIDE = 50_000;
/** What looking at a row costs, against one bare look at it. */
const UNITS_OF_ROW = 4;

/** O3: activities that were to begin in the year, and of which no other status was reported since. */
export async function* followThroughFindings(world: SurveyedWorld, year: number): AsyncGenerator<FoundFinding, void, void> {
  const { columns } = world.index;
  const { sequence } = world.point;
  const { rows } = columns;
  for (let row = 0; row < rows; row += 1) {
    if (row % STRIDE === 0) await world.work.draw(STRIDE * UNITS_OF_ROW);
    if (columns.firstYear.at(row) !== year || columns.status(row) !== "PLANNED") continue;
    if (!columns.isLive(row, sequence) || columns.hidden.at(row) === 1) continue;
    const found = ofRow(world, row, year);
    if (found !== null) yield found;
  }
}

/** Null for an activity that works for nothing that findings are about. */
function ofRow(world: SurveyedWorld, row: number, year: number): FoundFinding | null {
  const { columns } = world.index;
  const assignments = columns.assignmentsOf(row, world.point.sequence, false).filter(({ basis }) => basis !== "SUGGESTED");
  const items = assignments.filter(({ isLine }) => !isLine).map(({ code }) => code);
  const surveyed = items.filter((item) => world.isSurveyed(item)).sort();
  const lines = assignments.filter(({ isLine }) => isLine).map(({ code }) => code);
  const [item = null] = surveyed;
  if (item === null && (items.length > 0 || lines.length === 0)) return null;
  const places = columns.placesOf(row);
  const activity = columns.subject(row);
  return {
    ...NOTHING_FOUND,
    kind: "O3_FOLLOW_THROUGH",
    item,
    actionLine: item === null ? (lines.sort()[0] ?? null) : world.lineOf(item),
    place: places.length === 1 ? (places[0] ?? null) : null,
    year,
    activities: [activity],
    parties: reportersOf(world, columns.agencyOf(row), columns.leadOf(row)),
    evidence: [
      sentence(`${activity} was to begin in ${year}. As last reported it is still planned.`, "ACTIVITY", [activity]),
      ...(surveyed.length > 1 ? [sentence("It works for several items.", "PLAN_ITEM", surveyed)] : []),
    ],
  };
}

/** Who answers for what an agency reports: the organization that it is, and the lead where the hub holds it. */
export function reportersOf({ view }: SurveyedWorld, agency: string, lead: string | null): FindingParty[] {
  const organization = view.agencies.get(agency)?.organization ?? agency;
  const reporter = { organization, agency, role: null };
  if (lead === null || lead === organization || !view.organizations.has(lead)) return [reporter];
  const ofLead = [...view.agencies.values()].filter((other) => other.organization === lead).map(({ id }) => id);
  const [leadAgency = null] = ofLead.sort();
  return partiesFrom([reporter, { organization: lead, agency: leadAgency, role: null }]);
}
