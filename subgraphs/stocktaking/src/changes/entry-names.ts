import type { RecordNames } from "../steps/record-names";
import type { ChangedKind, ChangeEntry } from "./change-entry";

type NameOf = (id: string, names: RecordNames) => string;

const itself: NameOf = (id) => id;
/** An id that tells a desk officer little, beside what it is about; alone where the record isn't known. */
const beside = (id: string, word: string, what: string | undefined): string => (what === undefined ? id : `${id} ${word} ${what}`);

const NAMES: Readonly<Record<ChangedKind, NameOf>> = {
  ACTIVITY: itself,
  REVIEW: (id, names) => {
    const at = id.lastIndexOf("#");
    return `${id.slice(0, at)} for ${names.itemOrLine(id.slice(at + 1))}`;
  },
  OVERLAP: itself,
  OVERLAP_DECISION: itself,
  SOURCE: (id, names) => names.source(id),
  SCOPE: (id, names) => {
    const scope = names.record("scopes", id) ?? names.record("endedScopes", id);
    return beside(id, "of", scope && names.agency(scope.agency));
  },
  STATEMENT: (id, names) => {
    const statement = names.record("statements", id);
    return beside(id, "of the team of", statement && names.line(statement.actionLine));
  },
  FACILITATOR: (id, names) => {
    const role = names.record("facilitators", id);
    return role === undefined ? id : `${names.organization(role.organization)} in the team of ${names.line(role.actionLine)}`;
  },
  COMMITMENT: (id, names) => {
    const commitment = names.record("commitments", id);
    return beside(id, "of", commitment && names.organization(commitment.organization));
  },
  AGENCY: (id, names) => names.agency(id),
  EXPECTATION: (id, names) => {
    const expectation = names.record("expectations", id);
    return beside(id, "about", expectation && names.item(expectation.item));
  },
  DEFINITION: itself,
  PLAN_ITEM: (id, names) => names.item(id),
  ACTION_LINE: (id, names) => names.line(id),
  THEME: (id, names) => names.group("themes", id),
  PLACE: (id, names) => names.place(id),
  PLACE_GROUP: (id, names) => names.group("placeGroups", id),
  ORGANIZATION: (id, names) => names.organization(id),
};

/** A record that came, went or was changed, as a sentence names it. */
export const nameEntry = ({ kind, id }: ChangeEntry, names: RecordNames): string => NAMES[kind](id, names);
