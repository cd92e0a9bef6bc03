import { type FieldNode, Kind, type SelectionSetNode } from "graphql";
import { type AskedWhen, askedWithin } from "./asked-when";

/** A selection set that is asked somewhere. */
export interface NestedSet {
  readonly set: SelectionSetNode;
  readonly when: AskedWhen;
  /** The type of the object that has the field under which it stands. */
  readonly above: string;
}

/** A selection set as it is asked of one type. */
export interface AskedSet extends Omit<NestedSet, "above"> {
  readonly parent: string;
}

/** One response name of an object, with everything that is asked under it. */
export interface SelectedField {
  readonly responseName: string;
  readonly name: string;
  readonly parent: string;
  /** It is asked when one of them holds. */
  readonly when: AskedWhen[];
  readonly sets: NestedSet[];
}

/** Whether a fragment on a type applies to the object at hand. */
export type Applies = (condition: string) => "always" | "never" | "perhaps";

/** What selection sets ask of one object: its fields by response name, in the order that answers come in. */
export function selectedFields(asked: readonly AskedSet[], applies: Applies): Map<string, SelectedField> {
  const fields = new Map<string, SelectedField>();
  for (const one of asked) select(one, applies, fields);
  return fields;
}

function select({ set, when, parent }: AskedSet, applies: Applies, fields: Map<string, SelectedField>): void {
  for (const selection of set.selections) {
    const own = askedWithin(when, selection.directives);
    if (own === null) continue;
    if (selection.kind === Kind.FIELD) addField(selection, own, parent, fields);
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value ?? parent;
      const verdict = condition === parent ? "always" : applies(condition);
      const inner = verdict === "perhaps" ? { ...own, perhaps: true } : own;
      if (verdict !== "never") select({ set: selection.selectionSet, when: inner, parent: condition }, applies, fields);
    } else throw new Error("A plan's fetches have their fragments written out.");
  }
}

function addField(node: FieldNode, when: AskedWhen, parent: string, fields: Map<string, SelectedField>): void {
  const responseName = (node.alias ?? node.name).value;
  // The one name that an object can't be given by assignment: it would set the prototype.
  if (responseName === "__proto__") throw new Error("A plan's fetch asks for __proto__.");
  const field = fields.get(responseName) ?? { responseName, name: node.name.value, parent, when: [], sets: [] };
  field.when.push(when);
  if (node.selectionSet !== undefined) field.sets.push({ set: node.selectionSet, when, above: parent });
  fields.set(responseName, field);
}
