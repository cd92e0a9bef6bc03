/** What one subgraph of a feature is: its SDL and its resolvers. */
export interface FeatureSubgraph {
  readonly sdl: string;
  readonly resolvers?: Readonly<Record<string, unknown>>;
  /** Written in the words of Federation 1, without `@link`. */
  readonly federation1?: boolean;
}

/** A question, and the answer to it. */
export interface FeatureCase {
  readonly asks: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly gives: unknown;
  /** Paths of errors, such as "books.0.price". */
  readonly errors?: readonly string[];
  /** What the stock gateway does instead, where it differs. */
  readonly stock?: string;
}

/** One thing that federation can do, shown on the smallest graph that needs it. */
export interface Feature {
  readonly name: string;
  readonly subgraphs: Readonly<Record<string, FeatureSubgraph>>;
  readonly cases: readonly FeatureCase[];
}

type Fields = Readonly<Record<string, unknown>>;

/** A reference resolver: the record that has the representation's key, with the representation's other fields beside it. */
export function byKey(records: readonly Fields[], ...keys: readonly string[]) {
  return (representation: Fields): Fields | null => {
    const found = records.find((record) => keys.some((key) => representation[key] !== undefined && record[key] === representation[key]));
    return found === undefined ? null : { ...representation, ...found };
  };
}

/** A reference resolver for who knows everybody, but no one without a name. */
export function anyoneWith(key: string) {
  return (representation: Fields): Fields => {
    if (representation[key] === undefined) throw new Error(`a representation without ${key}`);
    return representation;
  };
}

/** The same for who refuses to be asked by null, and with it everybody else that is asked about. */
export function notByNull<Told>(key: string, resolve: (representation: Fields) => Told) {
  return (representation: Fields): Told => {
    if (representation[key] === null) throw new Error(`a representation whose ${key} is null`);
    return resolve(representation);
  };
}

/** A reference resolver for who knows everybody. */
export function anyone(representation: Fields): Fields {
  return representation;
}

/** Tells an abstract value's type by its `__typename`. */
export function ownType(value: { readonly __typename: string }): string {
  return value.__typename;
}
