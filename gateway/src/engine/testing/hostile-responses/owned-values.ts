import { type GraphQLOutputType, type GraphQLSchema, getNamedType, isCompositeType, isEnumType, isListType, isNonNullType } from "graphql";

type Path = readonly (string | number)[];

/** What another makes of a value of the source's: it is null where that is. */
const MADE_OF_OWNED = "Team.perStar";

/** What stands where, in an answer whose response names tell their fields: "Team_stars_0" is `Team.stars`. */
export interface FieldFacts {
  readonly owned: boolean;
  readonly type: GraphQLOutputType;
}

/** Reads answers of drawn operations, knowing which fields a source owns. */
export class OwnedValues {
  readonly #schema: GraphQLSchema;
  readonly #owned: ReadonlySet<string>;
  /** What honest sources say of anything, as JSON text, by field. */
  readonly #honest = new Map<string, Set<string>>();

  /** @param owned coordinates of the source's fields, and of those that are made from them */
  constructor(schema: GraphQLSchema, owned: ReadonlySet<string>) {
    this.#schema = schema;
    this.#owned = owned;
  }

  /** The answer without what the source owns, and all beneath it. */
  withoutOwned(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.withoutOwned(each));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, each]) => (this.#facts(name)?.owned === true ? [] : [[name, this.withoutOwned(each)]])),
    );
  }

  /** Remembers what honest sources say, so that it is known again beneath what the source owns. */
  learn(value: unknown): void {
    if (Array.isArray(value)) for (const each of value) this.learn(each);
    if (!isObject(value)) return;
    for (const [name, each] of Object.entries(value)) {
      const coordinate = coordinateOf(name);
      if (coordinate !== null && !this.#owned.has(coordinate)) this.#known(coordinate).add(JSON.stringify(each));
      this.learn(each);
    }
  }

  /** What is wrong with an answer by itself: names that weren't asked, values of the wrong kind, values that no honest source gave. */
  problems(value: unknown, place = "", beneath = false): string[] {
    if (Array.isArray(value)) return value.flatMap((each, index) => this.problems(each, `${place}.${index}`, beneath));
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([name, each]) => {
      if (name === "__typename")
        return typeof each === "string" && this.#schema.getType(each) !== undefined ? [] : [`${place} is of no type`];
      const facts = this.#facts(name);
      if (facts === null) return [`${place}.${name} wasn't asked`];
      const here = `${place}.${name}`;
      const wrong = facts.owned ? kindProblem(each, facts.type) : this.#foreignProblem(name, each, facts, beneath);
      return [
        ...(wrong === null ? [] : [`${here} ${wrong}: ${JSON.stringify(each)}`]),
        ...this.problems(each, here, beneath || facts.owned),
      ];
    });
  }

  /**
   * Places of the source's own where an honest answer has a value and this one null, though no error stands on the same
   * line of path. What others own isn't followed beneath the source's links: they may lead to records that nobody knows.
   */
  silences(honest: unknown, hostile: unknown, errors: readonly Path[], place: Path = [], owned = false): string[] {
    if (hostile === null) {
      const silent = owned && honest !== null && !errors.some((path) => onOneLine(path, place));
      return silent ? [`${place.join(".")} is null without a word`] : [];
    }
    const below = (key: string | number, one: unknown, other: unknown, own: boolean) =>
      this.silences(one, other, errors, [...place, key], own);
    if (Array.isArray(honest) && Array.isArray(hostile))
      return hostile.flatMap((each, index) => (index < honest.length ? below(index, honest[index], each, owned) : []));
    if (!isObject(honest) || !isObject(hostile)) return [];
    return Object.entries(hostile).flatMap(([name, each]) => {
      const own = this.#facts(name)?.owned ?? false;
      return (owned && !own) || coordinateOf(name) === MADE_OF_OWNED ? [] : below(name, honest[name], each, own);
    });
  }

  #foreignProblem(name: string, value: unknown, { type }: FieldFacts, beneath: boolean): string | null {
    // What another owns, of a record that the source led to: it is what that other says of some record, or nothing.
    // A key is the source's own word for what it leads to.
    if (!beneath || value === null || isCompositeType(getNamedType(type)) || coordinateOf(name)?.endsWith(".id") === true) return null;
    const known = this.#honest.get(coordinateOf(name) ?? "");
    return known?.has(JSON.stringify(value)) === true ? null : "is nothing that its owner said";
  }

  #known(coordinate: string): Set<string> {
    const known = this.#honest.get(coordinate) ?? new Set();
    this.#honest.set(coordinate, known);
    return known;
  }

  #facts(name: string): FieldFacts | null {
    const coordinate = coordinateOf(name);
    const [typeName = "", fieldName = ""] = coordinate?.split(".") ?? [];
    const type = this.#schema.getType(typeName);
    const field = type !== undefined && "getFields" in type ? type.getFields()[fieldName] : undefined;
    if (coordinate === null || field === undefined) return null;
    return { owned: this.#owned.has(coordinate), type: field.type as GraphQLOutputType };
  }
}

function coordinateOf(name: string): string | null {
  const [, type, field] = /^([A-Za-z]+)_(\w+)_\d+$/.exec(name) ?? [];
  return type === undefined ? null : `${type}.${field}`;
}

function kindProblem(value: unknown, type: GraphQLOutputType): string | null {
  if (isNonNullType(type)) return value === null ? "is null" : kindProblem(value, type.ofType);
  if (value === null) return null;
  if (isListType(type))
    return Array.isArray(value)
      ? (value.map((each) => kindProblem(each, type.ofType)).find((problem) => problem !== null) ?? null)
      : "is no list";
  if (isCompositeType(type)) return isObject(value) ? null : "is no object";
  if (isEnumType(type)) return type.getValue(String(value)) === undefined || typeof value !== "string" ? "is none of the enum's" : null;
  return KINDS[type.name]?.(value) === true ? null : `is no ${type.name}`;
}

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  Int: (value) => typeof value === "number" && (value | 0) === value,
  Float: (value) => Number.isFinite(value),
  String: (value) => typeof value === "string" && value.isWellFormed(),
  ID: (value) => typeof value === "string",
  Boolean: (value) => typeof value === "boolean",
  Date: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value),
};

function onOneLine(path: Path, place: Path): boolean {
  return path.slice(0, place.length).every((step, index) => step === place[index]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
