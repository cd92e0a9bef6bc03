import {
  type ASTNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  visit,
} from "graphql";
import type { FetchNode } from "../plan/plan";
import { FetchOperation } from "./subgraph-question";

/** A fetch's text, parsed, with named fragments written out where the planner has made some. */
export function operationOf({ text }: { readonly text: string }): OperationDefinitionNode {
  const { definitions } = parse(text, { noLocation: true });
  const fragments = new Map(definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])));
  const [operation, ...more] = definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined || more.length > 0) throw new Error("A plan's fetch is one operation.");
  return fragments.size === 0 ? operation : writtenOut(operation, fragments);
}

function writtenOut<Node extends ASTNode>(node: Node, fragments: ReadonlyMap<string, FragmentDefinitionNode>): Node {
  return visit(node, {
    enter(one) {
      if (one.kind !== Kind.FRAGMENT_SPREAD) return undefined;
      const fragment = fragments.get(one.name.value);
      if (fragment === undefined) throw new Error("A plan's fetch spreads a fragment that it doesn't define.");
      const { typeCondition, selectionSet } = writtenOut(fragment, fragments);
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet, directives: one.directives ?? [] };
    },
  });
}

/** What a fetch asks of each entity. */
export function entitySelection({ selectionSet }: OperationDefinitionNode): SelectionSetNode {
  const [field] = selectionSet.selections;
  if (field?.kind !== Kind.FIELD || field.selectionSet === undefined) throw new Error("A plan's entity fetch asks for _entities.");
  return field.selectionSet;
}

/** A fetch's operation as it is sent when it goes by itself. */
export function plainOperation(
  { serviceName, operationKind, operation, operationName }: FetchNode,
  usages: readonly string[],
): FetchOperation {
  return new FetchOperation(serviceName, operationKind, operation, usages, operationName ?? undefined);
}
