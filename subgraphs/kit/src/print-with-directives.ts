import {
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  printSchema,
  visit,
} from "graphql";

/**
 * The schema's document with the directives that TypeGraphQL keeps in `astNode`s. graphql-js prints none, and
 * `printSubgraphSchema` takes TypeGraphQL's nodes, which name no fields, for the whole type.
 */
export function documentWithDirectives(schema: GraphQLSchema): DocumentNode {
  let parent: GraphQLNamedType | undefined;
  const enterType = (name: string): readonly ConstDirectiveNode[] => {
    parent = schema.getType(name);
    return parent?.astNode?.directives ?? [];
  };
  return visit(parse(printSchema(schema)), {
    enter(node) {
      if (
        node.kind === Kind.OBJECT_TYPE_DEFINITION ||
        node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
        node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
      ) {
        return { ...node, directives: [...(node.directives ?? []), ...enterType(node.name.value)] };
      }
      // An argument is an input value too, and may bear the name of one of its type's fields.
      if (node.kind === (isInputObjectType(parent) ? Kind.INPUT_VALUE_DEFINITION : Kind.FIELD_DEFINITION)) {
        return { ...node, directives: [...(node.directives ?? []), ...directivesOfField(parent, node.name.value)] };
      }
      return undefined;
    },
  });
}

function directivesOfField(parent: GraphQLNamedType | undefined, name: string): readonly ConstDirectiveNode[] {
  if (!isObjectType(parent) && !isInterfaceType(parent) && !isInputObjectType(parent)) return [];
  return parent.getFields()[name]?.astNode?.directives ?? [];
}
