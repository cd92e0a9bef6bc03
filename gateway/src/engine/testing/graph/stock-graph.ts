import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type FieldDefinitionNode,
  Kind,
  type ListValueNode,
  parse,
  print,
  visit,
} from "graphql";
import { SUBGRAPHS } from "./subgraphs";

/** Directives whose features the stock gateway refuses to load. */
const REFUSED: ReadonlySet<string> = new Set(["authenticated", "requiresScopes", "policy", "context", "fromContext"]);

/** The test graph's SDLs as far as the stock gateway loads them: without access rules, and without fields that take from context. */
export function stockSdls(sdls: Readonly<Record<string, string>> = SUBGRAPHS): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(sdls).map(([name, sdl]) => [name, withoutRefused(sdl)]));
}

function withoutRefused(sdl: string): string {
  const document = visit(parse(sdl), {
    [Kind.FIELD_DEFINITION]: (node: FieldDefinitionNode) =>
      node.arguments?.some((argument) => carries(argument.directives, "fromContext")) ? null : undefined,
    [Kind.DIRECTIVE]: (node: DirectiveNode) => (REFUSED.has(node.name.value) ? null : undefined),
    // The imports of @link.
    [Kind.LIST]: (node: ListValueNode) => ({
      ...node,
      values: node.values.filter(
        (value) => !(value.kind === Kind.STRING && REFUSED.has(value.value.slice(1)) && value.value.startsWith("@")),
      ),
    }),
  });
  return print(document);
}

function carries(directives: readonly ConstDirectiveNode[] | undefined, name: string): boolean {
  return directives?.some((directive) => directive.name.value === name) === true;
}
