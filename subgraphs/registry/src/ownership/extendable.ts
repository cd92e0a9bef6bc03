/** The hub's types that an agency may add fields to, by key. All others it may refer to, and leaves as they are. */
export const EXTENDABLE: ReadonlySet<string> = new Set(["Activity", "Organization", "Team", "PlanItem", "Budget"]);
