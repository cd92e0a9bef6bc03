import type { Schema } from "@apollo/federation-internals";
import { type DefinitionNode, Kind, OperationTypeNode } from "graphql";

/** Directives of incremental delivery: the engine's own to offer, whatever a subgraph says of them. */
const INCREMENTAL: ReadonlySet<string> = new Set(["defer", "stream"]);

/** The definitions of a public schema, with `@defer` and without the fields of the names given. */
export function publicDefinitions(schema: Schema, hidden: { has(name: string): boolean } = NONE): readonly DefinitionNode[] {
  const own = schema.toAST().definitions.filter((definition) => !isRoots(definition) && !isIncremental(definition));
  return [rootsOf(schema), schema.deferDirective().toAST(), ...own.map((definition) => without(hidden, definition))];
}

const NONE: ReadonlySet<string> = new Set();

function isRoots({ kind }: DefinitionNode): boolean {
  return kind === Kind.SCHEMA_DEFINITION || kind === Kind.SCHEMA_EXTENSION;
}

function isIncremental(definition: DefinitionNode): boolean {
  return definition.kind === Kind.DIRECTIVE_DEFINITION && INCREMENTAL.has(definition.name.value);
}

function without(hidden: { has(name: string): boolean }, definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return definition;
  return { ...definition, fields: (definition.fields ?? []).filter(({ name }) => !hidden.has(name.value)) };
}

function rootsOf({ schemaDefinition }: Schema): DefinitionNode {
  const operationTypes = Object.values(OperationTypeNode).flatMap((operation) => {
    const type = schemaDefinition.rootType(operation);
    return type === undefined ? [] : [{ kind: Kind.OPERATION_TYPE_DEFINITION as const, operation, type: namedType(type.name) }];
  });
  return { kind: Kind.SCHEMA_DEFINITION, operationTypes };
}

function namedType(name: string) {
  return { kind: Kind.NAMED_TYPE as const, name: { kind: Kind.NAME as const, value: name } };
}
