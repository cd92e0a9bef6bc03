import {
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { Random } from "./random";

/** An operation of a test, and values for its variables. */
export interface DrawnOperation {
  readonly text: string;
  readonly variables: Record<string, unknown>;
}

const DEPTH = 4;

/** Draws a valid query of a schema: aliases, fragments, conditions, arguments as literals and variables. */
export class OperationDrawer {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #variables = new Map<string, { readonly type: string; readonly value: unknown }>();
  /** One set of arguments for each response name, so that fields that meet can be merged. */
  readonly #arguments = new Map<string, string>();

  constructor(schema: GraphQLSchema, random: Random) {
    this.#schema = schema;
    this.#random = random;
  }

  draw(): DrawnOperation {
    const root = this.#schema.getQueryType();
    if (!root) throw new Error("the schema has no query");
    const selection = this.#selection(root, DEPTH);
    const definitions = [...this.#variables].map(([name, { type }]) => `$${name}: ${type}`).join(", ");
    const variables = Object.fromEntries([...this.#variables].flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])));
    return { text: `query${definitions === "" ? "" : `(${definitions})`} ${selection}`, variables };
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    const parts = Array.from({ length: 1 + this.#random.below(4) }, () => this.#part(type, depth));
    return `{ ${["__typename", ...parts].join(" ")} }`;
  }

  #part(type: GraphQLNamedType, depth: number): string {
    if (depth > 0 && this.#random.chance(isAbstractType(type) ? 60 : 15)) return this.#fragment(type, depth);
    if (!("getFields" in type)) return "__typename";
    const field = this.#random.of(Object.values(type.getFields()).filter(({ name }) => !name.startsWith("_")));
    const composite = isCompositeType(getNamedType(field.type as GraphQLOutputType));
    if (composite && depth === 0) return "__typename";
    // Fields of several types never meet under one name: each name says which it is.
    const alias = `${type.name}_${field.name}_${this.#random.below(2)}`;
    const values = "args" in field && field.args.length > 0 ? this.#argumentsOf(alias, field.args) : "";
    const inner = composite ? ` ${this.#selection(getNamedType(field.type as GraphQLOutputType), depth - 1)}` : "";
    return `${alias}: ${field.name}${values}${this.#condition()}${inner}`;
  }

  #fragment(type: GraphQLNamedType, depth: number): string {
    const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : isObjectType(type) ? [type, ...type.getInterfaces()] : [];
    const condition = this.#random.of(possible);
    return `... on ${condition.name}${this.#condition()} ${this.#selection(condition, depth - 1)}`;
  }

  #condition(): string {
    if (!this.#random.chance(15)) return "";
    const directive = this.#random.of(["skip", "include"]);
    if (this.#random.chance(40)) return ` @${directive}(if: ${this.#random.chance(50)})`;
    return ` @${directive}(if: $${this.#variable("Boolean!", this.#random.chance(50), `if${this.#random.below(3)}`)})`;
  }

  #argumentsOf(
    alias: string,
    definitions: readonly { readonly name: string; readonly type: GraphQLInputType; readonly defaultValue?: unknown }[],
  ): string {
    const known = this.#arguments.get(alias);
    if (known !== undefined) return known;
    const given = definitions
      .filter(({ type, defaultValue }) => (isNonNullType(type) && defaultValue === undefined) || this.#random.chance(50))
      .map(({ name, type }) => `${name}: ${this.#value(type, 2)}`);
    const text = given.length === 0 ? "" : `(${given.join(", ")})`;
    this.#arguments.set(alias, text);
    return text;
  }

  #value(type: GraphQLInputType, depth: number): string {
    if (this.#random.chance(40)) {
      const left = !isNonNullType(type) && this.#random.chance(20);
      return `$${this.#variable(String(type), left ? undefined : this.#json(type, depth))}`;
    }
    return literal(this.#json(type, depth), type);
  }

  #variable(type: string, value: unknown, name = `v${this.#variables.size}`): string {
    if (!this.#variables.has(name)) this.#variables.set(name, { type, value });
    return name;
  }

  #json(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.#json(type.ofType, depth) ?? this.#json(type, depth);
    if (this.#random.chance(8)) return null;
    if (isListType(type)) return Array.from({ length: this.#random.below(3) }, () => this.#json(type.ofType, depth));
    if (isEnumType(type)) return this.#random.of(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => field.name !== "inner" || depth > 0);
      const given = fields.filter(() => this.#random.chance(50));
      return Object.fromEntries(given.map((field) => [field.name, this.#json(field.type, depth - 1)]));
    }
    switch (type.name) {
      case "Int":
        return this.#random.below(5);
      case "Float":
        return this.#random.below(50) / 4;
      case "Boolean":
        return this.#random.chance(50);
      case "Stamp":
        return "2026-11-01T00:00:00.000Z";
      default:
        return this.#random.of(["b0", "f1", "text", 'with "quotes"']);
    }
  }
}

/** A JSON value as it is written in a document: names of enums bare, keys too. */
function literal(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (value === null) return "null";
  if (isListType(type)) return `[${(value as unknown[]).map((each) => literal(each, type.ofType)).join(", ")}]`;
  if (isEnumType(type)) return String(value);
  if (!isInputObjectType(type)) return JSON.stringify(value);
  const fields = type.getFields();
  return `{ ${Object.entries(value as object)
    .map(([name, each]) => `${name}: ${literal(each, (fields[name] as { type: GraphQLInputType }).type)}`)
    .join(", ")} }`;
}
