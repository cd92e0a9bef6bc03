import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isUnionType,
} from "graphql";
import type { Draft } from "./draft";
import type { ArgumentDrawer } from "./draw-arguments";

/** What a selection set already asks, by response name, so that what joins it can be merged with it. */
type Scope = Map<string, Asked>;

interface Asked {
  readonly field: string;
  readonly args: string;
  readonly type: string;
  readonly inner: Scope;
}

/** Names that an answer could trip over: those of objects, of keys, and of an engine's own making. */
const HOSTILE = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "then",
  "toJSON",
  "length",
  "id",
  "isbn",
  "sku",
  "number",
  "email",
  "shop",
  "title",
  "name",
  "price",
  "postage",
  "_0",
  "_0_title",
  "_1_price",
  "_e0",
  "_entities",
  "representations",
  "__typename",
  "_d0",
  "typename",
] as const;

/** Writes selection sets that are valid nearly always. */
export class SelectionDrawer {
  readonly #schema: GraphQLSchema;
  readonly #draft: Draft;
  readonly #arguments: ArgumentDrawer;

  constructor(schema: GraphQLSchema, draft: Draft, args: ArgumentDrawer) {
    this.#schema = schema;
    this.#draft = draft;
    this.#arguments = args;
  }

  /** What stands between the braces of an operation. */
  root(type: GraphQLCompositeType, fields: number): string {
    const scope: Scope = new Map();
    const written = Array.from({ length: fields }, () => this.#field(type, 5, scope)).filter((text) => text !== "");
    return written.length === 0 ? "__typename" : written.join(" ");
  }

  /** As `root`, with fragments too. */
  selections(type: GraphQLCompositeType, depth: number, scope: Scope = new Map()): string {
    const { random } = this.#draft;
    const written = Array.from({ length: random.between(1, 5) }, () => this.#selection(type, depth, scope));
    const some = written.filter((text) => text !== "");
    return some.length === 0 ? this.#leaf(type, scope) : some.join(random.chance(0.1) ? ",\n" : " ");
  }

  #selection(type: GraphQLCompositeType, depth: number, scope: Scope): string {
    const { random } = this.#draft;
    const draw = random.next();
    if (draw < 0.05) return this.#typename(scope);
    const likely = this.#draft.budget <= 0 ? 0 : isUnionType(type) ? 0.95 : isAbstractType(type) ? 0.55 : 0.14;
    if (draw < 0.05 + likely * 0.65) return this.#inlineFragment(type, depth, scope);
    if (draw < 0.05 + likely) return this.#spread(type, depth, scope);
    return this.#field(type, depth, scope);
  }

  #typename(scope: Scope): string {
    const alias = this.#draft.random.chance(0.3) ? this.#draft.unique("t") : "__typename";
    if ((scope.get(alias)?.field ?? "__typename") !== "__typename") return "";
    scope.set(alias, { field: "__typename", args: "", type: "", inner: new Map() });
    return alias === "__typename" ? alias : `${alias}: __typename`;
  }

  #field(type: GraphQLCompositeType, depth: number, scope: Scope): string {
    if (isUnionType(type)) return this.#typename(scope);
    const { random } = this.#draft;
    if (this.#draft.budget <= 0) return "";
    const fields = Object.values(type.getFields()).filter(({ name }) => !this.#draft.shares.without.includes(name));
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    const mayBe = depth <= 0 || (leaves.length > 0 && random.chance(0.35)) ? leaves : fields;
    return mayBe.length === 0 ? this.#typename(scope) : this.#written(type, random.pick(mayBe), depth, scope);
  }

  #written(parent: GraphQLCompositeType, field: GraphQLField<unknown, unknown>, depth: number, scope: Scope): string {
    this.#draft.budget -= 1;
    const { random } = this.#draft;
    const wanted = this.#responseName(parent, field);
    const before = scope.get(wanted);
    const same = before?.field === field.name && before.type === String(field.type);
    // Others of the same name are fine where their parents can't be one object; now and then that is tried.
    const name = before === undefined || same || (isObjectType(parent) && random.chance(0.1)) ? wanted : this.#draft.unique("a");
    const asked: Asked =
      before !== undefined && same
        ? before
        : { field: field.name, args: this.#arguments.draw(field.args), type: String(field.type), inner: new Map() };
    scope.set(name, asked);
    const named = getNamedType(field.type);
    const inner = isCompositeType(named) ? ` { ${this.selections(named, depth - 1, asked.inner)} }` : "";
    return `${name === field.name ? "" : `${name}: `}${field.name}${asked.args}${this.#conditions()}${inner}`;
  }

  #responseName(parent: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): string {
    const { random } = this.#draft;
    if (!random.chance(this.#draft.shares.hostileAliases)) return random.chance(0.1) ? this.#draft.unique("a") : field.name;
    if (random.chance(0.5)) return random.pick(HOSTILE);
    return "getFields" in parent ? random.pick(Object.keys(parent.getFields())) : field.name;
  }

  #leaf(type: GraphQLCompositeType, scope: Scope): string {
    const written = this.#typename(scope);
    return written === "" ? `${this.#draft.unique("t")}: __typename` : `${written}${isUnionType(type) ? "" : this.#conditions()}`;
  }

  #conditions(): string {
    const { random, shares } = this.#draft;
    const skip = random.chance(shares.conditions) ? ` @skip(if: ${this.#arguments.condition()})` : "";
    const include = random.chance(shares.conditions) ? ` @include(if: ${this.#arguments.condition()})` : "";
    return random.chance(0.5) ? skip + include : include + skip;
  }

  #inlineFragment(type: GraphQLCompositeType, depth: number, scope: Scope): string {
    const { random } = this.#draft;
    const on = random.chance(0.15) ? null : this.#overlapping(type);
    const inner = this.selections(on ?? type, depth - (random.chance(0.5) ? 1 : 0), scope);
    return `...${on === null ? "" : ` on ${on.name}`}${this.#conditions()}${this.#defer()} { ${inner} }`;
  }

  #spread(type: GraphQLCompositeType, depth: number, scope: Scope): string {
    const { random } = this.#draft;
    const again = this.#draft.fragments.filter((fragment) => fragment.type === type.name);
    if (again.length > 0 && random.chance(0.3)) return `...${random.pick(again).name}${this.#conditions()}`;
    const on = this.#overlapping(type);
    const name = this.#draft.unique(random.chance(0.1) ? random.pick(["constructor", "__proto__", "F"]) : "F");
    const inner = this.selections(on, depth - 1, scope);
    this.#draft.fragmentTexts.push(`fragment ${name} on ${on.name} { ${inner} }`);
    this.#draft.fragments.push({ name, type: on.name });
    return `...${name}${this.#conditions()}${this.#defer()}`;
  }

  #defer(): string {
    const { random } = this.#draft;
    if (!this.#draft.mayDefer || !random.chance(0.4)) return "";
    const label = random.chance(0.5) ? `label: "${this.#draft.unique("d")}"` : "";
    const condition = random.chance(0.3) ? `if: ${this.#arguments.condition()}` : "";
    return label === "" && condition === "" ? " @defer" : ` @defer(${label} ${condition})`;
  }

  /** A type that some object of the given one may be. */
  #overlapping(type: GraphQLCompositeType): GraphQLCompositeType {
    const others = Object.values(this.#schema.getTypeMap()).filter(
      (other): other is GraphQLCompositeType => isCompositeType(other) && !other.name.startsWith("__") && this.#overlap(type, other),
    );
    const objects = others.filter(isObjectType);
    return this.#draft.random.pick(isAbstractType(type) && this.#draft.random.chance(0.85) ? objects : others);
  }

  #overlap(one: GraphQLCompositeType, other: GraphQLCompositeType): boolean {
    const others = new Set(this.#possible(other));
    return this.#possible(one).some((name) => others.has(name));
  }

  #possible(type: GraphQLCompositeType): string[] {
    return isAbstractType(type) ? this.#schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];
  }
}
