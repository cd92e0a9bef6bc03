import {
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
} from "graphql";
import type { TreeObject, TreeValue } from "../answer/tree";
import type { FetchNode, RequiredSelection } from "../plan/plan";
import type { SubgraphTypes } from "../supergraph/subgraph-types";
import { type KeyField, keyFields } from "./key-fields";
import { isSameKey } from "./merge";
import { pendingRewrites, rewritesOf } from "./rewrites";
import { isObject, valueAt } from "./tree-values";

/**
 * Fields of keys that a subgraph is asked to give back with each entity, by response name: an answer in another order
 * than the representations were sent in is told by them.
 */
export type KeyEchoes = ReadonlyMap<string, KeyField>;

export const NO_ECHOES: KeyEchoes = new Map();

/** The echoes of a fetch, and the operation with them; null where the subgraph has no key that the representations hold. */
export interface EchoingOperation {
  readonly definition: OperationDefinitionNode;
  readonly text: string;
  readonly echoes: KeyEchoes;
}

/** Adds the keys of each type that is sent to what is asked of its entities. */
export function echoing(node: FetchNode, definition: OperationDefinitionNode, types: SubgraphTypes): EchoingOperation | null {
  const echoes = new Map<string, KeyField>();
  const fragments = keysSent(node, types).map(([typename, key], number) => fragment(typename, key, number, echoes));
  const [field] = definition.selectionSet.selections;
  if (fragments.length === 0 || field?.kind !== Kind.FIELD || field.selectionSet === undefined) return null;
  const selections = [...fragments, ...field.selectionSet.selections];
  const asked: FieldNode = { ...field, selectionSet: { ...field.selectionSet, selections } };
  const operation = { ...definition, selectionSet: { kind: Kind.SELECTION_SET, selections: [asked] } } as const;
  return { definition: operation, text: stripIgnoredCharacters(print(operation)), echoes };
}

/** Whether an entity gave back the key that it was asked by. */
export function givesKeyBack(answered: TreeObject, asked: TreeObject, names: readonly string[], echoes: KeyEchoes): boolean {
  return names.every((name) => {
    const field = echoes.get(name);
    if (field === undefined) return true;
    return isSame(valueAt(answered, name), valueAt(asked, field.name), field);
  });
}

function isSame(told: TreeValue | undefined, known: TreeValue | undefined, field: KeyField): boolean {
  const { fields } = field;
  if (told === undefined || known === undefined) return false;
  if (fields.length === 0) return isSameKey(told, known);
  if (Array.isArray(told) && Array.isArray(known)) {
    return told.length === known.length && told.every((item: TreeValue, index) => isSame(item, known[index], field));
  }
  if (!isObject(told) || !isObject(known)) return told === null && known === null;
  return fields.every((inner) => isSame(valueAt(told, inner.name), valueAt(known, inner.name), inner));
}

/** The first key of each type sent that its representation holds whole. */
function keysSent({ requires = [], inputRewrites }: FetchNode, { types }: SubgraphTypes): readonly [string, readonly KeyField[]][] {
  const found = new Map<string, readonly KeyField[]>();
  for (const selection of requires) {
    if (selection.kind === "Field" || selection.typeCondition === undefined) continue;
    const { typeCondition, selections } = selection;
    const rewritten = rewritesOf(pendingRewrites(inputRewrites), (condition) => condition === typeCondition);
    const typename = String(new Map(rewritten.constants).get("__typename") ?? typeCondition);
    const type = Object.hasOwn(types, typename) ? types[typename] : undefined;
    if (type === undefined || (type.kind !== "OBJECT" && type.kind !== "INTERFACE") || rewritten.renamed.size > 0) continue;
    const key = type.keys?.map(keyFields).find((fields) => holds(selections, fields));
    if (key !== undefined && !found.has(typename)) found.set(typename, key);
  }
  return [...found];
}

function holds(selections: readonly RequiredSelection[], fields: readonly KeyField[]): boolean {
  return fields.every(({ name, fields: inner }) =>
    selections.some(
      (one) => one.kind === "Field" && (one.alias ?? one.name) === name && one.name === name && holds(one.selections ?? [], inner),
    ),
  );
}

/** Types number their names, so that two with keys of differing types don't clash in one selection. */
function fragment(typename: string, key: readonly KeyField[], number: number, echoes: Map<string, KeyField>): InlineFragmentNode {
  const selections = key.map((field): FieldNode => {
    const alias = `_k${number}_${field.name}`;
    echoes.set(alias, field);
    return { ...fieldNode(field), alias: { kind: Kind.NAME, value: alias } };
  });
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typename } } as const;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

function fieldNode({ name, fields }: KeyField): FieldNode {
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: fields.map(fieldNode) };
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name }, ...(fields.length === 0 ? {} : { selectionSet }) };
}
