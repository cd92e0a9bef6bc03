import type { ActivityColumns } from "./activity-columns";
import type { ReferenceView } from "./reference-tables";

/**
 * Keeps of the first `count` rows those that hold what one field of a filter asks for: it moves them to the front, in
 * their order, and returns how many they are. A test sees many rows at once, so that its loop is its own.
 */
export type RowTest = (rows: Int32Array, count: number) => number;

/** What a filter is read against: the columns, what the reference tables say at the point, and who asks. */
export interface MatchPoint {
  readonly columns: ActivityColumns;
  readonly view: ReferenceView;
  readonly sequence: number;
  readonly privateToo: boolean;
}
