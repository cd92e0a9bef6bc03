import type { AskedNode, OperationVariables } from "../operation/normalised-operation";

/**
 * Whether an operation asks subgraphs anything for these values of its variables: the root's `__typename` and what is asked
 * about the schema are the engine's to answer, and what is denied isn't asked.
 */
export function asksSubgraphs(selection: readonly AskedNode[], variables: OperationVariables): boolean {
  return selection.some((node) => {
    if (!node.conditions.every(({ variable, negated }) => (variables[variable] === true) !== negated)) return false;
    return node.kind === "fragment" ? asksSubgraphs(node.selection, variables) : !node.denied && !node.name.startsWith("__");
  });
}
