import { lineOfItem } from "../columns/plan-tree";
import { hasChannel } from "../coverage/base-findings";
import { lastClosedYear } from "../coverage/base-grid";
import { MARK } from "../coverage/cell-counters";
import { effortOn } from "../coverage/effort";
import { isStated } from "../coverage/statements";
import type { ChangeStep, ChangeWay, Declarer } from "./change-step";
import type { ImaginedWorld } from "./imagined-world";
import { declarationsIn, PartySteps, partiesIn } from "./party-steps";
import { suggestionsOf } from "./suggestions";
import { suppose } from "./suppose";
import { leads, trueWay } from "./true-way";

const MOST_SUGGESTIONS = 100;
/** Others named beside the one that would serve: each was tried as well. */
const MOST_OTHERS = 5;
/** What it costs to ask what one agency has still to do, against one look at a row. */
const UNITS_OF_AGENCY = 2_000;

/** How silence comes to mean something: what leads an unknown cell to OMITTED where nothing more is reported. */
export function* waysToDecide(world: ImaginedWorld): Generator<number, ChangeWay[], void> {
  const { year } = world.cell;
  const wait: ChangeStep[] = year <= lastClosedYear(world.instant) ? [] : [{ kind: "WAIT", until: new Date(Date.UTC(year + 1, 0, 1)) }];
  const closed = suppose(world, wait);
  const common = [...wait, ...stepsOfEvidence(world)];
  yield world.view.agencies.size * UNITS_OF_AGENCY;
  const parties = partiesIn(closed);
  const toDo = new PartySteps(closed);
  const lists =
    parties.length > 0
      ? [[...common, ...parties.flatMap((party) => toDo.of(party, party))]]
      : [yield* claiming(world, closed, common), yield* assigning(world, closed, common)].map((steps) => withThoseBelow(world, steps));
  yield effortOn(closed.view).told();
  const ways: (ChangeWay | null)[] = [];
  for (const steps of lists) ways.push(yield* trueWay(world, steps, "OMITTED"));
  return ways.filter((way) => way !== null);
}

/** Once somebody answers for the item, those who answer for a part of it are heard as well: what they have still to do comes beside. */
function withThoseBelow(world: ImaginedWorld, steps: readonly ChangeStep[]): ChangeStep[] {
  if (steps.length === 0) return [];
  const then = suppose(world, steps);
  const toDo = new PartySteps(then);
  return [...steps, ...partiesIn(then).flatMap((party) => toDo.of(party, party))];
}

/** What has to become of whatever may be evidence, and of types that nobody reports for. */
function stepsOfEvidence(world: ImaginedWorld): ChangeStep[] {
  const { rows, untyped, cell, view, slice } = world;
  const { reasons, statements } = slice.definition.choices;
  const steps: ChangeStep[] = [];
  const waiting = rows.filter(({ marks }) => (marks & MARK.suggested) !== 0);
  if (waiting.length > 0) {
    const suggestions = waiting.slice(0, MOST_SUGGESTIONS).flatMap(({ row }) => suggestionsOf(world, row));
    steps.push({ kind: "REJECT_SUGGESTIONS", suggestions, count: waiting.length });
  }
  const organizations = [...new Set(untyped.flatMap((row) => row.organizations))];
  if (reasons.includes("TYPE_UNKNOWN") && organizations.length > 0) steps.push({ kind: "STATE_TYPE", organizations, type: null });
  const line = lineOfItem(view, cell.item);
  if (statements && line !== null && !hasChannel(cell.type) && !isStated(cell, view))
    steps.push({ kind: "SIGN_STATEMENT", actionLine: line });
  return steps;
}

/** An item that nobody answers for: the agency with least to do claims it, which it does by declaring. */
function* claiming(world: ImaginedWorld, closed: ImaginedWorld, common: readonly ChangeStep[]): Generator<number, ChangeStep[], void> {
  const toDo = new PartySteps(closed);
  const [best, ...others] = declarersOf(closed)
    .map((by) => ({ by, readings: toDo.readings(by) }))
    .sort((a, b) => a.readings.length - b.readings.length);
  if (best === undefined) return [];
  const claim = toDo.declaration(best.by);
  const alike = best.readings.length > 0 ? [] : others.filter(({ readings }) => readings.length === 0).map(({ by }) => by);
  const serving = yield* thatWouldServe(world, alike, (by) => [...common, { ...claim, by: [by] }]);
  return [...common, ...best.readings, { ...claim, by: [best.by, ...serving] }];
}

/** The same where somebody has declared all already, without naming the item: it is enough that they are made to answer for it. */
function* assigning(world: ImaginedWorld, closed: ImaginedWorld, common: readonly ChangeStep[]): Generator<number, ChangeStep[], void> {
  const toDo = new PartySteps(closed);
  const ready = declarersOf(closed).filter((by) => toDo.of(by, declarationsIn(closed, by.agency)).length === 0);
  yield effortOn(closed.view).told();
  const assign = ({ organization }: Declarer): ChangeStep[] => [...common, { kind: "ASSIGN_ITEM", organizations: [organization] }];
  const serving = yield* thatWouldServe(world, ready, assign);
  const organizations = [...new Set(serving.map(({ organization }) => organization))];
  return organizations.length === 0 ? [] : [...common, { kind: "ASSIGN_ITEM", organizations }];
}

const declarersOf = ({ view }: ImaginedWorld): Declarer[] =>
  [...view.agencies.values()]
    .map(({ id, organization }) => ({ agency: id, organization }))
    .sort((a, b) => (a.organization < b.organization ? -1 : 1));

/** The first few of those with whom the steps lead to OMITTED. */
function* thatWouldServe(
  world: ImaginedWorld,
  candidates: readonly Declarer[],
  stepsWith: (by: Declarer) => ChangeStep[],
): Generator<number, Declarer[], void> {
  const serving: Declarer[] = [];
  for (const by of candidates.slice(0, MOST_OTHERS)) if (yield* leads(world, stepsWith(by), "OMITTED")) serving.push(by);
  return serving;
}
