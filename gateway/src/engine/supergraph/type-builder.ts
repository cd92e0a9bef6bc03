import {
  type DirectiveLocation,
  type GraphQLArgumentConfig,
  GraphQLDirective,
  GraphQLEnumType,
  type GraphQLFieldConfig,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInterfaceType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLScalarType,
  type GraphQLType,
  GraphQLUnionType,
  introspectionTypes,
  isInterfaceType,
  isObjectType,
  parseValue,
  specifiedScalarTypes,
  valueFromAST,
} from "graphql";
import type { DescribedDirective, DescribedField, DescribedType, DescribedValue } from "./described-definition";

/** One for all: left to themselves, each field, argument and value would make one of its own. */
const extensions: Readonly<Record<string, never>> = Object.freeze(Object.create(null));

const STANDARD: ReadonlyMap<string, GraphQLNamedType> = new Map(
  [...specifiedScalarTypes, ...introspectionTypes].map((one) => [one.name, one]),
);

/** Makes types from what is said of them; their fields when they are first asked for, once every type is there to refer to. */
export class TypeBuilder {
  readonly #types = new Map<string, GraphQLNamedType>();
  readonly #references = new Map<string, GraphQLType>();

  get types(): readonly GraphQLNamedType[] {
    return [...this.#types.values()];
  }

  add(described: DescribedType): void {
    this.#types.set(described.name, STANDARD.get(described.name) ?? this.#made(described));
  }

  /** The object type of that name, if one is given. */
  root(name: string | undefined): GraphQLObjectType | undefined {
    const type = name === undefined ? undefined : this.#named(name);
    return isObjectType(type) ? type : undefined;
  }

  directive({ name, description, locations, isRepeatable, args }: DescribedDirective): GraphQLDirective {
    const config = { name, description, isRepeatable, args: this.#values(args), extensions };
    return new GraphQLDirective({ ...config, locations: locations as readonly DirectiveLocation[] });
  }

  #made(described: DescribedType): GraphQLNamedType {
    const { name, description } = described;
    const named = { name, description, extensions };
    switch (described.kind) {
      case "SCALAR":
        return new GraphQLScalarType({ ...named, specifiedByURL: described.specifiedByURL });
      case "ENUM":
        return new GraphQLEnumType({
          ...named,
          values: byName(described.values, ({ description: told, deprecationReason }) => ({
            description: told,
            deprecationReason,
            extensions,
          })),
        });
      case "UNION":
        return new GraphQLUnionType({ ...named, types: () => described.types.map((one) => this.#named(one)).filter(isObjectType) });
      case "INPUT":
        return new GraphQLInputObjectType({ ...named, isOneOf: described.isOneOf === true, fields: () => this.#values(described.fields) });
      default: {
        const interfaces = () => (described.interfaces ?? []).map((one) => this.#named(one)).filter(isInterfaceType);
        const config = { ...named, interfaces, fields: () => byName(described.fields, (field) => this.#field(field)) };
        return described.kind === "OBJECT" ? new GraphQLObjectType(config) : new GraphQLInterfaceType(config);
      }
    }
  }

  #field({ type, description, deprecationReason, args }: DescribedField): GraphQLFieldConfig<unknown, unknown> {
    return { type: this.#referred(type) as GraphQLOutputType, description, deprecationReason, extensions, args: this.#values(args) };
  }

  #values(values: readonly DescribedValue[] = []): Record<string, GraphQLArgumentConfig> {
    return byName(values, ({ type: written, description, deprecationReason, default: literal }) => {
      const type = this.#referred(written) as GraphQLInputType;
      const defaultValue = literal === undefined ? undefined : valueFromAST(parseValue(literal, { noLocation: true }), type);
      return { type, description, deprecationReason, extensions, defaultValue };
    });
  }

  /** The type that is written so; one object for all who write the same. */
  #referred(written: string): GraphQLType {
    const known = this.#references.get(written);
    if (known !== undefined) return known;
    const made = written.endsWith("!")
      ? new GraphQLNonNull(this.#referred(written.slice(0, -1)) as GraphQLOutputType)
      : written.startsWith("[")
        ? new GraphQLList(this.#referred(written.slice(1, -1)))
        : this.#named(written);
    this.#references.set(written, made);
    return made;
  }

  #named(name: string): GraphQLNamedType {
    const type = this.#types.get(name) ?? STANDARD.get(name);
    if (type === undefined) throw new Error(`the public schema refers to "${name}", which it doesn't define`);
    return type;
  }
}

function byName<T extends { readonly name: string }, Made>(items: readonly T[], make: (item: T) => Made): Record<string, Made> {
  return Object.fromEntries(items.map((item) => [item.name, make(item)]));
}
