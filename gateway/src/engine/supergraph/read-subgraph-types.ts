import {
  type InterfaceType,
  isEnumType,
  isInterfaceObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  type NamedType,
  type ObjectType,
  type Subgraph,
} from "@apollo/federation-internals";
import type { SubgraphType, SubgraphTypes } from "./subgraph-types";

/** What federation adds to a subgraph's own root; the engine asks these fields by itself. */
const ADDED: ReadonlySet<string> = new Set(["_entities", "_service"]);

/**
 * The types that a subgraph can answer with, as its part of the supergraph tells them. Scalars of GraphQL's own are left
 * out, and so are types that only federation speaks of.
 */
export function typesOf({ name, schema }: Subgraph): SubgraphTypes {
  const types = schema.types().filter((type) => !FEDERATION.has(type.name) && schema.coreFeatures?.sourceFeature(type) === undefined);
  return { name, types: Object.fromEntries(types.flatMap((type) => entryOf(type))) };
}

const FEDERATION: ReadonlySet<string> = new Set(["_Any", "_Entity", "_Service"]);

function entryOf(type: NamedType): readonly [string, SubgraphType][] {
  const entry = typeOf(type);
  return entry === null ? [] : [[type.name, entry]];
}

function typeOf(type: NamedType): SubgraphType | null {
  if (isObjectType(type)) return { kind: "OBJECT", fields: fieldsOf(type), ...keysOf(type), ...interfaceObject(type) };
  if (isInterfaceType(type)) {
    const possible = type.possibleRuntimeTypes().map(({ name }) => name);
    return { kind: "INTERFACE", fields: fieldsOf(type), possible, ...keysOf(type) };
  }
  if (isUnionType(type)) return { kind: "UNION", possible: type.types().map(({ name }) => name) };
  if (isEnumType(type)) return { kind: "ENUM", values: type.values.map(({ name }) => name) };
  return isScalarType(type) ? { kind: "SCALAR" } : null;
}

function fieldsOf(type: ObjectType | InterfaceType): Record<string, string> {
  const fields = type.fields().filter(({ name }) => !ADDED.has(name));
  return Object.fromEntries(fields.map(({ name, type: fieldType }) => [name, String(fieldType)]));
}

function keysOf(type: ObjectType | InterfaceType): { keys?: readonly string[] } {
  const name = type.schema().coreFeatures?.getByIdentity("https://specs.apollo.dev/federation")?.directiveNameInSchema("key");
  const applied = type.appliedDirectivesOf(name ?? "key");
  const keys = applied.map((directive) => directive.arguments()).filter(({ resolvable }) => resolvable !== false);
  return keys.length === 0 ? {} : { keys: keys.map(({ fields }) => String(fields)) };
}

function interfaceObject(type: ObjectType): { interfaceObject?: boolean } {
  return isInterfaceObjectType(type) ? { interfaceObject: true } : {};
}
