const PREFIX = "agency_";

/** The agency whose subgraph bears the name; null for the hub's own. Ids of agencies have no underscore. */
export function agencyOf(subgraph: string): string | null {
  return subgraph.startsWith(PREFIX) ? subgraph.slice(PREFIX.length).replaceAll("_", "-") : null;
}
