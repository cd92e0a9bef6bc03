import {
  astFromValue,
  coerceInputValue,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  print,
} from "graphql";
import type { AskedArguments } from "../asked/asked-arguments";
import type { EntityType, SubgraphShape } from "../subgraph-shape";
import { valueName } from "../value-name";

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
    for (const [name, args] of argumentSets(entity, field, asked)) {
      const alias = `v${fields.size}`;
      fields.set(alias, { name, field });
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

/** The sets of arguments that a field is asked with, by the name that its value is kept under: the usual ones first. */
function argumentSets(
  { name: type }: EntityType,
  field: GraphQLField<unknown, unknown>,
  asked: readonly AskedArguments[],
): ReadonlyMap<string, AskedArguments["args"]> {
  const given = asked.filter((one) => one.type === type && one.field === field.name).map(({ args }) => args);
  const sets = [{}, ...given].map((args) => takenArguments(field, args)).filter((args) => args !== null);
  return new Map(sets.map((args) => [valueName(field, args), args]));
}

/** As a server takes them; null where the field, as it is now, takes none such. */
function takenArguments({ args }: GraphQLField<unknown, unknown>, given: AskedArguments["args"]): AskedArguments["args"] | null {
  const types = new Map(args.map((arg) => [arg.name, arg.type]));
  if (!Object.entries(given).every(([name, value]) => isChosen(value, types.get(name)))) return null;
  const taken: Record<string, unknown> = {};
  let fits = true;
  for (const arg of args) {
    if (!Object.hasOwn(given, arg.name)) fits &&= !isRequiredArgument(arg);
    else taken[arg.name] = coerceInputValue(given[arg.name], arg.type, () => (fits = false));
  }
  return fits ? taken : null;
}

const NOT_WORDS = ["Int", "Float", "Boolean"];
/** Such as KE, pt-BR or 2024. */
const SHORT = /^(?:[A-Za-z]{1,3}(?:-[A-Za-z0-9]{2,4})?|\d{1,4})$/;

/** Whether a value was chosen rather than written: a word that somebody looked for may be a name, and what it is kept under is public. */
function isChosen(value: unknown, type: GraphQLInputType | undefined): boolean {
  if (type === undefined) return false;
  if (value === null) return true;
  if (Array.isArray(value)) return value.every((one) => isChosen(one, type));
  const named = getNamedType(type);
  if (isInputObjectType(named)) return Object.entries(Object(value)).every(([name, part]) => isChosen(part, named.getFields()[name]?.type));
  return isEnumType(named) || named.name === "ID" || NOT_WORDS.includes(named.name) || (typeof value === "string" && SHORT.test(value));
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
