import type { Principal } from "@actionline/kit/access";
import type { Point } from "@actionline/kit/point";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import type { Cell, Footprint, Grid, WatchSlice } from "./watch/watch-slice";

/** What a cell comes to for everybody, as far as notices tell of it. */
export interface CellVerdict {
  /** OMITTED; UNKNOWN; or any other state, which was decided by something that is there. */
  readonly state: "OMITTED" | "UNKNOWN" | "OTHER";
  /** It is UNKNOWN for no other reason than that a source failed, lapsed or wasn't read well. */
  readonly byOutage: boolean;
}

/** How a source stands at a point. */
export interface SourceState {
  readonly source: string;
  readonly agency: string;
  /** FAILED where its last harvest didn't succeed, or it has lapsed. One that is being read is as it was before. */
  readonly standing: "GOOD" | "FAILED" | "UNDER_WAY";
}

/** What notices ask of the plan and of coverage. Answers are those of anybody: private records play no part. */
export interface CellStates {
  /** Waits until the answers below can be given at this sequence. */
  reach(sequence: number): Promise<void>;
  /** The base cells that a slice means; refuses names that the plan doesn't know. */
  gridOf(slice: WatchSlice, point: Point): Grid;
  /** Tells of each base cell of a grid; the cost is one pass over the records, whatever the number of cells. */
  statesOf(grid: Grid, point: Point, onCell: (cell: Cell, verdict: CellVerdict) => void): Promise<void>;
  /** These items and those above them; with `below`, those below too; and all items of the lines. */
  itemsAround(items: readonly string[], actionLines: readonly string[], below: boolean, point: Point): ReadonlySet<string>;
  /** These places and those that contain them; with `below`, those in them too. */
  placesAround(places: readonly string[], below: boolean, point: Point): ReadonlySet<string>;
  /** Cells that the agency answers for: by its roles, its claims and its commitments. */
  reachOfAgency(agency: string, point: Point): readonly Footprint[];
  sourcesAt(point: Point): readonly SourceState[];
}

/** The one rule of who sees which finding, as the findings subgraph states it. */
export interface FindingEyes {
  maySee(finding: FindingRecord, principal: Principal, instant: Date): boolean;
}

/** Who stands behind a principal's id at this moment: roles end, and a watch sees no more than its owner does. */
export type PrincipalOfId = (id: string) => Promise<Principal | null>;
