import { agencyOfName } from "@actionline/schema/agency-names";
import {
  baseType,
  type CompositeType,
  type FieldDefinition,
  isCompositeType,
  isLeafType,
  isObjectType,
  type ObjectType,
  type Schema,
} from "@apollo/federation-internals";
import type { Comparison } from "./job";

const DEEPEST = 5;
const WIDEST = 8;

/** Questions that go through what the agency's names begin with, and through all that stands beside it. */
export function* probesOf(schema: Schema, { agency, agencies }: Comparison, most: number): Generator<string> {
  const isOwn = (name: string): boolean => agencyOfName(name, agencies) === agency;
  const paths = pathsTo(schema);
  let made = 0;
  for (const type of schema.objectTypes()) {
    const path = paths.get(type.name);
    if (path === undefined) continue;
    const own = type.fields().filter((field) => isOwn(field.name) || isOwn(type.name));
    if (own.length === 0) continue;
    for (const depth of [2, DEEPEST]) {
      if (made++ >= most) return;
      yield path(selection(own, depth));
    }
    // What stood there before is asked together with it.
    if (made++ >= most) return;
    yield path(selection([...own, ...type.fields()].slice(0, 2 * WIDEST), 3));
  }
}

type Fields = readonly FieldDefinition<CompositeType>[];

/** As wide and deep as users' questions are: leaves, and what leads on. */
function selection(fields: Fields, depth: number): string {
  const texts = ["__typename"];
  for (const field of fields.slice(0, WIDEST)) {
    if (needsArguments(field)) continue;
    const type = field.type === undefined ? undefined : baseType(field.type);
    if (type === undefined) continue;
    if (isLeafType(type)) texts.push(field.name);
    else if (depth > 1 && isCompositeType(type) && isObjectType(type))
      texts.push(`${field.name} ${selection(narrowed(type.fields(), depth), depth - 1)}`);
  }
  return `{ ${[...new Set(texts)].join(" ")} }`;
}

/** Fewer the deeper, so that a question stays one that the gateway would take. */
const narrowed = (fields: Fields, depth: number): Fields => fields.slice(0, Math.max(2, WIDEST >> Math.max(0, DEEPEST - depth)));

const needsArguments = (field: FieldDefinition<CompositeType>): boolean => field.arguments().some((argument) => argument.isRequired());

/** By type, the shortest way from the root that needs no argument. */
function pathsTo(schema: Schema): Map<string, (selection: string) => string> {
  const paths = new Map<string, (selection: string) => string>();
  const root = schema.schemaDefinition.rootType("query");
  if (root === undefined) return paths;
  paths.set(root.name, (inner) => inner);
  const waiting: ObjectType[] = [root];
  for (let type = waiting.shift(); type !== undefined; type = waiting.shift()) {
    const path = paths.get(type.name);
    for (const field of type.fields()) {
      const target = field.type === undefined ? undefined : baseType(field.type);
      if (path === undefined || needsArguments(field) || target === undefined || !isObjectType(target) || paths.has(target.name)) continue;
      paths.set(target.name, (inner) => path(`{ ${field.name} ${inner} }`));
      waiting.push(target);
    }
  }
  return paths;
}
