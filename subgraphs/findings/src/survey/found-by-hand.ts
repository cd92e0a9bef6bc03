import { checkedText } from "@actionline/kit/checked-text";
import { hubError } from "@actionline/kit/hub-error";
import type { FindingKind } from "@actionline/schema/coordination-records";
import { splitHubId } from "@actionline/schema/hub-id";
import { inOrder, overlapId } from "@actionline/schema/overlap-id";
import { leadOf, organizationKey } from "@actionline/stocktaking/columns/activity-row";
import { unknownId } from "@actionline/stocktaking/columns/unknown-id";
import type { DraftFindingInput } from "../finding.inputs";
import { reportersOf } from "./follow-through-findings";
import { type FoundFinding, NOTHING_FOUND, partiesFrom, sentence } from "./found-finding";
import { facilitatorsNow } from "./mandate-findings";
import { activitiesOf, pairParties } from "./overlap-findings";
import type { SurveyedWorld } from "./surveyed-world";

const MOST_REASON = 5_000;

/** What a kind needs to be told what it is about. */
const NEEDS: Readonly<Record<FindingKind, readonly ("item" | "place" | "year" | "type" | "line" | "one" | "pair")[]>> = {
  O1_MANDATE: ["item", "year"],
  O2_ACTIVITY: ["item", "place", "year"],
  O3_FOLLOW_THROUGH: ["one", "year"],
  O4_BREADTH: ["item", "place", "year", "type"],
  O5_FUNDING: ["item", "place", "year"],
  O6_REPORTING: ["item", "year"],
  O7_SYNTHESIS: ["line", "year"],
  CONFLICT: ["item", "place", "year"],
  L3_CANDIDATE_DUPLICATION: ["pair"],
};

/** What a person found, checked against what the hub holds for everybody to see, with those whom it is about. */
export async function foundByHand(world: SurveyedWorld, input: DraftFindingInput): Promise<FoundFinding> {
  const { kind } = input;
  const evidence = [sentence(checkedText(input.reason, MOST_REASON, "what the finding stands on"))];
  checkNeeds(input);
  const item = kind === "O7_SYNTHESIS" ? null : known("plan item", input.item, world.view.items);
  const line = known("action line", input.actionLine, world.view.lines);
  const place = known("place", input.place, world.view.places);
  const year = checkedYear(input.year ?? null);
  if (item !== null && !world.isSurveyed(item)) {
    throw hubError("BAD_INPUT", `${item} says what another item of the plan says, and findings are about that one.`);
  }
  const common = { ...NOTHING_FOUND, kind, item, actionLine: item === null ? line : world.lineOf(item), place, year, evidence };
  const stakeholderType = input.stakeholderType ?? null;
  if (kind === "L3_CANDIDATE_DUPLICATION" || kind === "O3_FOLLOW_THROUGH") return aboutActivities(world, common, input.activities ?? []);
  if (kind === "O1_MANDATE" || item === null) {
    const parties = common.actionLine === null ? [] : facilitatorsNow(common.actionLine, world);
    return { ...common, stakeholderType, parties };
  }
  const responsible = world.index.responsibleFor(
    { by: [], items: [item], ...(place !== null && { places: [place] }), ...(year !== null && { years: [year] }) },
    {},
    world.point,
    false,
  );
  return { ...common, stakeholderType, parties: partiesFrom(responsible) };
}

async function aboutActivities(
  world: SurveyedWorld,
  common: Omit<FoundFinding, "parties">,
  activities: readonly string[],
): Promise<FoundFinding> {
  const found = await activitiesOf(world, activities);
  const [first, second] = activities.map((id) => found.get(id) ?? notHeld(id));
  if (first === undefined) throw hubError("BAD_INPUT", "Name the activity that the finding is about.");
  if (second === undefined) {
    const parties = reportersOf(world, splitHubId(first.id)?.agency ?? first.id, organizationKey(leadOf(first)));
    return { ...common, activities: [first.id], parties };
  }
  const overlap = overlapId(first.id, second.id);
  // An overlap is of no single year: it is one finding, however long the two go on.
  return { ...common, year: null, activities: [...inOrder(first.id, second.id)], overlap, parties: pairParties(world, first, second) };
}

function checkNeeds({ kind, item, actionLine, place, year, stakeholderType, activities }: DraftFindingInput): void {
  const count = new Set(activities ?? []).size;
  const given = {
    item: item != null,
    line: actionLine != null,
    place: place != null,
    year: year != null,
    type: stakeholderType != null,
    one: count === 1,
    pair: count === 2,
  };
  const missing = NEEDS[kind].filter((need) => !given[need]);
  if (missing.length === 0) return;
  const words = {
    one: "one activity",
    pair: "two activities",
    line: "actionLine",
    type: "stakeholderType",
    item: "item",
    place: "place",
    year: "year",
  };
  throw hubError("BAD_INPUT", `A finding of the kind ${kind} needs ${missing.map((need) => words[need]).join(", ")}.`);
}

function known(noun: string, id: string | null | undefined, records: ReadonlyMap<string, unknown>): string | null {
  if (id === null || id === undefined) return null;
  if (records.has(id)) return id;
  throw unknownId(noun, id);
}

function checkedYear(year: number | null): number | null {
  if (year === null || (Number.isInteger(year) && year >= 1990 && year <= 2199)) return year;
  throw hubError("BAD_INPUT", `${year} isn't a year from 1990 to 2199.`);
}

function notHeld(id: string): never {
  throw hubError("BAD_INPUT", `The hub holds no activity "${id.slice(0, 100)}" that everybody may see.`);
}
