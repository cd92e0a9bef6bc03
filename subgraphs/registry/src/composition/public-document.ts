import {
  type ASTNode,
  buildASTSchema,
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  visit,
} from "graphql";

const OF_THE_LANGUAGE = new Set(["deprecated", "specifiedBy", "oneOf"]);
const OF_COMPOSITION = /^(join__|link__|inaccessible$|tag$)/;

/** What users see of a supergraph, read from its text alone. */
export function publicSchemaOf(supergraph: DocumentNode): GraphQLSchema {
  const hidden = (node: { readonly directives?: readonly (ConstDirectiveNode | DirectiveNode)[] }): boolean =>
    (node.directives ?? []).some(({ name }) => name.value === "inaccessible");
  const drop = (node: ASTNode): null | undefined => ("directives" in node && hidden(node) ? null : undefined);
  const shown = visit(supergraph, {
    enter: (node) => {
      if (node.kind === Kind.DIRECTIVE) return OF_THE_LANGUAGE.has(node.name.value) ? undefined : null;
      if (node.kind === Kind.DIRECTIVE_DEFINITION)
        return OF_COMPOSITION.test(node.name.value) || !OF_THE_LANGUAGE.has(node.name.value) ? null : undefined;
      if ("name" in node && node.name !== undefined && node.kind.endsWith("Definition") && OF_COMPOSITION.test(node.name.value))
        return null;
      return drop(node);
    },
  });
  return buildASTSchema(shown, { assumeValid: true, assumeValidSDL: true });
}
