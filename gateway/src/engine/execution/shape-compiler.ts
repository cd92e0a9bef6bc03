import type { SubgraphType, SubgraphTypes } from "../supergraph/subgraph-types";
import { isAlwaysAsked } from "./asked-when";
import { keyFields } from "./key-fields";
import { type ObjectRewrites, type PendingRewrite, rewritesOf } from "./rewrites";
import { type AskedSet, type SelectedField, selectedFields } from "./selected-fields";
import type { Reader, ReaderKind, Shape, ShapeField, Shapes } from "./shape";
import { possibleTypes, type TypeConditions } from "./type-conditions";

/** Tells whether a JSON value is one of a custom scalar; undefined for a scalar without rules of its own. */
export type ScalarCheck = (scalar: string) => ((value: unknown) => boolean) | undefined;

const BUILT_IN: ReadonlyMap<string, ReaderKind> = new Map([
  ["Int", "INT"],
  ["Float", "FLOAT"],
  ["String", "STRING"],
  ["Boolean", "BOOLEAN"],
  ["ID", "ID"],
]);

const TELLING: ReadonlySet<ReaderKind> = new Set(["ID", "STRING", "INT"]);

const LEAF = { values: null, check: null, item: null, shapes: null } as const;

/** Turns what an operation asks of one subgraph into readers of its answers; shapes are made when a type is first met. */
export class ShapeCompiler {
  readonly #types: SubgraphTypes;
  readonly #conditions: TypeConditions;
  readonly #checkOf: ScalarCheck;

  constructor(types: SubgraphTypes, conditions: TypeConditions, checkOf: ScalarCheck) {
    this.#types = types;
    this.#conditions = conditions;
    this.#checkOf = checkOf;
  }

  /** What selection sets ask of an object that is declared to be of a type. */
  shapes(declared: string, sets: readonly AskedSet[], rewrites: readonly PendingRewrite[]): Shapes {
    const possible = new Set(possibleTypes(this.#types, declared));
    const known = new Map<unknown, Shape>();
    let last: { readonly typename: unknown; readonly shape: Shape } | null = null;
    const of = (typename: unknown) => {
      // Asked of every object of every answer, mostly of the type that the one before it had.
      if (last !== null && last.typename === typename) return last.shape;
      const shape = known.get(typename) ?? make(typename);
      if (shape !== null) last = { typename, shape };
      return shape;
    };
    const make = (typename: unknown) => {
      if (typename !== undefined && !(typeof typename === "string" && possible.has(typename))) return null;
      const made = this.#shape(typename ?? soleOf(possible) ?? declared, sets, rewrites);
      known.set(typename, made);
      return made;
    };
    return { of };
  }

  #shape(typename: string, sets: readonly AskedSet[], rewrites: readonly PendingRewrite[]): Shape {
    const type = this.#type(typename);
    const unlikely = type.kind === "OBJECT" ? "never" : "perhaps";
    const applies = (condition: string) =>
      condition === typename || possibleTypes(this.#types, condition).includes(typename) ? "always" : unlikely;
    // Of an object that doesn't say which type it is, any condition may hold.
    const rewritten = rewritesOf(rewrites, (condition) => type.kind !== "OBJECT" || this.#conditions.holds(typename, condition));
    const keys = keyNames(type);
    const fields = [...selectedFields(sets, applies).values()].map((field) => this.#field(field, type, typename, keys, rewritten));
    return {
      typename,
      standsForInterface: type.kind === "OBJECT" && type.interfaceObject === true,
      names: fields.map(({ name }) => name),
      readers: fields.map(({ reader }) => reader),
      fields,
      identity: fields.filter(({ key, reader }) => key || reader.kind === "TYPENAME"),
      nested: fields.filter(({ reader }) => holdsObjects(reader)),
      telling: tellingOf(fields),
      index: new Map(fields.map(({ name }, index) => [name, index])),
      asItIs: rewritten.renamed.size === 0 && rewritten.constants.length === 0,
      constants: rewritten.constants,
    };
  }

  #field(field: SelectedField, type: SubgraphType, typename: string, keys: ReadonlySet<string>, rewritten: ObjectRewrites): ShapeField {
    const { responseName: name, when } = field;
    const below = rewritten.below(name);
    return {
      name,
      treeName: rewritten.renamed.get(name) ?? name,
      reader:
        field.name === "__typename" ? this.#typename(type, typename) : this.#reader(this.#typeOf(field, type, typename), field, below),
      when,
      conditional: !isAlwaysAsked(when),
      key: keys.has(field.name) && name === field.name,
    };
  }

  #typename(type: SubgraphType, typename: string): Reader {
    const values = new Set(type.kind === "OBJECT" ? [typename] : possibleTypes(this.#types, typename));
    return { ...LEAF, kind: "TYPENAME", nonNull: true, values };
  }

  #reader(type: string, field: SelectedField, rewrites: readonly PendingRewrite[]): Reader {
    const nonNull = type.endsWith("!");
    const nullable = nonNull ? type.slice(0, -1) : type;
    if (!nullable.startsWith("[")) return this.#named(nullable, nonNull, field, rewrites);
    return { ...LEAF, kind: "LIST", nonNull, item: this.#reader(nullable.slice(1, -1), field, rewrites) };
  }

  #named(name: string, nonNull: boolean, { name: field, sets }: SelectedField, rewrites: readonly PendingRewrite[]): Reader {
    const builtIn = BUILT_IN.get(name);
    if (builtIn !== undefined) return { ...LEAF, kind: builtIn, nonNull };
    const type = this.#type(name);
    if (type.kind === "ENUM") return { ...LEAF, kind: "ENUM", nonNull, values: new Set(type.values) };
    if (type.kind === "SCALAR") return this.#scalar(name, nonNull);
    // Each is asked of what the field is where it was written, which may be less, or more, than what it is here.
    const asked = sets.map(({ set, when, above }) => ({ set, when, parent: namedType(fieldType(this.#type(above), field) ?? name) }));
    return { ...LEAF, kind: "OBJECT", nonNull, shapes: this.shapes(name, asked, rewrites) };
  }

  #scalar(name: string, nonNull: boolean): Reader {
    const check = this.#checkOf(name) ?? null;
    return { ...LEAF, kind: check === null ? "ANY" : "CHECKED", nonNull, check };
  }

  #typeOf({ name, parent }: SelectedField, type: SubgraphType, typename: string): string {
    const own = fieldType(type, name) ?? fieldType(this.#type(parent), name);
    if (own === undefined) throw new Error(`A plan asks ${typename}.${name} of ${this.#types.name}, which doesn't have it.`);
    return own;
  }

  #type(name: string): SubgraphType {
    const type = Object.hasOwn(this.#types.types, name) ? this.#types.types[name] : undefined;
    if (type === undefined) throw new Error(`A plan asks the type ${name} of ${this.#types.name}, which doesn't have it.`);
    return type;
  }
}

function namedType(type: string): string {
  return type.replace(/[[\]!]/g, "");
}

function fieldType(type: SubgraphType, name: string): string | undefined {
  if (type.kind !== "OBJECT" && type.kind !== "INTERFACE") return undefined;
  return Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
}

/** The names at the head of an entity's key field sets: "id" and "organization" of "id organization { id }". */
function keyNames(type: SubgraphType): ReadonlySet<string> {
  if (type.kind !== "OBJECT" && type.kind !== "INTERFACE") return new Set();
  return new Set((type.keys ?? []).flatMap((key) => keyFields(key).map(({ name }) => name)));
}

function holdsObjects({ kind, item }: Reader): boolean {
  return kind === "OBJECT" || (item !== null && holdsObjects(item));
}

function tellingOf(fields: readonly ShapeField[]): string | null {
  const leaves = fields.filter(({ reader }) => TELLING.has(reader.kind));
  return (leaves.find(({ key }) => key) ?? leaves.find(({ reader }) => reader.kind === "ID") ?? leaves[0])?.name ?? null;
}

function soleOf(names: ReadonlySet<string>): string | undefined {
  const [first, second] = names;
  return second === undefined ? first : undefined;
}
