import {
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from "graphql";
import type { AskedField, AskedNode } from "../../operation/normalised-operation";
import type { SeededRandom } from "../../testing/operations/seeded-random";
import type { TreeObject, TreeValue } from "../tree";

/** The same value twice: as the tree holds it, and as resolvers of the client's own document give it. */
export interface Twin {
  readonly tree: TreeValue | undefined;
  readonly source: unknown;
}

/** An object as resolvers see it: by the client's names. */
export class SourceObject {
  readonly typename: string;
  readonly values = new Map<string, unknown>();

  constructor(typename: string) {
    this.typename = typename;
  }
}

/** How often something is wrong with a value, between 0 and 1. */
export interface Mishaps {
  readonly missing: number;
  readonly null: number;
  readonly wrong: number;
}

/** Fills everything that was asked with random values, some of them missing, null or wrong. */
export class RandomTree {
  readonly #schema: GraphQLSchema;
  readonly #random: SeededRandom;
  readonly #mishaps: Mishaps;

  constructor(schema: GraphQLSchema, random: SeededRandom, mishaps: Mishaps) {
    this.#schema = schema;
    this.#random = random;
    this.#mishaps = mishaps;
  }

  root(type: GraphQLObjectType, selection: readonly AskedNode[]): { readonly tree: TreeObject; readonly source: SourceObject } {
    return this.#object(type, type.name, [selection], false);
  }

  #object(type: GraphQLObjectType, says: string, selections: readonly (readonly AskedNode[])[], named: boolean) {
    const tree: TreeObject = named || this.#random.chance(0.3) ? { __typename: says } : {};
    const source = new SourceObject(says);
    for (const [key, asked] of fieldsOf(this.#schema, type, selections)) {
      const [field] = asked;
      if (field === undefined || field.name.startsWith("__")) continue;
      const below = asked.flatMap(({ selection }) => (selection === null ? [] : [selection]));
      const definition = type.getFields()[field.name];
      if (definition === undefined) throw new Error(`${type.name} has no ${field.name}`);
      const twin = this.#random.chance(this.#mishaps.missing)
        ? { tree: undefined, source: undefined }
        : this.#value(definition.type, below);
      if (twin.tree !== undefined) tree[key] = twin.tree;
      source.values.set(field.responseName, twin.source);
    }
    return { tree, source };
  }

  #value(type: GraphQLOutputType, below: readonly (readonly AskedNode[])[]): Twin {
    const nullable = getNullableType(type);
    // What can't be null is so more rarely, or hardly anything would be left of an answer.
    if (this.#random.chance(isNonNullType(type) ? this.#mishaps.null / 8 : this.#mishaps.null)) return { tree: null, source: null };
    if (isListType(nullable)) {
      const items = Array.from({ length: this.#random.between(0, 3) }, () => this.#value(nullable.ofType, below));
      return { tree: items.map(({ tree }) => tree ?? null), source: items.map(({ source }) => source) };
    }
    if (isCompositeType(nullable)) return this.#composite(nullable, below);
    const value = this.#random.chance(this.#mishaps.wrong) ? WRONG[nullable.name] : this.#leaf(nullable);
    return value === undefined ? { tree: null, source: null } : { tree: value, source: value };
  }

  #composite(type: GraphQLCompositeType, below: readonly (readonly AskedNode[])[]): Twin {
    const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    const chosen = this.#random.pick(possible);
    const isWrong = isAbstractType(type) && this.#random.chance(this.#mishaps.wrong);
    const says = isWrong ? this.#random.pick(["Secret", "Place", "Kind"]) : chosen.name;
    return this.#object(chosen, says, below, isAbstractType(type));
  }

  #leaf(type: GraphQLOutputType): TreeValue {
    return isEnumType(type) ? this.#random.pick(type.getValues()).name : this.#random.pick(LEAVES[type.toString()] ?? []);
  }
}

const LEAVES: Readonly<Record<string, readonly TreeValue[]>> = {
  String: ["", "Geneva", 'a "quoted" \\ one', "line\nend", "🌍", "\ud800 alone", "\u2028"],
  ID: ["1", "itu:é"],
  Int: [0, -1, 2147483647],
  Float: [0.5, -1e21, 1e-7, 3],
  Boolean: [true, false],
  Json: [true, "text", 1, { __typename: "x", a: [null] }, ["\u0000"]],
};

const WRONG: Readonly<Record<string, TreeValue>> = {
  Int: Number.NaN,
  Float: Number.POSITIVE_INFINITY,
  Kind: "SECRET",
  String: { a: 1 },
  ID: [],
};

/** What is asked of an object of a type, whatever the conditions, by the tree's names. */
function fieldsOf(schema: GraphQLSchema, type: GraphQLObjectType, selections: readonly (readonly AskedNode[])[]) {
  const fields = new Map<string, AskedField[]>();
  const collect = (node: AskedNode): void => {
    if (node.kind === "field") fields.set(node.key, [...(fields.get(node.key) ?? []), node]);
    else if (node.typeCondition === null || covers(schema, node.typeCondition, type)) node.selection.forEach(collect);
  };
  for (const selection of selections) selection.forEach(collect);
  return fields;
}

function covers(schema: GraphQLSchema, condition: string, type: GraphQLObjectType): boolean {
  const wanted = schema.getType(condition);
  if (isObjectType(wanted)) return wanted === type;
  if (isUnionType(wanted)) return wanted.getTypes().includes(type);
  return isInterfaceType(wanted) && type.getInterfaces().includes(wanted);
}
