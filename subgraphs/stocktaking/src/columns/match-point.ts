import type { ActivityColumns } from "./activity-columns";
import type { ReferenceView } from "./reference-tables";

/** Whether a row holds what one field of a filter asks for. */
export type RowTest = (row: number) => boolean;

/** What a filter is read against: the columns, what the reference tables say at the point, and who asks. */
export interface MatchPoint {
  readonly columns: ActivityColumns;
  readonly view: ReferenceView;
  readonly sequence: number;
  readonly privateToo: boolean;
}
