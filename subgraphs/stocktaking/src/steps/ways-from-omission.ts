import { statementsOn } from "../coverage/statements";
import type { ChangeStep, ChangeWay } from "./change-step";
import { type ImaginedWorld, stateIn } from "./imagined-world";
import { declarationsIn, partiesIn } from "./party-steps";
import { suppose } from "./suppose";
import { shortestWay, trueWay } from "./true-way";

/** Declarations that one agency may have to withdraw one after the other, and agencies that are looked at. */
const MOST_WITHDRAWN = 10;
const MOST_AGENCIES = 10;

/** How an omission ends: by any one activity that is strong evidence, or by one who withdraws what it rests on. */
export function* waysFromOmission(world: ImaginedWorld): Generator<number, ChangeWay[], void> {
  const ways = [yield* trueWay(world, [{ kind: "REPORT_ACTIVITY" }], "COVERED")];
  for (const { agency } of partiesIn(world).slice(0, MOST_AGENCIES)) {
    const steps = agency === null ? [] : yield* withdrawalsOf(world, agency);
    ways.push(yield* shortestWay(world, steps, "UNKNOWN"));
  }
  ways.push(yield* shortestWay(world, withdrawnStatements(world), "UNKNOWN"));
  return ways.filter((way) => way !== null);
}

/** What an agency would withdraw: the declaration that speaks for the cell, then the wider one that speaks in its place. */
function* withdrawalsOf(world: ImaginedWorld, agency: string): Generator<number, ChangeStep[], void> {
  const steps: ChangeStep[] = [];
  while (steps.length < MOST_WITHDRAWN) {
    const so = suppose(world, steps);
    if (steps.length > 0 && (yield* stateIn(so)) === "UNKNOWN") break;
    const { scope } = declarationsIn(so, agency);
    if (scope === null) break;
    steps.push({ kind: "WITHDRAW_SCOPE", agency, scope: scope.id });
  }
  return steps;
}

function withdrawnStatements({ cell, view }: ImaginedWorld): ChangeStep[] {
  const { item, place, year, type } = cell;
  return statementsOn(item, place, year, view)
    .filter(({ stakeholderTypes }) => type !== null && stakeholderTypes.includes(type))
    .map(({ id, actionLine }) => ({ kind: "WITHDRAW_STATEMENT", actionLine, statement: id }));
}
