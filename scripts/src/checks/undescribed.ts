import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from "graphql";

/** Names that the specification gives, with its own words for them. */
const STANDARD = new Set(["String", "Int", "Float", "Boolean", "ID"]);

/** Every type, field, argument, input field and enum value of the graph that carries no description. */
export function undescribed(sdl: string): string[] {
  const schema = buildSchema(sdl);
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !STANDARD.has(type.name));
  return types
    .flatMap((type) => [...(isBare(type) && !isRoot(type) ? [type.name] : []), ...membersOf(type)])
    .map((name) => `${name} has no description`);
}

const isBare = ({ description }: { readonly description?: string | null | undefined }): boolean => (description ?? "").trim() === "";
const isRoot = ({ name }: GraphQLNamedType): boolean => ["Query", "Mutation", "Subscription"].includes(name);

function membersOf(type: GraphQLNamedType): string[] {
  if (isEnumType(type))
    return type
      .getValues()
      .filter(isBare)
      .map(({ name }) => `${type.name}.${name}`);
  if (isInputObjectType(type))
    return Object.values(type.getFields())
      .filter(isBare)
      .map(({ name }) => `${type.name}.${name}`);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    ...(isBare(field) ? [`${type.name}.${field.name}`] : []),
    ...field.args.filter(isBare).map(({ name }) => `${type.name}.${field.name}(${name})`),
  ]);
}
