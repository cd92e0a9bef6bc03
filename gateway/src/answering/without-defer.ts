import { type DirectiveNode, type DocumentNode, Kind, parse, print, visit } from "graphql";
import type { AskedNode, NormalisedOperation } from "../engine/operation/normalised-operation";

/** Whether something of the operation may be put off. */
export function putsOff({ selection }: NormalisedOperation): boolean {
  return selection.some(defers);
}

function defers(node: AskedNode): boolean {
  if (node.kind === "fragment" && node.defer !== null) return true;
  return node.selection?.some(defers) ?? false;
}

/** The same document with nothing put off, for whoever takes an answer in one piece. */
export function withoutDefer(query: string): string {
  const document: DocumentNode = visit(parse(query, { noLocation: true }), {
    [Kind.DIRECTIVE]: ({ name }: DirectiveNode) => (name.value === "defer" ? null : undefined),
  });
  return print(document);
}
