import { type FieldDefinitionNode, Kind, parse, type SelectionSetNode, type TypeNode, valueFromASTUntyped } from "graphql";
import type { FieldFact, FieldFacts } from "./field-fact";
import { directiveOf, isExternal, type ObjectNode, type SubgraphDocument, stringOf } from "./subgraph-document";

interface Told {
  readonly document: SubgraphDocument;
  readonly type: ObjectNode;
  readonly field: FieldDefinitionNode;
}

/** Gathers what the subgraphs say about each field, from their SDL alone, but for which of them are faulty. */
export function readFacts(documents: readonly SubgraphDocument[], faulty: ReadonlySet<string>): FieldFacts {
  const told = new Map<string, Told[]>();
  for (const document of documents) {
    for (const type of document.objects()) {
      for (const field of type.fields ?? []) {
        if (isExternal(type, field)) continue;
        for (const owner of concreteTypes(type, documents)) {
          const coordinate = `${owner}.${field.name.value}`;
          told.set(coordinate, [...(told.get(coordinate) ?? []), { document, type, field }]);
        }
      }
    }
  }
  return new Map(
    [...told].map(([coordinate, all]) => [coordinate, { ...factOf(coordinate, all, documents), faulty: faulty.has(coordinate) }]),
  );
}

/** An object that stands for an interface elsewhere is all of its implementations; any other is itself. */
function concreteTypes(type: ObjectNode, documents: readonly SubgraphDocument[]): readonly string[] {
  const name = type.name.value;
  return directiveOf(type, "interfaceObject") === null ? [name] : concreteOf(name, documents);
}

function concreteOf(name: string, documents: readonly SubgraphDocument[]): readonly string[] {
  return [...new Set(documents.flatMap((document) => document.possible(name)))].filter((possible) => possible !== name);
}

function factOf(coordinate: string, told: readonly Told[], documents: readonly SubgraphDocument[]): Omit<FieldFact, "faulty"> {
  const type = told.map(({ field }) => field.type).reduce(strictest);
  const named = nameOf(type);
  const [required] = told.filter(({ field }) => directiveOf(field, "requires") !== null);
  const givenArguments = told.flatMap(({ field }) => field.arguments ?? []);
  return {
    coordinate,
    type,
    owners: told.map(({ document }) => document.name),
    possible: inAll(told.map(({ document }) => possibleIn(document, named, documents))),
    values: inAll(told.map(({ document }) => document.values(named))),
    hidden: givenArguments.filter((argument) => directiveOf(argument, "inaccessible") !== null).map(({ name }) => name.value),
    defaults: Object.fromEntries(
      givenArguments.flatMap(({ name, defaultValue }) =>
        defaultValue === undefined ? [] : [[name.value, valueFromASTUntyped(defaultValue)]],
      ),
    ),
    requires: required === undefined ? null : requirementOf(required.field),
    fromContext: told.flatMap(({ field, document }) => contextsOf(field, document)),
  };
}

function possibleIn(document: SubgraphDocument, type: string, documents: readonly SubgraphDocument[]): readonly string[] {
  const object = document.objects().find((node) => node.name.value === type);
  return object !== undefined && directiveOf(object, "interfaceObject") !== null ? concreteOf(type, documents) : document.possible(type);
}

function requirementOf(field: FieldDefinitionNode): SelectionSetNode {
  const directive = directiveOf(field, "requires");
  const [parsed] = directive === null ? [] : parse(`{ ${stringOf(directive, "fields")} }`).definitions;
  if (parsed?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`${field.name.value} requires nothing`);
  return parsed.selectionSet;
}

/** Only `$context { field }` is used in the test graph. */
function contextsOf(field: FieldDefinitionNode, document: SubgraphDocument): FieldFact["fromContext"] {
  return (field.arguments ?? []).flatMap((argument) => {
    const directive = directiveOf(argument, "fromContext");
    if (directive === null) return [];
    const [, context, of] = /^\$(\w+) \{ (\w+) \}$/.exec(stringOf(directive, "field")) ?? [];
    const type = document.objects().find((node) => {
      const set = directiveOf(node, "context");
      return set !== null && stringOf(set, "name") === context;
    });
    if (type === undefined || of === undefined) throw new Error(`there is no context for ${field.name.value}`);
    return [{ argument: argument.name.value, type: type.name.value, field: of }];
  });
}

function strictest(one: TypeNode, other: TypeNode): TypeNode {
  if (one.kind === Kind.NON_NULL_TYPE || other.kind === Kind.NON_NULL_TYPE) {
    const inner = strictest(nullable(one), nullable(other));
    return inner.kind === Kind.NON_NULL_TYPE ? inner : { kind: Kind.NON_NULL_TYPE, type: inner };
  }
  return one.kind === Kind.LIST_TYPE && other.kind === Kind.LIST_TYPE
    ? { kind: Kind.LIST_TYPE, type: strictest(one.type, other.type) }
    : one;
}

function nullable(type: TypeNode): TypeNode {
  return type.kind === Kind.NON_NULL_TYPE ? type.type : type;
}

/** The name at the bottom of a type. */
export function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

function inAll(lists: readonly (readonly string[])[]): string[] {
  const [first = [], ...rest] = lists;
  return [...new Set(first)].filter((item) => rest.every((list) => list.includes(item)));
}
