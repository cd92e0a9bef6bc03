import {
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from "graphql";
import type { SubgraphType } from "../supergraph/subgraph-types";
import { below, conditionsIn, responseName, type Selections } from "./asked-below";
import type { KnownTypes } from "./keyed-representations";
import type { FetchNode } from "./plan";

const ROOTS: Readonly<Record<FetchNode["operationKind"], string>> = { query: "Query", mutation: "Mutation", subscription: "Subscription" };

/** One fetch, to which what it lacks is added. */
export class MemberRestoring {
  readonly #fetch: FetchNode;
  readonly #operation: OperationDefinitionNode;
  readonly #types: KnownTypes;
  readonly #members: ReadonlySet<string>;

  constructor(fetch: FetchNode, operation: OperationDefinitionNode, types: KnownTypes, members: ReadonlySet<string>) {
    this.#fetch = fetch;
    this.#operation = operation;
    this.#types = types;
    this.#members = members;
  }

  fetch(asked: Selections): FetchNode {
    const { operation, operationKind, requires } = this.#fetch;
    const [definition] = parse(operation, { noLocation: true }).definitions;
    if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error("a fetch asks one operation");
    const root = requires === undefined ? ROOTS[operationKind] : null;
    const selectionSet = requires === undefined ? this.#set(definition.selectionSet, asked, root) : this.#entities(definition, asked);
    return print(selectionSet) === print(definition.selectionSet) ? this.#fetch : this.#with({ ...definition, selectionSet });
  }

  #entities({ selectionSet }: OperationDefinitionNode, asked: Selections): SelectionSetNode {
    const selections = selectionSet.selections.map((node) =>
      node.kind !== Kind.FIELD || node.selectionSet === undefined
        ? node
        : { ...node, selectionSet: this.#set(node.selectionSet, asked, null) },
    );
    return { ...selectionSet, selections };
  }

  /** The selections upon a type, and what is asked of its members and of no other fetch. */
  #set(set: SelectionSetNode, asked: Selections, typeName: string | null): SelectionSetNode {
    const selections = this.#within(set, asked, typeName);
    const type = typeName === null ? undefined : this.#type(typeName);
    if (type === undefined || !("possible" in type) || type.possible === undefined) return { ...set, selections };
    const held = new Set(conditionsIn(selections));
    const lacking = new Set(type.possible.filter((member) => this.#members.has(member) && !held.has(member)));
    const added = lacking.size === 0 ? [] : this.#membersIn(asked, lacking);
    return { ...set, selections: this.#agree(selections, added) ? [...selections, ...added] : selections };
  }

  #within({ selections }: SelectionSetNode, asked: Selections, typeName: string | null): Selections {
    return selections.map((node) => this.#selection(node, asked, typeName));
  }

  #selection(node: SelectionNode, asked: Selections, typeName: string | null): SelectionNode {
    if (node.kind === Kind.FRAGMENT_SPREAD || node.selectionSet === undefined) return node;
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const selections = this.#within(node.selectionSet, asked, node.typeCondition?.name.value ?? typeName);
      return { ...node, selectionSet: { ...node.selectionSet, selections } };
    }
    const type = typeName === null ? undefined : this.#type(typeName);
    const inner = type !== undefined && "fields" in type ? type.fields[node.name.value] : undefined;
    return {
      ...node,
      selectionSet: this.#set(node.selectionSet, below(asked, responseName(node)), inner === undefined ? null : bare(inner)),
    };
  }

  /** What is asked of the members, under the conditions that it is asked under. */
  #membersIn(asked: Selections, lacking: ReadonlySet<string>): readonly InlineFragmentNode[] {
    return asked.flatMap((node) => {
      if (node.kind !== Kind.INLINE_FRAGMENT || node.directives?.some(({ name }) => name.value === "defer") === true) return [];
      const { typeCondition, selectionSet, ...kept } = node;
      const name = typeCondition?.name.value;
      const isMember = name !== undefined && lacking.has(name);
      const selections = isMember ? this.#known(selectionSet.selections, name) : this.#membersIn(selectionSet.selections, lacking);
      if (selections.length === 0) return [];
      return [{ ...kept, ...(isMember && { typeCondition }), selectionSet: { kind: Kind.SELECTION_SET, selections } }];
    });
  }

  /** Of selections upon a type, those that the subgraph can answer. */
  #known(selections: Selections, typeName: string): Selections {
    const type = this.#type(typeName);
    if (type === undefined) return [];
    return selections.flatMap((node): Selections => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return [];
      const within = node.kind === Kind.INLINE_FRAGMENT ? (node.typeCondition?.name.value ?? typeName) : fieldType(type, node.name.value);
      if (within === undefined) return [];
      if (node.selectionSet === undefined) return [node];
      const inner = this.#known(node.selectionSet.selections, within);
      return inner.length === 0 ? [] : [{ ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: inner } } as SelectionNode];
    });
  }

  /** Whether a subgraph takes both side by side: a name may stand for one type alone. */
  #agree(present: Selections, added: readonly InlineFragmentNode[]): boolean {
    const types = new Map(present.flatMap((node) => this.#typesIn(node, null)));
    return added.flatMap((node) => this.#typesIn(node, null)).every(([name, type]) => (types.get(name) ?? type) === type);
  }

  /** The type of each name that a selection asks for, of an object the members' own: what stands below may differ. */
  #typesIn(node: SelectionNode, typeName: string | null): readonly (readonly [string, string])[] {
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    if (node.kind === Kind.INLINE_FRAGMENT) {
      return node.selectionSet.selections.flatMap((inner) => this.#typesIn(inner, node.typeCondition?.name.value ?? typeName));
    }
    const type = typeName === null ? undefined : this.#type(typeName);
    const told = type !== undefined && "fields" in type ? type.fields[node.name.value] : undefined;
    return told === undefined ? [] : [[responseName(node), node.selectionSet === undefined ? told : `${told} of ${typeName}`]];
  }

  #type(name: string): SubgraphType | undefined {
    return this.#types.typeIn(this.#fetch.serviceName, name);
  }

  #with(definition: OperationDefinitionNode): FetchNode {
    const used = new Set<string>();
    visit(definition.selectionSet, { [Kind.VARIABLE]: ({ name }) => void used.add(name.value) });
    const own = definition.variableDefinitions ?? [];
    const more = (this.#operation.variableDefinitions ?? []).filter(
      ({ variable }) => used.has(variable.name.value) && !own.some((one) => one.variable.name.value === variable.name.value),
    );
    const operation = stripIgnoredCharacters(print({ ...definition, variableDefinitions: [...own, ...more] }));
    return {
      ...this.#fetch,
      operation,
      variableUsages: [...(this.#fetch.variableUsages ?? []), ...more.map(({ variable }) => variable.name.value)],
    };
  }
}

function fieldType(type: SubgraphType, field: string): string | undefined {
  if (field === "__typename") return "String";
  const told = "fields" in type ? type.fields[field] : undefined;
  return told === undefined ? undefined : bare(told);
}

/** The name within a type as SDL writes it, such as "[Item!]!". */
function bare(type: string): string {
  return type.replace(/[[\]!]/g, "");
}
