import { type ASTNode, type DirectiveNode, type DocumentNode, Kind, visit } from "graphql";
import { Problems, refuseIfAny } from "../problem";
import { Directives } from "./directives";

const FORBIDDEN = "An agency may use @key, @external, @requires, @shareable, @deprecated, @inaccessible and @tag on what is its own.";

/** What each directive of the text means; refuses one that an agency may not use, under whatever name it comes. */
export function checkDirectives(document: DocumentNode, subgraph: string): Directives {
  const problems = new Problems(subgraph);
  const directives = Directives.read(document, problems);
  for (const node of document.definitions) {
    if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) continue;
    if (node.kind === Kind.DIRECTIVE_DEFINITION) {
      // Libraries print the definitions of what they import; they are taken out.
      if (!directives.isOfFederation(node.name.value)) {
        problems.add("DIRECTIVE_FORBIDDEN", node, `@${node.name.value} is a directive of the agency's own.`, FORBIDDEN);
      }
      continue;
    }
    visit(node as ASTNode, {
      Directive: (directive: DirectiveNode) => {
        if (directives.meaningOf(directive.name.value) !== null) return;
        problems.add("DIRECTIVE_FORBIDDEN", directive, `@${directive.name.value} isn't a directive that an agency may use.`, FORBIDDEN);
      },
    });
  }
  refuseIfAny(problems);
  return directives;
}
