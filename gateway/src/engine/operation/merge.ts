import { print } from "graphql";
import type { WrittenField, WrittenFragment, WrittenNode } from "./written-out";

export type Merged = MergedField | MergedFragment;

/** A field, and all that stand for it in one selection set; what they ask of it stands together. */
export interface MergedField {
  readonly kind: "field";
  readonly field: WrittenField;
  readonly all: readonly WrittenField[];
  readonly selection: readonly WrittenNode[] | null;
}

export interface MergedFragment {
  readonly kind: "fragment";
  readonly fragment: WrittenFragment;
  readonly selection: readonly WrittenNode[];
}

/** Merges as the text is merged, where order says nothing: `__typename` is one field, and all fragments alike are one. */
export function mergedForText(nodes: readonly WrittenNode[]): readonly Merged[] {
  return merged(nodes, (node) => (node.kind === "fragment" ? fragmentKey(node) : fieldKey(node, node.name === "__typename")));
}

/** Merges as the text of a mutation's root is merged, where order is the order of its effects: all fragments stay where they are. */
export function mergedForEffects(nodes: readonly WrittenNode[]): readonly Merged[] {
  return merged(nodes, (node) => (node.kind === "fragment" ? null : fieldKey(node, node.name === "__typename")));
}

/**
 * Merges as answers are written, in the order that was asked. What is asked below one response name stands in the order
 * of all that ask for the name: so a field is taken only into the last one of its name, where that says the same and no
 * fragment, which may ask for the name too, has come since. A fragment is taken into the one right before it alone.
 */
export function mergedInOrder(nodes: readonly WrittenNode[]): readonly Merged[] {
  const fields = new Map<string, Run>();
  let fragments: Run = NO_RUN;
  return merged(nodes, (node) => {
    if (node.kind === "field") {
      fragments = NO_RUN;
      const run = continued(fields.get(node.responseName) ?? NO_RUN, fieldKey(node, false), node);
      fields.set(node.responseName, run);
      return run.first;
    }
    fields.clear();
    const key = fragmentKey(node);
    fragments = key === null ? NO_RUN : continued(fragments, key, node);
    return key === null ? node : fragments.first;
  });
}

/** What stands together, by its first. */
interface Run {
  readonly key: string | null;
  readonly first: WrittenNode | null;
}

const NO_RUN: Run = { key: null, first: null };

function continued(run: Run, key: string, node: WrittenNode): Run {
  return run.key === key ? run : { key, first: node };
}

/** @param keyOf what is merged has the same; null for what stands alone */
function merged(nodes: readonly WrittenNode[], keyOf: (node: WrittenNode) => string | WrittenNode | null): readonly Merged[] {
  const groups = new Map<string | WrittenNode, [WrittenNode, ...WrittenNode[]]>();
  for (const node of nodes) {
    const key = keyOf(node) ?? node;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [node]);
    else group.push(node);
  }
  return [...groups.values()].map(asOne);
}

function asOne([first, ...others]: readonly [WrittenNode, ...WrittenNode[]]): Merged {
  const selection = others.length === 0 ? first.selection : [first, ...others].flatMap((node) => node.selection ?? []);
  if (first.kind === "fragment") return { kind: "fragment", fragment: first, selection: selection ?? [] };
  const fields = others.filter((node) => node.kind === "field");
  return { kind: "field", field: first, all: [first, ...fields], selection: first.selection === null ? null : selection };
}

function fieldKey(field: WrittenField, unnamed: boolean): string {
  return `${unnamed ? "" : field.responseName} ${field.name} ${switchesKey(field)}`;
}

/** Null for what is deferred: each deferral is one of its own. */
function fragmentKey(fragment: WrittenFragment): string | null {
  return fragment.defer === null ? `...${fragment.typeCondition} ${switchesKey(fragment)}` : null;
}

function switchesKey({ conditions, directives }: WrittenNode): string {
  const switches = conditions.map(({ variable, negated }) => `${negated ? "-" : "+"}${variable}`).join();
  return directives.length === 0 ? switches : `${switches} ${directives.map((directive) => print(directive)).join(" ")}`;
}
