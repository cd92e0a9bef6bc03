import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from "graphql";
import type { DistinctRequirements, Variant } from "../supergraph/distinct-requirements";
import { fieldSetNames, nameNode } from "../supergraph/field-set";
import { withUsedVariables } from "./asked-below";
import type { KnownTypes } from "./keyed-representations";
import type { FetchNode } from "./plan";
import { Claims } from "./requirement-claims";

/** Entity fields that can be asked together: none requires a name otherwise than another. */
interface Group {
  readonly claims: Claims;
  readonly fields: Set<FieldNode>;
}

export interface SplitOptions {
  readonly requirements: DistinctRequirements;
  readonly types: KnownTypes;
}

/**
 * The fetch, or what it takes instead of it, with every variant written back. Where an interface is asked, fields that
 * require something go apart: what they require was asked for those of the interface's types alone that they are asked of,
 * and the others would go without everything.
 */
export function splitFetch(fetch: FetchNode, { requirements, types }: SplitOptions): readonly FetchNode[] {
  const { requires } = fetch;
  const apart = requires?.some((one) => one.kind === "InlineFragment" && isAbstract(one.typeCondition ?? "", types)) ?? false;
  if (requirements.variants.size === 0 && !apart) return [fetch];
  const document = parse(fetch.operation, { noLocation: true });
  const operation = document.definitions[0] as OperationDefinitionNode;
  if (requires === undefined) return [written(fetch, document, requirements.variants)];
  const groups = groupsOf(entityFields(operation), fetch.serviceName, requirements, apart);
  if (groups.length < 2 && requirements.variants.size === 0) return [fetch];
  const asked = new Set(groups.flatMap(({ claims }) => [...claims.types]));
  const keys = keyNames(asked, fetch.serviceName, types);
  return groups.map((group) => {
    const foreign = foreignNames(group, groups, keys);
    const applied = group.claims.apply(requires, asked, foreign);
    const inputRewrites = [...applied.renamers, ...(fetch.inputRewrites ?? [])];
    const restricted = { ...document, definitions: [groups.length === 1 ? operation : restrictedTo(operation, group.fields)] };
    const changed = { ...fetch, requires: applied.requires, ...(inputRewrites.length === 0 ? {} : { inputRewrites }) };
    return written(changed, restricted, requirements.variants);
  });
}

function isAbstract(type: string, types: KnownTypes): boolean {
  return !types.objectsOf(type).has(type);
}

/** Names that other groups alone require: they need not be there for this one. */
function foreignNames(group: Group, groups: readonly Group[], keys: ReadonlySet<string>): ReadonlySet<string> {
  const others = groups.flatMap((other) => (other === group ? [] : [...other.claims.names]));
  const own = new Set(group.claims.names);
  return new Set(others.filter((name) => !own.has(name) && !keys.has(name)));
}

function keyNames(asked: Iterable<string>, subgraph: string, types: KnownTypes): ReadonlySet<string> {
  const known = [...asked].map((type) => types.typeIn(subgraph, type));
  const keys = known.flatMap((type) => (type?.kind === "OBJECT" || type?.kind === "INTERFACE" ? (type.keys ?? []) : []));
  return new Set(keys.flatMap(fieldSetNames));
}

interface EntityField {
  /** The types around it, the innermost first. */
  readonly types: readonly string[];
  readonly node: FieldNode;
}

function entityFields(operation: OperationDefinitionNode): readonly EntityField[] {
  return operation.selectionSet.selections.flatMap((node) => (node.kind === Kind.FIELD ? fieldsIn([], node.selectionSet) : []));
}

function fieldsIn(types: readonly string[], selectionSet: SelectionSetNode | undefined): readonly EntityField[] {
  return (selectionSet?.selections ?? []).flatMap((node) => {
    if (node.kind === Kind.FIELD) return [{ types, node }];
    if (node.kind !== Kind.INLINE_FRAGMENT) return [];
    return fieldsIn(node.typeCondition === undefined ? types : [node.typeCondition.name.value, ...types], node.selectionSet);
  });
}

function groupsOf(
  fields: readonly EntityField[],
  subgraph: string,
  { variants, required }: DistinctRequirements,
  apart: boolean,
): readonly Group[] {
  const groups: Group[] = [];
  for (const { types, node } of fields) {
    const requirement = types.map((type) => required.get(`${subgraph} ${type}.${node.name.value}`)).find((found) => found !== undefined);
    const claims = Claims.of(types.at(-1) ?? "", requirement, variants);
    let group = groups.find((one) => (apart ? one.claims.equal(claims) : one.claims.agreeWith(claims)));
    if (group === undefined) {
      group = { claims: new Claims(variants), fields: new Set() };
      groups.push(group);
    }
    group.claims.add(claims);
    group.fields.add(node);
  }
  return groups;
}

function restrictedTo(operation: OperationDefinitionNode, fields: ReadonlySet<FieldNode>): OperationDefinitionNode {
  const selections = operation.selectionSet.selections.map((node) => {
    if (node.kind !== Kind.FIELD || node.selectionSet === undefined) return node;
    return { ...node, selectionSet: { ...node.selectionSet, selections: kept(node.selectionSet, fields) } };
  });
  return withUsedVariables({ ...operation, selectionSet: { ...operation.selectionSet, selections } });
}

function kept({ selections }: SelectionSetNode, fields: ReadonlySet<FieldNode>): readonly SelectionNode[] {
  return selections.flatMap((node): readonly SelectionNode[] => {
    if (node.kind === Kind.FIELD) return fields.has(node) ? [node] : [];
    if (node.kind === Kind.FRAGMENT_SPREAD) return [node];
    const inner = kept(node.selectionSet, fields);
    return inner.length === 0 ? [] : [{ ...node, selectionSet: { ...node.selectionSet, selections: inner } }];
  });
}

function written(fetch: FetchNode, document: DocumentNode, variants: ReadonlyMap<string, Variant>): FetchNode {
  const restored = visit(document, { [Kind.FIELD]: (node: FieldNode) => restoredField(node, variants) });
  const [operation] = restored.definitions;
  const defined = operation?.kind === Kind.OPERATION_DEFINITION ? (operation.variableDefinitions ?? []) : [];
  const names = new Set(defined.map(({ variable }) => variable.name.value));
  const variableUsages = (fetch.variableUsages ?? []).filter((name) => names.has(name));
  return { ...fetch, variableUsages, operation: stripIgnoredCharacters(print(restored)) };
}

function restoredField(node: FieldNode, variants: ReadonlyMap<string, Variant>): FieldNode {
  const variant = variants.get(node.name.value);
  if (variant === undefined) return node;
  const args = [...variant.args, ...(node.arguments ?? [])];
  return { ...node, alias: node.alias ?? node.name, name: nameNode(variant.field), arguments: args };
}
