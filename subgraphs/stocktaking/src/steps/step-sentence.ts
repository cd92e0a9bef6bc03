import type { ReferenceView } from "../columns/reference-tables";
import type { BaseCell } from "../coverage/expectations";
import { inWords } from "../in-words";
import type { ChangeStep, ChangeStepKind, Declarer } from "./change-step";
import { type RecordNames, tellWithNames } from "./record-names";

type StepOf<K extends ChangeStepKind> = Extract<ChangeStep, { readonly kind: K }>;
type Sentences = { readonly [K in ChangeStepKind]: (step: StepOf<K>, cell: BaseCell, names: RecordNames) => string };

const MOST_NAMED = 3;

/** A few names, and how many more. */
export function someOf(names: readonly string[], all = names.length, last = "and"): string {
  const shown = names.slice(0, MOST_NAMED);
  const left = all - shown.length;
  if (left > 0) return `${shown.join(", ")} ${last} ${left} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} ${last} ${shown.at(-1)}`;
}

const activitiesIn = (ids: readonly string[]): string => `${ids.length === 1 ? "" : "one of "}${someOf(ids, ids.length, "or")}`;
const typeIn = ({ type }: BaseCell): string => (type === null ? "any type" : inWords(type).toLowerCase());
const declarerIn = ({ agency, organization }: Declarer, names: RecordNames): string =>
  agency === null ? names.organization(organization) : names.agency(agency);
const organizationsIn = (ids: readonly string[], names: RecordNames, last?: string): string =>
  someOf(
    ids.map((id) => names.organization(id)),
    ids.length,
    last,
  );

/** What one declares complete. */
function declaredIn({ items, places }: StepOf<"DECLARE_SCOPE">, names: RecordNames): string {
  return `${someOf(items.map((item) => names.item(item)))} in ${someOf(places.map((place) => names.place(place)))}`;
}

/** The cell that work is reported for, or of which somebody signs that there is none. */
const cellIn = ({ item, place }: BaseCell, names: RecordNames): string => `${names.item(item)} in ${names.place(place)}`;

const SENTENCES: Sentences = {
  DECLARE_SCOPE: (step, { year }, names) => {
    const declarers = step.by.map((by) => declarerIn(by, names));
    const who = someOf(declarers, declarers.length, "or");
    return `${who} declares complete reporting, or a nil return, for ${declaredIn(step, names)} in ${year}.`;
  },
  ASSIGN_ITEM: ({ organizations }, { item }, names) =>
    `${organizationsIn(organizations, names, "or")}, with all declared already, is made to answer for ${names.item(item)}.`,
  CONNECT_SOURCE: ({ by }, _, names) => `${declarerIn(by, names)} reports to the hub by a source that the hub reads.`,
  HARVEST_SOURCE: ({ source }, _, names) => `${names.source(source)} is repaired where it fails, and read again.`,
  RESOLVE_WITHHELD: ({ source, count }, _, names) => `What the hub withholds of ${names.source(source)} (${count}) is put right or let go.`,
  WAIT: ({ until }, { year }) => `The year ${year} closes on ${until.toISOString().slice(0, 10)}.`,
  REJECT_SUGGESTIONS: ({ count }) => `A reviewer rejects ${count === 1 ? "the suggestion" : `all ${count} suggestions`} for this cell.`,
  ACCEPT_SUGGESTION: ({ suggestions }) =>
    `A reviewer accepts what is suggested for ${activitiesIn(suggestions.map(({ activity }) => activity))}.`,
  STATE_TYPE: ({ organizations, type }, cell, names) =>
    `The stakeholder type of ${organizationsIn(organizations, names)} is stated: ${type === null ? `another than ${typeIn(cell)}` : typeIn(cell)}.`,
  SIGN_STATEMENT: ({ actionLine }, cell, names) =>
    `The team of ${names.line(actionLine)} signs that no ${typeIn(cell)} stakeholder did anything for ${cellIn(cell, names)} in ${cell.year}.`,
  BEGIN_ACTIVITY: ({ activities }) => `The planned work of ${activitiesIn(activities)} begins.`,
  NAME_ITEM: ({ activities }, { item }, names) => `The publisher of ${activitiesIn(activities)} names ${names.item(item)} itself.`,
  NAME_PLACE: ({ activities }, { place }, names) =>
    `The publisher of ${activitiesIn(activities)} names ${names.place(place)} itself or a place in it.`,
  REPORT_ACTIVITY: (_, cell, names) => `Anybody reports one activity for ${cellIn(cell, names)} that was under way in ${cell.year}.`,
  WITHDRAW_SCOPE: ({ agency, scope }, _, names) => `${names.agency(agency)} withdraws its declaration ${scope}.`,
  WITHDRAW_STATEMENT: ({ actionLine, statement }, _, names) =>
    `The team of ${names.line(actionLine)} withdraws its statement ${statement}.`,
};

/** A step as a sentence for those who are to take it, with the names that a view has of its records. */
export function sentenceOf(step: ChangeStep, cell: BaseCell, view: ReferenceView): string {
  // Each step goes to the sentence of its own kind; the compiler can't tell that the two unions walk in step.
  const sentence: (step: ChangeStep, cell: BaseCell, names: RecordNames) => string = SENTENCES[step.kind] as never;
  return tellWithNames([view], (names) => sentence(step, cell, names));
}
