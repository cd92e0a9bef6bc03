import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
} from "graphql";

export interface RandomDocument {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const ALIASES = ["a", "b", "id", "name", "__proto__", "constructor", "then", "_0_size", "_1_related"];
const LITERALS: Readonly<Record<string, readonly string[]>> = {
  Int: ["0", "7", "-3", "2147483647"],
  Float: ["1", "1.50", "1e3", "-0.0", "12345678901234567890", "0.1"],
  String: ['"x"', '"""x"""', '"\\u00e9\\n\\"🎈"', '""'],
  ID: ["5", '"5"', "12345678901234567890"],
  Boolean: ["true", "false"],
  Date: ['"2026-01-01"', "2026"],
  Json: ["{ k: [1, 2.5, null], b: RED, a: true }", '"x"', "[]"],
};

/** Writes a document that a row of numbers decides. Most are valid; whoever needs one that is asks graphql-js. */
export function randomDocument(schema: GraphQLSchema, numbers: readonly number[]): RandomDocument {
  return new Writer(schema, numbers).document();
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #numbers: readonly number[];
  #next = 0;
  readonly #definitions: string[] = [];
  readonly #variables: Record<string, unknown> = Object.create(null);
  readonly #fragments: { readonly name: string; readonly type: GraphQLCompositeType; readonly text: string }[] = [];
  #fragmentNames = 0;
  #aliases = 0;
  readonly #switches: string[] = [];

  constructor(schema: GraphQLSchema, numbers: readonly number[]) {
    this.#schema = schema;
    this.#numbers = numbers;
  }

  document(): RandomDocument {
    const root = this.#schema.getQueryType();
    if (root === null || root === undefined) throw new Error("the schema has no queries");
    const set = this.#set(root, 3, true);
    const head = this.#definitions.length === 0 ? "query Q" : `query Q(${this.#definitions.join(", ")})`;
    const fragments = this.#fragments.map(({ name, type, text }) => `fragment ${name} on ${type.name} ${text}`);
    return { query: [`${head} ${set}`, ...fragments].join("\n"), variables: { ...this.#variables } };
  }

  /** Nothing more is drawn when the numbers run out: the choices that end soonest come first. */
  #pick(most: number): number {
    const number = this.#numbers[this.#next] ?? 0;
    this.#next += 1;
    return number % most;
  }

  #set(type: GraphQLCompositeType, depth: number, root = false): string {
    const count = 1 + this.#pick(4);
    return `{ ${Array.from({ length: count }, () => this.#selection(type, depth, root)).join(" ")} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number, root: boolean): string {
    const choice = this.#pick(11);
    if (depth > 0 && choice >= 9) return this.#spread(type, depth, root);
    if (depth > 0 && choice === 8) return this.#inline(type, depth, root);
    if (root && choice === 7)
      return `${this.#alias()}__type(name: ${this.#argument(this.#typeOf("thing", "id"))})${this.#condition()} { name kind }`;
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const fitting = fields.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    const field = fitting[this.#pick(fitting.length + 1)];
    return field === undefined ? `${this.#alias()}__typename${this.#condition()}` : this.#field(field, depth);
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const written = field.args
      .filter((argument) => (isNonNullType(argument.type) && argument.defaultValue === undefined) || this.#pick(3) === 0)
      .map((argument) => `${argument.name}: ${this.#argument(argument.type)}`);
    const given = written.length === 0 ? "" : `(${written.join(", ")})`;
    // Mostly an alias of its own: fields of one name and different arguments make a document invalid.
    const alias = written.length > 0 && this.#pick(4) > 0 ? this.#ownAlias() : this.#alias();
    return `${alias}${field.name}${given}${this.#condition()}${isCompositeType(type) ? ` ${this.#set(type, depth - 1)}` : ""}`;
  }

  #inline(type: GraphQLCompositeType, depth: number, root: boolean): string {
    const narrowed = this.#narrowed(type);
    const condition = narrowed === type && this.#pick(2) === 0 ? "" : ` on ${narrowed.name}`;
    return `...${condition}${this.#condition()}${this.#deferral()} ${this.#set(narrowed, depth - 1, root)}`;
  }

  #spread(type: GraphQLCompositeType, depth: number, root: boolean): string {
    const fitting = this.#fragments.filter((fragment) => fragment.type === type);
    const again = fitting[this.#pick(fitting.length + 1)];
    if (again !== undefined) return `...${again.name}${this.#condition()}`;
    const name = `F${this.#fragmentNames}`;
    this.#fragmentNames += 1;
    const narrowed = this.#narrowed(type);
    this.#fragments.push({ name, type: narrowed, text: this.#set(narrowed, depth - 1, root) });
    return `...${name}${this.#condition()}${this.#deferral()}`;
  }

  #narrowed(type: GraphQLCompositeType): GraphQLCompositeType {
    const possible = isAbstractType(type) ? [type, ...this.#schema.getPossibleTypes(type)] : [type, ...type.getInterfaces()];
    return possible[this.#pick(possible.length)] ?? type;
  }

  #alias(): string {
    const choice = this.#pick(4);
    if (choice < 2) return "";
    return choice === 2 ? this.#ownAlias() : `${ALIASES[this.#pick(ALIASES.length)]}: `;
  }

  #ownAlias(): string {
    this.#aliases += 1;
    return `own${this.#aliases}: `;
  }

  #condition(): string {
    const choice = this.#pick(12);
    if (choice === 8) return " @include(if: true)";
    if (choice === 9) return " @skip(if: true)";
    if (choice === 10) return ` @include(if: ${this.#switch("Boolean!", this.#pick(2) === 0)})`;
    return choice === 11 ? ` @skip(if: ${this.#switch("Boolean! = false", true)})` : "";
  }

  /** Mostly one that is there already: conditions that hang on one another are the ones to mix up. */
  #switch(type: string, value: boolean): string {
    const known = this.#switches[this.#pick(this.#switches.length + 1)] ?? this.#variable(type, value);
    this.#switches.push(known);
    return known;
  }

  #deferral(): string {
    return this.#pick(6) === 5 ? " @defer" : "";
  }

  #variable(type: string, value: unknown): string {
    const name = `v${this.#definitions.length}`;
    this.#definitions.push(`$${name}: ${type}`);
    if (!type.includes("=") || this.#pick(2) === 0) this.#variables[name] = value;
    return `$${name}`;
  }

  #argument(type: GraphQLInputType): string {
    const literal = this.#literal(type, 2, this.#pick(3) === 0);
    if (this.#pick(3) !== 0 || isCompositeType(getNamedType(type)) || literal.includes("$")) return literal;
    const nullable = isNonNullType(type) ? type.ofType : type;
    if (String(nullable) === "ID") return this.#variable(String(type), "5");
    return String(nullable) === "Int" ? this.#variable(`${nullable} = 4`, 8) : literal;
  }

  /** @param mixed whether variables may stand inside */
  #literal(type: GraphQLInputType, depth: number, mixed: boolean): string {
    if (isNonNullType(type)) return this.#given(type.ofType, depth, mixed);
    return this.#pick(12) === 11 ? "null" : this.#given(type, depth, mixed);
  }

  #given(type: GraphQLInputType, depth: number, mixed: boolean): string {
    if (isNonNullType(type)) return this.#given(type.ofType, depth, mixed);
    if (isListType(type)) {
      const items = Array.from({ length: this.#pick(3) }, () => this.#literal(type.ofType, depth, mixed));
      return items.length === 1 && this.#pick(2) === 0 && items[0] !== "null" && !items[0]?.startsWith("$")
        ? String(items[0])
        : `[${items.join(", ")}]`;
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      const chosen = type.isOneOf
        ? fields.slice(this.#pick(2), 2).slice(0, 1)
        : fields.filter((field) => (isNonNullType(field.type) && field.defaultValue === undefined) || (depth > 0 && this.#pick(3) === 0));
      const written = chosen.map(
        (field) => `${field.name}: ${type.isOneOf ? this.#given(field.type, 0, false) : this.#literal(field.type, depth - 1, mixed)}`,
      );
      return `{ ${written.join(", ")} }`;
    }
    if (isEnumType(type)) return type.getValues()[this.#pick(type.getValues().length)]?.name ?? "null";
    if (mixed && this.#pick(3) === 0)
      return type.name === "String" || type.name === "Date" ? this.#variable(`${type.name}!`, "given") : this.#choice(type.name);
    return this.#choice(type.name);
  }

  #choice(scalar: string): string {
    const literals = LITERALS[scalar] ?? ["null"];
    return literals[this.#pick(literals.length)] ?? "null";
  }

  #typeOf(field: string, argument: string): GraphQLInputType {
    const found = this.#schema
      .getQueryType()
      ?.getFields()
      [field]?.args.find(({ name }) => name === argument);
    if (found === undefined) throw new Error(`${field} has no argument ${argument}`);
    return found.type;
  }
}
