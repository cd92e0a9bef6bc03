import type { FetchNode, PlanNode, QueryPlan } from "./plan";

/** A fetch, and where what it answers belongs. */
export interface PlacedFetch {
  readonly fetch: FetchNode;
  /** Response names that lead to what it adds to. */
  readonly path: readonly string[];
}

/** The fetches of a plan, those put off included. */
export function placedFetches(plan: QueryPlan): readonly PlacedFetch[] {
  return placed(plan.node, []);
}

function placed(node: QueryPlan["node"], path: readonly string[]): readonly PlacedFetch[] {
  const each = (nodes: readonly (PlanNode | undefined)[], at = path) => nodes.flatMap((inner) => placed(inner, at));
  if (node === undefined) return [];
  switch (node.kind) {
    case "Fetch":
      return [{ fetch: node, path }];
    case "Flatten":
      return each([node.node], [...path, ...node.path.flatMap(nameIn)]);
    case "Condition":
      return each([node.ifClause, node.elseClause]);
    case "Defer":
      return each([node.primary.node, ...node.deferred.map((part) => part.node)]);
    case "Subscription":
      return [{ fetch: node.primary, path }, ...each([node.rest])];
    default:
      return each(node.nodes);
  }
}

function nameIn(step: string | number): readonly string[] {
  const [name] = String(step).split("|");
  return name === undefined || name === "@" || typeof step === "number" ? [] : [name];
}
