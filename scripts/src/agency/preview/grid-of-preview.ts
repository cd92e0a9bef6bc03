import type { Hub } from "../../hub/open-hub";
import { askPreview } from "./preview-question";

/** A cell of the grid by item, region and year, in few words. */
export interface GridCell {
  readonly item: string;
  readonly place: string;
  readonly year: number;
  readonly state: string;
  readonly suggested: number;
}

interface Header {
  readonly keys: readonly { readonly value: string }[];
}
interface MatrixAnswer {
  readonly coverage: {
    readonly bounds: { readonly N: number };
    readonly matrix: {
      readonly rows: readonly Header[];
      readonly columns: readonly Header[];
      readonly states: readonly (readonly string[])[];
      readonly suggested: readonly (readonly number[])[];
    };
  };
}

const GRID = `query ($years: [Int!]) { coverage(years: $years, by: [ITEM, REGION, YEAR]) {
  bounds { N } matrix { rows { keys { value } } columns { keys { value } } states suggested }
} }`;

/** The whole grid of some years in one small answer, and in how many of its cells something is expected. */
export async function gridOf(hub: Pick<Hub, "execute">, years: readonly number[]): Promise<{ expected: number; cells: GridCell[] }> {
  const { coverage } = await askPreview<MatrixAnswer>(hub, GRID, { years });
  const { rows, columns, states, suggested } = coverage.matrix;
  const cells = rows.flatMap(({ keys: [item] }, row) =>
    columns.map(({ keys: [place, year] }, column) => ({
      item: item?.value ?? "",
      place: place?.value ?? "",
      year: Number(year?.value),
      state: states[row]?.[column] ?? "",
      suggested: suggested[row]?.[column] ?? 0,
    })),
  );
  return { expected: coverage.bounds.N, cells };
}

/** What stands for a cell among others. */
export const nameOfCell = ({ item, place, year }: Pick<GridCell, "item" | "place" | "year">): string => `${item} ${place} ${year}`;
