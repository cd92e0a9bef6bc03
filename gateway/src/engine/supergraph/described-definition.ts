/** A definition of the public schema as plain JSON: what a thread hands over, and the main thread makes types from. */
export type DescribedDefinition = DescribedType | DescribedDirective | DescribedRoots;

export type DescribedType = DescribedScalar | DescribedFields | DescribedUnion | DescribedEnum | DescribedInput;

interface Named {
  readonly name: string;
  readonly description?: string | undefined;
}

export interface DescribedScalar extends Named {
  readonly kind: "SCALAR";
  readonly specifiedByURL?: string | undefined;
}

export interface DescribedFields extends Named {
  readonly kind: "OBJECT" | "INTERFACE";
  readonly interfaces?: readonly string[] | undefined;
  readonly fields: readonly DescribedField[];
}

export interface DescribedUnion extends Named {
  readonly kind: "UNION";
  readonly types: readonly string[];
}

export interface DescribedEnum extends Named {
  readonly kind: "ENUM";
  readonly values: readonly (Named & Deprecable)[];
}

export interface DescribedInput extends Named {
  readonly kind: "INPUT";
  readonly isOneOf?: true | undefined;
  readonly fields: readonly DescribedValue[];
}

export interface DescribedDirective extends Named {
  readonly kind: "DIRECTIVE";
  readonly locations: readonly string[];
  readonly isRepeatable?: true | undefined;
  readonly args?: readonly DescribedValue[] | undefined;
}

/** Names of the types that operations begin with. */
export interface DescribedRoots {
  readonly kind: "ROOTS";
  readonly query?: string;
  readonly mutation?: string;
  readonly subscription?: string;
}

interface Deprecable {
  readonly deprecationReason?: string | undefined;
}

export interface DescribedField extends Named, Deprecable {
  /** As it is written: `[Team!]!`. */
  readonly type: string;
  readonly args?: readonly DescribedValue[] | undefined;
}

/** An argument, or a field of an input. */
export interface DescribedValue extends Named, Deprecable {
  readonly type: string;
  /** As a literal. */
  readonly default?: string | undefined;
}
