/**
 * Everything that can alter an answer is an entry of the log, of one of these kinds. The table says in which collection
 * the versions of a kind live: the payload stands there, apart from the log's envelope, so that it can be redacted.
 */
export const COLLECTION_OF_KIND = {
  INSTRUMENT: "instruments",
  ACTION_LINE: "action_lines",
  PLAN_ITEM: "plan_items",
  THEME: "themes",
  PLACE: "places",
  PLACE_GROUP: "place_groups",
  ORGANIZATION: "organizations",
  FACILITATOR: "facilitators",
  AGENCY: "agencies",
  SOURCE: "sources",
  HARVEST: "harvests",
  ACTIVITY: "activities",
  BUDGET: "budgets",
  SCOPE: "scopes",
  OUTPUT: "outputs",
  EXPECTATION: "expectations",
  REVIEW: "reviews",
  STATEMENT: "statements",
  COMMITMENT: "commitments",
  WITHDRAWAL: "withdrawals",
  OVERLAP: "overlaps",
  OVERLAP_DECISION: "overlap_decisions",
  FINDING: "findings",
  DEFINITION: "definitions",
  SNAPSHOT: "snapshots",
  SUBGRAPH: "subgraphs",
  CONSENT: "consents",
  ENTITY: "entity_values",
  REDACTION: "redactions",
} as const;

export type EntryKind = keyof typeof COLLECTION_OF_KIND;

/** Invented records never share an answer with real ones: a database holds one space and refuses entries of another. */
export type Space = "PUBLIC" | "SANDBOX" | "DEMONSTRATION";

/** Who may read an entry. PRIVATE entries are for their owner and the secretariat. */
export type Visibility = "PUBLIC" | "PRIVATE";

export type EntryOperation = "UPSERT" | "DELETE";
