import type { PlaceLevel } from "@actionline/schema/reference-records";
import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import type { RowFilter } from "../columns/row-filter";

export const COVERAGE_AXES = [
  "ITEM",
  "ACTION_LINE",
  "THEME",
  "SDG",
  "COUNTRY",
  "REGION",
  "PLACE_GROUP",
  "YEAR",
  "STAKEHOLDER_TYPE",
  "REPORTER",
] as const;

export type CoverageAxis = (typeof COVERAGE_AXES)[number];

/** A slice of the grid and the axes it is shown by. A field that is left out asks for nothing. */
export interface CoverageQuery {
  /** Plan items by id; those of a nature that is never expected stand only where they are named here. */
  readonly items?: readonly string[];
  /** Action lines, with their sub-lines. */
  readonly actionLines?: readonly string[];
  /** Goals that the items' lines are linked to. */
  readonly sdgs?: readonly number[];
  readonly places?: readonly string[];
  /** Level of the base cells' places; from the axes where not given, else REGION. */
  readonly placeLevel?: PlaceLevel;
  /** The last closed year where not given. */
  readonly years?: readonly number[];
  /** Without it, and without the axis STAKEHOLDER_TYPE, a cell means any type. */
  readonly stakeholderTypes?: readonly StakeholderType[];
  readonly by: readonly CoverageAxis[];
  /** Narrows the evidence to some activities. Absence in a part proves nothing: no cell is OMITTED then. */
  readonly evidence?: RowFilter;
  /** Version of the definition; the one in force at the point where not given. */
  readonly definition?: string;
}

/** Where a cell stands: one value for each axis asked for, by axis. */
export type CellCoordinates = Partial<Record<CoverageAxis, string>>;

export interface AxisValue {
  readonly value: string;
  readonly label: string;
}

export interface AxisValues {
  readonly axis: CoverageAxis;
  readonly values: readonly AxisValue[];
}
