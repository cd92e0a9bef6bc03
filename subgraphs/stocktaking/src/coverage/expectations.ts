import type { ItemNature } from "@actionline/schema/reference-records";
import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import { remembered } from "../columns/plan-tree";
import type { KeptExpectation, ReferenceView } from "../columns/reference-tables";
import type { NotApplicableReason } from "./cell-state";
import type { CellExpectation } from "./coverage-result";

/** The expectation of one base cell, with the rule that a NOT_APPLICABLE comes from. */
export interface Expectation extends CellExpectation {
  readonly notApplicable: NotApplicableReason | null;
}

export interface BaseCell {
  readonly item: string;
  readonly place: string;
  readonly year: number;
  readonly type: StakeholderType | null;
}

/** Only actions and targets of the plan are ever expected. */
export const isExpectable = (nature: ItemNature): boolean => nature === "ACTION" || nature === "TARGET";

const NOT_AN_ACTION: Expectation = {
  state: "NOT_APPLICABLE",
  notApplicable: "NOT_AN_ACTION",
  reason: "The item is neither an action nor a target.",
  decidedBy: "definition",
  record: null,
};
const CLOSED: Expectation = {
  state: "NOT_APPLICABLE",
  notApplicable: "CLOSED_BY_PLAN",
  reason: "Closed by the plan: its own date lies before this year.",
  decidedBy: "plan",
  record: null,
};
const EXPECTED: Expectation = {
  state: "EXPECTED",
  notApplicable: null,
  reason: "Every action and target of the plan is expected in each region and year.",
  decidedBy: "definition",
  record: null,
};
const UNDETERMINED: Expectation = {
  state: "UNDETERMINED",
  notApplicable: null,
  reason: "Neither the plan's text nor the item's team says whether this is expected.",
  decidedBy: "definition",
  record: null,
};

/** Decisions on an item: those that name no place, and by place those that name one. */
interface Decisions {
  readonly anywhere: KeptExpectation[];
  readonly byPlace: Map<string, KeptExpectation[]>;
}

const decisionsByItem = remembered((records: ReadonlyMap<string, KeptExpectation>) => {
  const byItem = new Map<string, Decisions>();
  for (const record of [...records.values()].sort(mostSpecificFirst)) {
    const { anywhere, byPlace } = byItem.get(record.item) ?? { anywhere: [], byPlace: new Map<string, KeptExpectation[]>() };
    byItem.set(record.item, { anywhere, byPlace });
    const alike = record.place === null ? anywhere : (byPlace.get(record.place) ?? []);
    alike.push(record);
    if (record.place !== null) byPlace.set(record.place, alike);
  }
  return byItem;
});

/** The most specific first; among equals the later decision. */
const mostSpecificFirst = (a: KeptExpectation, b: KeptExpectation): number => specificity(b) - specificity(a) || b.sequence - a.sequence;

const specificity = ({ place, year, stakeholderType }: KeptExpectation): number =>
  [place, year, stakeholderType].filter((axis) => axis !== null).length;

/** The most specific decision that meets a cell. */
function decisionOn(cell: BaseCell, view: ReferenceView): KeptExpectation | undefined {
  const decisions = decisionsByItem(view.expectations).get(cell.item);
  if (decisions === undefined) return undefined;
  const here = decisions.byPlace.get(cell.place)?.find((decision) => meets(decision, cell));
  const anywhere = decisions.anywhere.find((decision) => meets(decision, cell));
  if (here === undefined || anywhere === undefined) return here ?? anywhere;
  return mostSpecificFirst(here, anywhere) <= 0 ? here : anywhere;
}

/** What is expected of a base cell: the item's nature, then the most specific decision, then the plan's date, then the default. */
export function expectationOfCell(cell: BaseCell, view: ReferenceView): Expectation {
  const item = view.items.get(cell.item);
  if (item === undefined || !isExpectable(item.nature)) return NOT_AN_ACTION;
  const closed = item.deadline !== null && item.deadline < cell.year;
  const record = decisionOn(cell, view);
  // A decision that names no year doesn't reopen what the plan itself has closed.
  const reopens = record?.state !== "EXPECTED" || record.year !== null;
  if (record !== undefined && (!closed || reopens)) return decided(record);
  if (closed) return CLOSED;
  const level = view.places.get(cell.place)?.level;
  const named = cell.type === null || item.stakeholderTypes.includes(cell.type);
  return level === "REGION" && named ? EXPECTED : UNDETERMINED;
}

const meets = ({ place, year, stakeholderType }: KeptExpectation, cell: BaseCell): boolean =>
  (place === null || place === cell.place) &&
  (year === null || year === cell.year) &&
  (stakeholderType === null || stakeholderType === cell.type);

function decided({ id, state, reason, decidedBy }: KeptExpectation): Expectation {
  return { state, notApplicable: state === "NOT_APPLICABLE" ? "DECIDED" : null, reason, decidedBy, record: id };
}
