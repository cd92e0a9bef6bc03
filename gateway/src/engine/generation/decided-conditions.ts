import {
  type DirectiveNode,
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from "graphql";
import type { AskedNode, NormalisedOperation, OperationVariables } from "../operation/normalised-operation";

/** Texts kept of one operation; there are twice as many as it could have for each condition more. */
const MOST_TEXTS = 64;

interface Deciding {
  /** Names of the variables that conditions ask. */
  readonly variables: readonly string[];
  readonly texts: Map<string, string>;
}

/**
 * Texts to plan, with `@skip`, `@include` and `@defer(if:)` decided by the variables' values. Left to a planner, a condition
 * on one field may leave out what another one requires, and each condition on `@defer` doubles the time of planning.
 */
export class DecidedConditions {
  readonly #known = new WeakMap<NormalisedOperation, Deciding>();

  /** The operation's text for these values; empty where nothing is left to ask of subgraphs. */
  textOf(operation: NormalisedOperation, variables: OperationVariables): string {
    const deciding = this.#known.get(operation) ?? this.#add(operation);
    if (deciding.variables.length === 0) return operation.text;
    const key = deciding.variables.filter((name) => variables[name] === true).join(" ");
    const known = deciding.texts.get(key);
    if (known !== undefined) return known;
    if (deciding.texts.size >= MOST_TEXTS) deciding.texts.clear();
    const text = decided(operation.text, variables);
    deciding.texts.set(key, text);
    return text;
  }

  #add(operation: NormalisedOperation): Deciding {
    const deciding = { variables: [...new Set(operation.selection.flatMap(conditionsOf))], texts: new Map() };
    this.#known.set(operation, deciding);
    return deciding;
  }
}

function conditionsOf(node: AskedNode): readonly string[] {
  const own = node.conditions.map(({ variable }) => variable);
  const defer = node.kind === "fragment" && typeof node.defer?.variable === "string" ? [node.defer.variable] : [];
  return [...own, ...defer, ...(node.selection ?? []).flatMap(conditionsOf)];
}

function decided(text: string, variables: OperationVariables): string {
  const decide = <T extends FieldNode | InlineFragmentNode>(node: T): T | null => decidedNode(node, variables);
  const document = visit(parse(text, { noLocation: true }), {
    [Kind.FIELD]: { enter: decide },
    [Kind.INLINE_FRAGMENT]: { enter: decide, leave: ({ selectionSet }: InlineFragmentNode) => (isEmpty(selectionSet) ? null : undefined) },
    [Kind.SELECTION_SET]: {
      leave: (set: SelectionSetNode, _key: unknown, parent: unknown) => (isField(parent) && isEmpty(set) ? ONLY_TYPENAME : undefined),
    },
  });
  const [operation] = document.definitions;
  return isEmpty((operation as OperationDefinitionNode).selectionSet) ? "" : stripIgnoredCharacters(print(document));
}

/** What is left of a field or a fragment, without its conditions; null where they leave it out. */
function decidedNode<T extends FieldNode | InlineFragmentNode>(node: T, variables: OperationVariables): T | null {
  if (node.directives === undefined || node.directives.length === 0) return node;
  const directives: DirectiveNode[] = [];
  for (const directive of node.directives) {
    const condition = directive.arguments?.find(({ name }) => name.value === "if")?.value;
    const { value: name } = directive.name;
    if (condition?.kind !== Kind.VARIABLE) {
      directives.push(directive);
      continue;
    }
    const holds = variables[condition.name.value] === true;
    if (name === "defer" && holds) directives.push(withoutCondition(directive));
    if (name === "skip" ? holds : name === "include" && !holds) return null;
  }
  return { ...node, directives };
}

function withoutCondition(directive: DirectiveNode): DirectiveNode {
  return { ...directive, arguments: (directive.arguments ?? []).filter(({ name }) => name.value !== "if") };
}

function isField(node: unknown): node is FieldNode {
  return typeof node === "object" && node !== null && "kind" in node && node.kind === Kind.FIELD;
}

function isEmpty({ selections }: SelectionSetNode): boolean {
  return selections.length === 0;
}

/** An object whose fields are all left out is asked for all the same: whether it is there has to be known. */
const ONLY_TYPENAME: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } }],
};
