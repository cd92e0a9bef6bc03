import type { FetchNode, PlanNode, SubscriptionNode } from "../plan/plan";
import { operationOf } from "./fetch-text";
import { pathSteps } from "./flatten-path";
import type { PlacedFetch } from "./shared-answers";

/** Every fetch that a plan holds. */
export function fetchesOf(node: PlanNode | SubscriptionNode | undefined): readonly FetchNode[] {
  return node?.kind === "Fetch" ? [node] : childrenOf(node).flatMap(fetchesOf);
}

/** Every fetch that a plan holds, with the path that leads to it. */
export function placedFetches(
  node: PlanNode | SubscriptionNode | undefined,
  path: readonly (string | number)[] = [],
): readonly PlacedFetch[] {
  if (node?.kind === "Fetch") return [{ node, steps: pathSteps(path), definition: operationOf({ text: node.operation }) }];
  const below = node?.kind === "Flatten" ? [...path, ...node.path] : path;
  return childrenOf(node).flatMap((child) => placedFetches(child, below));
}

/**
 * Fetches of entities that nothing waits for but the end of the answer, and that are run whatever the variables. What
 * depends on variables, or is put off, is left out: nobody could count on it.
 */
export function finalFetches(node: PlanNode | SubscriptionNode | undefined): readonly FetchNode[] {
  switch (node?.kind) {
    case "Fetch":
      return node.requires === undefined || node.contextRewrites !== undefined ? [] : [node];
    case "Flatten":
      return finalFetches(node.node);
    case "Sequence":
      return finalFetches(node.nodes.at(-1));
    case "Parallel":
      return node.nodes.flatMap(finalFetches);
    case "Subscription":
      return finalFetches(node.rest);
    default:
      return [];
  }
}

/**
 * The names of the fetches that deferred parts of a plan wait for, as far as there are such fetches: the planner has a part
 * that asks for nothing more wait for one that it names nowhere.
 */
export function awaitedFetches(node: PlanNode | SubscriptionNode | undefined): ReadonlySet<string> {
  const named = new Set(fetchesOf(node).map(({ id }) => id));
  return new Set(dependenciesOf(node).filter((id) => named.has(id)));
}

function dependenciesOf(node: PlanNode | SubscriptionNode | undefined): readonly string[] {
  const own = node?.kind === "Defer" ? node.deferred.flatMap(({ depends }) => depends.map(({ id }) => id)) : [];
  return [...own, ...childrenOf(node).flatMap(dependenciesOf)];
}

function childrenOf(node: PlanNode | SubscriptionNode | undefined): readonly (PlanNode | undefined)[] {
  switch (node?.kind) {
    case undefined:
    case "Fetch":
      return [];
    case "Sequence":
    case "Parallel":
      return node.nodes;
    case "Flatten":
      return [node.node];
    case "Condition":
      return [node.ifClause, node.elseClause];
    case "Defer":
      return [node.primary.node, ...node.deferred.map((part) => part.node)];
    case "Subscription":
      return [node.primary, node.rest];
  }
}
