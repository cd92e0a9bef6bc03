import { type DocumentNode, Kind } from "graphql";
import { below, hasFragmentOn } from "./asked-below";
import type { KnownTypes } from "./keyed-representations";
import { mapFetches } from "./map-fetches";
import { MemberRestoring } from "./member-restoring";
import { placedFetches } from "./placed-fetches";
import type { FetchNode, QueryPlan } from "./plan";

/** What restoring needs to know. */
export interface MemberKnowledge {
  readonly types: KnownTypes;
  /** Object types without a key that only some subgraphs have for a kind of what others have as well. */
  readonly members: ReadonlySet<string>;
}

/**
 * Asks for what the planner has left out: where one of the ways to an object leads to a subgraph that doesn't know a member
 * of its union, the planner takes the member for one that can't be there, whichever way it then chooses.
 */
export function restoreMembers(plan: QueryPlan, document: DocumentNode, { types, members }: MemberKnowledge): QueryPlan {
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !hasFragmentOn(operation.selectionSet, members)) return plan;
  const restored = new Map<FetchNode, FetchNode>();
  for (const { fetch, path } of placedFetches(plan)) {
    const asked = path.reduce((selections, name) => below(selections, name), operation.selectionSet.selections);
    restored.set(fetch, new MemberRestoring(fetch, operation, types, members).fetch(asked));
  }
  return mapFetches(plan, (fetch) => [restored.get(fetch) ?? fetch]);
}
