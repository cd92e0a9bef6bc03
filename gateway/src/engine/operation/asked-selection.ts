import type { ClientCondition } from "./conditions";
import { type MergedField, type MergedFragment, mergedInOrder } from "./merge";
import type { AskedField, AskedFragment, AskedNode, Condition, Deferral } from "./normalised-operation";
import type { OperationText } from "./operation-text";
import type { WrittenFragment, WrittenNode } from "./written-out";

/** What the client asked, in its own names and order, beside the names that the text gave it. */
export function askedSelection(nodes: readonly WrittenNode[], text: OperationText): readonly AskedNode[] {
  return mergedInOrder(nodes).map((node) => (node.kind === "field" ? askedField(node, text) : askedFragment(node, text)));
}

function askedField({ field, selection }: MergedField, text: OperationText): AskedField {
  const key = text.keys.get(field);
  if (key === undefined) throw new Error(`the field "${field.name}" has no internal name`);
  return {
    kind: "field",
    responseName: field.responseName,
    key,
    name: field.name,
    conditions: conditionsOf(field.conditions, text),
    selection: selection === null ? null : askedSelection(selection, text),
  };
}

function askedFragment({ fragment, selection }: MergedFragment, text: OperationText): AskedFragment {
  return {
    kind: "fragment",
    typeCondition: fragment.typeCondition,
    conditions: conditionsOf(fragment.conditions, text),
    defer: deferralOf(fragment, text),
    selection: askedSelection(selection, text),
  };
}

function deferralOf(fragment: WrittenFragment, text: OperationText): Deferral | null {
  const id = text.deferrals.get(fragment);
  if (id === undefined || fragment.defer === null) return null;
  const { label, variable } = fragment.defer;
  return { id, label, variable: variable === null ? null : text.inputs.nameOf(variable) };
}

function conditionsOf(conditions: readonly ClientCondition[], text: OperationText): readonly Condition[] {
  return conditions.map(({ variable, negated }) => ({ variable: text.inputs.nameOf(variable), negated }));
}
