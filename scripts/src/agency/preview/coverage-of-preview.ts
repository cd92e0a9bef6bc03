import type { Hub } from "../../hub/open-hub";
import { type GridCell, gridOf, nameOfCell } from "./grid-of-preview";
import { cellsOf, type Slice } from "./preview-question";

/** A cell of the grid by item, region and year, and what the agency's records say there. */
export interface PreviewCell {
  readonly item: { readonly id: string; readonly title: string | null; readonly actionLine: Line | null };
  readonly place: { readonly id: string; readonly name: string };
  readonly year: number;
  readonly state: string;
  /** Why, where it isn't covered by strong evidence. */
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
  readonly activities: number;
  readonly weak: number;
  readonly suggested: number;
}
export interface Line {
  readonly code: string;
  readonly shortName: string;
}

/** How an agency's records will look in coverage. */
export interface PreviewCoverage {
  readonly years: readonly number[];
  /** Cells in which something is expected. */
  readonly expected: number;
  readonly covered: readonly PreviewCell[];
  readonly partial: readonly PreviewCell[];
  /** Of which nobody can tell while suggestions wait, and what each says once its suggestions are accepted. */
  readonly ifAccepted: readonly (PreviewCell & { readonly becomes: string })[];
}

const YEARS = 3;
const CELL = `item { id title actionLine { code shortName } } place { id name } year state reasons { code text }
  activities weak suggested`;
type WithWays = PreviewCell & {
  readonly whatWouldChange: readonly { readonly state: string; readonly steps: readonly { readonly kind: string }[] }[];
};

/** The latest years that are over, the last one last. */
export function latestYears(now: Date): number[] {
  const last = now.getUTCFullYear() - 1;
  return Array.from({ length: YEARS }, (_, back) => last - YEARS + 1 + back);
}

/** Which cells the agency's records meet: those that say more than they did before its files came. @param before the log's end by then */
export async function coverageOfPreview(hub: Hub, before: number): Promise<PreviewCoverage> {
  const years = latestYears(hub.clock());
  const { expected, cells } = await gridOf(hub, years);
  const met = await newIn(hub, before, { years, states: ["COVERED", "PARTIAL"] }, ({ activities, weak }) => activities + weak);
  const waiting = cells.filter(({ state, suggested }) => state === "UNKNOWN" && suggested > 0);
  return {
    years,
    expected,
    covered: met.filter(({ state }) => state === "COVERED"),
    partial: met.filter(({ state }) => state === "PARTIAL"),
    ifAccepted: waiting.length === 0 ? [] : await onceAccepted(hub, before, years, waiting),
  };
}

async function newIn<Cell extends PreviewCell>(
  hub: Hub,
  before: number,
  slice: Slice,
  sizeOf: (cell: PreviewCell) => number,
  also = "",
): Promise<Cell[]> {
  const now = (await cellsOf<Cell>(hub, `${CELL} ${also}`, slice)).filter((cell) => sizeOf(cell) > 0);
  if (now.length === 0) return [];
  const earlier = await cellsOf<PreviewCell>(hub, CELL, { ...slice, asOf: { sequence: before } });
  const sizes = new Map(earlier.map((cell) => [nameOf(cell), sizeOf(cell)]));
  return now.filter((cell) => sizeOf(cell) > (sizes.get(nameOf(cell)) ?? 0));
}

async function onceAccepted(
  hub: Hub,
  before: number,
  years: readonly number[],
  waiting: readonly GridCell[],
): Promise<PreviewCoverage["ifAccepted"]> {
  const items = [...new Set(waiting.map(({ item }) => item))];
  const places = [...new Set(waiting.map(({ place }) => place))];
  const slice = { years, items, places, states: ["UNKNOWN"] };
  const cells = await newIn<WithWays>(hub, before, slice, ({ suggested }) => suggested, "whatWouldChange { state steps { kind } }");
  return cells.flatMap(({ whatWouldChange, ...cell }) => {
    const way = whatWouldChange.find(({ steps }) => steps.length === 1 && steps[0]?.kind === "ACCEPT_SUGGESTION");
    return way === undefined ? [] : [{ ...cell, becomes: way.state }];
  });
}

const nameOf = ({ item, place, year }: PreviewCell): string => nameOfCell({ item: item.id, place: place.id, year });
