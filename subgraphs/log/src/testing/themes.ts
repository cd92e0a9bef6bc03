import type { Change } from "../log-entry";

/** A change that takes in a theme: the smallest record there is, for tests about the log and not about records. */
export function theme(id: string, name: string, facts: Partial<Change<"THEME">> = {}): Change<"THEME"> {
  return { kind: "THEME", subject: id, operation: "UPSERT", owner: "hub:reference", record: { id, name, items: [] }, ...facts };
}

/** A change that takes one out. */
export function noTheme(id: string, facts: Partial<Change<"THEME">> = {}): Change<"THEME"> {
  return { kind: "THEME", subject: id, operation: "DELETE", owner: "hub:reference", record: null, ...facts };
}
