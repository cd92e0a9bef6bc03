import type { ActivityColumns } from "./activity-columns";
import type { ReferenceTables } from "./reference-tables";

/** The records of one hub in memory, for the answers that look at all of them. */
export interface IndexSnapshot {
  readonly columns: ActivityColumns;
  readonly tables: ReferenceTables;
}
