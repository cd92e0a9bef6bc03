const SUBGRAPH = "agency_";

/**
 * What every root field and type of an agency begins with, and every field that it adds to a type of another's: its id,
 * with - written as _, and an underscore. One rule for all, so that no name can be read as two agencies'.
 */
export function prefixOf(agency: string): string {
  return `${nameOf(agency)}_`;
}

/** The name of an agency's subgraph in the supergraph. */
export function subgraphNameOf(agency: string): string {
  return `${SUBGRAPH}${nameOf(agency)}`;
}

/** The agency whose subgraph bears the name; null for the hub's own. Ids of agencies have no underscore. */
export function agencyOfSubgraph(subgraph: string): string | null {
  return subgraph.startsWith(SUBGRAPH) ? subgraph.slice(SUBGRAPH.length).replaceAll("_", "-") : null;
}

/** Whether an agency's names can begin with its id: GraphQL knows letters, digits and underscores alone. */
export function canPublish(agency: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(agency) && agency.length <= 40;
}

/**
 * Whose name it is: the agency's whose prefix it begins with, the longest where several do, since `un_esco_x` is
 * un-esco's and not un's; null where it is no agency's.
 */
export function agencyOfName(name: string, agencies: Iterable<string>): string | null {
  let found: string | null = null;
  for (const agency of agencies) {
    if (name.startsWith(prefixOf(agency)) && (found === null || agency.length > found.length)) found = agency;
  }
  return found;
}

const nameOf = (agency: string): string => agency.replaceAll("-", "_");
