import {
  astFromValue,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  print,
} from "graphql";
import type { EntityType, SubgraphShape } from "../subgraph-shape";
import { valueName } from "../value-name";

/** Arguments that people ask a field with, so that its value is kept for them too. */
export interface AskedArguments {
  /** Such as `Activity`, and a field of it. */
  readonly type: string;
  readonly field: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A question for things of one type, and under which name each part of the answer is kept. */
export interface EntityQuestion {
  readonly query: string;
  /** By the name in the answer. */
  readonly fields: ReadonlyMap<string, { readonly name: string; readonly field: GraphQLField<unknown, unknown> }>;
}

/** Levels of objects within a value that are kept. */
const DEPTH = 4;

/** What is asked of an agency to know all that it tells of things of a type; null where that is nothing but their key. */
export function questionFor(shape: SubgraphShape, entity: EntityType, asked: readonly AskedArguments[] = []): EntityQuestion | null {
  const type = shape.schema.getType(entity.name);
  if (!isObjectType(type)) return null;
  const fields = new Map<string, { name: string; field: GraphQLField<unknown, unknown> }>();
  const texts: string[] = [];
  const selector = new Selector(shape);
  for (const field of entity.fields.map((name) => type.getFields()[name]).filter((field) => field !== undefined)) {
    const inner = selector.within(getNamedType(field.type), DEPTH);
    if (inner === null) continue;
    for (const args of [...(field.args.some(isRequiredArgument) ? [] : [{}]), ...argumentsAsked(entity, field, asked)]) {
      const alias = `v${fields.size}`;
      fields.set(alias, { name: valueName(field, args), field });
      texts.push(`${alias}: ${field.name}${argumentText(field, args)}${inner}`);
    }
  }
  if (fields.size === 0) return null;
  const keys = selector.keys(entity).join(" ");
  return {
    query: `query ($things: [_Any!]!) { _entities(representations: $things) { __typename ... on ${entity.name} { ${keys} ${texts.join(" ")} } } }`,
    fields,
  };
}

function argumentsAsked(
  { name }: EntityType,
  field: GraphQLField<unknown, unknown>,
  asked: readonly AskedArguments[],
): AskedArguments["args"][] {
  return asked.filter((one) => one.type === name && one.field === field.name).map(({ args }) => args);
}

function argumentText({ args }: GraphQLField<unknown, unknown>, given: AskedArguments["args"]): string {
  const texts = args.flatMap((arg) => {
    const node = Object.hasOwn(given, arg.name) ? astFromValue(given[arg.name], arg.type) : null;
    return node === null || node === undefined ? [] : [`${arg.name}: ${print(node)}`];
  });
  return texts.length === 0 ? "" : `(${texts.join(", ")})`;
}

/** Writes what is asked within a field. */
class Selector {
  readonly #schema: GraphQLSchema;
  readonly #shape: SubgraphShape;

  constructor(shape: SubgraphShape) {
    this.#schema = shape.schema;
    this.#shape = shape;
  }

  /** Fields of the type's keys, each key's whole. */
  keys({ keys }: EntityType): readonly string[] {
    return keys.map((key) => print(key).replace(/^\{|\}$/g, " "));
  }

  /** Empty for a leaf; null where nothing of it can be kept. */
  within(type: GraphQLNamedType, depth: number): string | null {
    if (isLeafType(type)) return "";
    if (isUnionType(type) || isInterfaceType(type)) {
      const possible = this.#schema.getPossibleTypes(type).map((one) => [one.name, this.#fieldsOf(one, depth)] as const);
      const parts = possible.flatMap(([name, fields]) => (fields === null ? [] : [`... on ${name} { ${fields} }`]));
      return ` { __typename ${parts.join(" ")} }`;
    }
    const fields = this.#fieldsOf(type, depth);
    return fields === null ? null : ` { __typename ${fields} }`;
  }

  /** A thing within another is kept as its key. */
  #fieldsOf(type: GraphQLNamedType, depth: number): string | null {
    const entity = this.#shape.entities.get(type.name);
    if (entity !== undefined) return this.keys(entity).join(" ");
    if (!isObjectType(type) || depth <= 0) return null;
    const texts = Object.values(type.getFields()).flatMap((field) => {
      const inner = field.args.some(isRequiredArgument) ? null : this.within(getNamedType(field.type), depth - 1);
      return inner === null ? [] : [`${field.name}${inner}`];
    });
    return texts.length === 0 ? null : texts.join(" ");
  }
}
