import type { BaseCell } from "../coverage/expectations";
import { inWords } from "../in-words";
import type { ChangeStep, ChangeStepKind, Declarer } from "./change-step";

type StepOf<K extends ChangeStepKind> = Extract<ChangeStep, { readonly kind: K }>;
type Sentences = { readonly [K in ChangeStepKind]: (step: StepOf<K>, cell: BaseCell) => string };

const MOST_NAMED = 3;

/** A few names, and how many more. */
export function someOf(names: readonly string[], all = names.length, last = "and"): string {
  const shown = names.slice(0, MOST_NAMED);
  const left = all - shown.length;
  if (left > 0) return `${shown.join(", ")} ${last} ${left} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} ${last} ${shown.at(-1)}`;
}

const nameOf = ({ agency, organization }: Declarer): string => agency ?? organization;
const activitiesIn = (ids: readonly string[]): string => `${ids.length === 1 ? "" : "one of "}${someOf(ids, ids.length, "or")}`;
const typeIn = ({ type }: BaseCell): string => (type === null ? "any type" : inWords(type).toLowerCase());

const SENTENCES: Sentences = {
  DECLARE_SCOPE: ({ by, items, places }, { year }) =>
    `${someOf(by.map(nameOf), by.length, "or")} declares complete reporting, or a nil return, for ${someOf(items)} in ${someOf(places)} in ${year}.`,
  ASSIGN_ITEM: ({ organizations }, { item }) =>
    `${someOf(organizations, organizations.length, "or")}, with all declared already, is made to answer for ${item}.`,
  CONNECT_SOURCE: ({ by }) => `${nameOf(by)} reports to the hub by a source that the hub reads.`,
  HARVEST_SOURCE: ({ source }) => `${source} is repaired where it fails, and read again.`,
  RESOLVE_WITHHELD: ({ source, count }) => `What the hub withholds of ${source} (${count}) is put right or let go.`,
  WAIT: ({ until }, { year }) => `The year ${year} closes on ${until.toISOString().slice(0, 10)}.`,
  REJECT_SUGGESTIONS: ({ count }) => `A reviewer rejects ${count === 1 ? "the suggestion" : `all ${count} suggestions`} for this cell.`,
  ACCEPT_SUGGESTION: ({ suggestions }) =>
    `A reviewer accepts what is suggested for ${activitiesIn(suggestions.map(({ activity }) => activity))}.`,
  STATE_TYPE: ({ organizations, type }, cell) =>
    `The stakeholder type of ${someOf(organizations)} is stated: ${type === null ? `another than ${typeIn(cell)}` : typeIn(cell)}.`,
  SIGN_STATEMENT: ({ actionLine }, cell) =>
    `The team of ${actionLine} signs that no ${typeIn(cell)} stakeholder did anything for ${cell.item} in ${cell.place} in ${cell.year}.`,
  BEGIN_ACTIVITY: ({ activities }) => `The planned work of ${activitiesIn(activities)} begins.`,
  NAME_ITEM: ({ activities }, { item }) => `The publisher of ${activitiesIn(activities)} names ${item} itself.`,
  NAME_PLACE: ({ activities }, { place }) => `The publisher of ${activitiesIn(activities)} names ${place} itself or a place in it.`,
  REPORT_ACTIVITY: (_, { item, place, year }) => `Anybody reports one activity for ${item} in ${place} that was under way in ${year}.`,
  WITHDRAW_SCOPE: ({ agency, scope }) => `${agency} withdraws its declaration ${scope}.`,
  WITHDRAW_STATEMENT: ({ actionLine, statement }) => `The team of ${actionLine} withdraws its statement ${statement}.`,
};

/** A step as a sentence for those who are to take it. */
export function sentenceOf(step: ChangeStep, cell: BaseCell): string {
  // Each step goes to the sentence of its own kind; the compiler can't tell that the two unions walk in step.
  const sentence: (step: ChangeStep, cell: BaseCell) => string = SENTENCES[step.kind] as never;
  return sentence(step, cell);
}
