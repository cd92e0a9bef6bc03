import { Kind, type SelectionNode } from "graphql";
import { below, responseName, type Selections } from "./asked-below";

/**
 * Of what a fetch asks, what is for objects of one type. What the client asks of other types alone is left out; what it
 * asks nowhere is the planner's own and stays, as does what another fetch requires.
 *
 * @param asked what the client asks at the same place
 * @param isOf whether the type is one that a fragment is for
 */
export function ownSelections(
  selections: Selections,
  asked: Selections,
  isOf: (condition: string) => boolean,
  required: ReadonlySet<string>,
): Selections {
  return kept(selections, asked, askedOf(asked, isOf), required);
}

/** What is asked of a type: the fields in all fragments that are for it. */
function askedOf(asked: Selections, isOf: (condition: string) => boolean): Selections {
  return asked.flatMap((node): Selections => {
    if (node.kind !== Kind.INLINE_FRAGMENT) return [node];
    if (node.typeCondition !== undefined && !isOf(node.typeCondition.name.value)) return [];
    return askedOf(node.selectionSet.selections, isOf);
  });
}

function kept(selections: Selections, anywhere: Selections, own: Selections, required: ReadonlySet<string>): Selections {
  return selections.flatMap((node): Selections => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return [node];
    if (node.kind === Kind.INLINE_FRAGMENT) return withInner(node, kept(node.selectionSet.selections, anywhere, own, required));
    const name = responseName(node);
    if (name === "__typename" || required.has(name) || !asks(anywhere, name)) return [node];
    if (!asks(own, name)) return [];
    if (node.selectionSet === undefined) return [node];
    return withInner(node, kept(node.selectionSet.selections, below(anywhere, name), below(own, name), required));
  });
}

function withInner(node: SelectionNode, selections: Selections): Selections {
  if (selections.length === 0) return [];
  return [{ ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } } as SelectionNode];
}

/** Whether a response name is asked, whatever the conditions around. */
function asks(selections: Selections, name: string): boolean {
  return selections.some((node) => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return false;
    return node.kind === Kind.INLINE_FRAGMENT ? asks(node.selectionSet.selections, name) : responseName(node) === name;
  });
}
