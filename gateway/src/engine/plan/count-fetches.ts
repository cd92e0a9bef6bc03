import type { PlanNode, SubscriptionNode } from "./plan";

/** Fetches that a plan holds, whichever of its conditions are met. */
export function countFetches(node: PlanNode | SubscriptionNode | undefined): number {
  switch (node?.kind) {
    case undefined:
      return 0;
    case "Fetch":
      return 1;
    case "Sequence":
    case "Parallel":
      return sum(node.nodes);
    case "Flatten":
      return countFetches(node.node);
    case "Condition":
      return sum([node.ifClause, node.elseClause]);
    case "Defer":
      return sum([node.primary.node, ...node.deferred.map((part) => part.node)]);
    case "Subscription":
      return 1 + countFetches(node.rest);
  }
}

function sum(nodes: readonly (PlanNode | undefined)[]): number {
  return nodes.reduce((count, node) => count + countFetches(node), 0);
}
