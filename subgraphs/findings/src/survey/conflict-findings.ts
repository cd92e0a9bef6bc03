import type { FindingParty } from "@actionline/schema/coordination-records";
import { type Conflict, conflictsOf } from "@actionline/stocktaking/coverage/conflicts";
import { openSlice } from "@actionline/stocktaking/coverage/slice";
import { type FoundFinding, NOTHING_FOUND, sentence } from "./found-finding";
import { facilitatorsNow } from "./mandate-findings";
import type { SurveyedWorld } from "./surveyed-world";

/** What a finding shows of the activities; the evidence of the cell lists them all. */
const MOST_SHOWN = 50;

/** CONFLICT: nil returns, and teams' nil statements, that strong evidence contradicts; one finding for each and each item. */
export async function* conflictFindings(world: SurveyedWorld, year: number): AsyncGenerator<FoundFinding, void, void> {
  const slice = openSlice(world.index, { by: [], years: [year] }, world.point, false);
  const groups = new Map<string, [Conflict, ...Conflict[]]>();
  for (const conflict of await world.work.run(conflictsOf(slice))) {
    if (!world.isSurveyed(conflict.item)) continue;
    const key = JSON.stringify([conflict.record, conflict.item, conflict.stakeholderType]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [conflict]);
    else group.push(conflict);
  }
  for (const group of groups.values()) yield found(world, group);
}

function found(world: SurveyedWorld, conflicts: readonly [Conflict, ...Conflict[]]): FoundFinding {
  const { kind, record, agency, actionLine, item, year, stakeholderType } = conflicts[0];
  const activities = [...new Set(conflicts.map(({ activity }) => activity))].sort();
  const places = [...new Set(conflicts.map(({ place }) => world.nameOfPlace(place)))].sort();
  const line = actionLine ?? world.lineOf(item);
  const declared =
    kind === "NIL_RETURN"
      ? sentence(`${agency} declared that it did nothing for ${item} there in ${year}.`, "SCOPE", [record])
      : sentence(`The team of ${line} signed that no ${stakeholderType} did anything for ${item} there in ${year}.`, "STATEMENT", [record]);
  return {
    ...NOTHING_FOUND,
    kind: "CONFLICT",
    item,
    actionLine: line,
    place: placeDeclared(world, conflicts[0]),
    year,
    stakeholderType,
    activities: activities.slice(0, MOST_SHOWN),
    parties: partiesOf(world, agency, line),
    evidence: [declared, sentence(`Records that are strong evidence for it, in ${places.join(", ")}:`, "ACTIVITY", activities)],
  };
}

/** The place that the declaration is about; null where it is about several, or about everywhere. */
function placeDeclared({ view }: SurveyedWorld, { kind, record }: Conflict): string | null {
  const places = (kind === "NIL_RETURN" ? view.scopes.get(record)?.places : view.statements.get(record)?.places) ?? [];
  return places.length === 1 ? (places[0] ?? null) : null;
}

/** Who declared it: the agency, or those who facilitate the line of the team that signed. */
function partiesOf(world: SurveyedWorld, agency: string | null, line: string | null): FindingParty[] {
  if (agency !== null) return [{ organization: world.view.agencies.get(agency)?.organization ?? agency, agency, role: null }];
  return line === null ? [] : facilitatorsNow(line, world);
}
