import type { PreviewCell, PreviewCoverage } from "./coverage-of-preview";

/** Rows shown; a large agency meets thousands of cells. */
const MOST_ROWS = 20;

/** Which cells an agency's records meet, in lines: an item a row. */
export function* tellCoverage({ years, expected, covered, partial, ifAccepted }: PreviewCoverage): Generator<string> {
  yield `Of ${expected} cells (item, region and year, ${years[0]} to ${years.at(-1)}) in which something is expected, your records`;
  yield `cover ${covered.length}, cover ${partial.length} in part, and would cover ${ifAccepted.length} more, whole or in part, if the hub's suggestions were accepted.`;
  yield* tellCells("Covered", covered);
  yield* tellCells("In part", partial);
  for (const { text, count } of reasonsIn(partial)) yield `  Why ${count} are in part only: ${text}`;
  yield* tellCells("If suggestions were accepted, covered", inState(ifAccepted, "COVERED"));
  yield* tellCells("If suggestions were accepted, in part", inState(ifAccepted, "PARTIAL"));
  if (covered.length + partial.length + ifAccepted.length === 0)
    yield "None of your records names or suggests an item of the plan, a place and a year that meet a cell.";
}

const inState = (cells: PreviewCoverage["ifAccepted"], state: string): PreviewCoverage["ifAccepted"] =>
  cells.filter(({ becomes }) => becomes === state);

function* tellCells(title: string, cells: readonly PreviewCell[]): Generator<string> {
  if (cells.length === 0) return;
  const byItem = new Map<string, PreviewCell[]>();
  for (const cell of cells) byItem.set(cell.item.id, [...(byItem.get(cell.item.id) ?? []), cell]);
  yield `${title}:`;
  for (const own of [...byItem.values()].slice(0, MOST_ROWS)) {
    const [first] = own;
    if (first !== undefined) yield `  ${first.item.id} ${first.item.title ?? ""}: ${placesIn(own)}`;
  }
  const left = byItem.size - MOST_ROWS;
  if (left > 0) yield `  and ${left} more items; --json lists all cells`;
}

/** `Africa 2024, 2025; Asia 2025`. */
function placesIn(cells: readonly PreviewCell[]): string {
  const years = new Map<string, number[]>();
  for (const { place, year } of cells) years.set(place.name, [...(years.get(place.name) ?? []), year]);
  return [...years].map(([place, of]) => `${place} ${of.join(", ")}`).join("; ");
}

function reasonsIn(cells: readonly PreviewCell[]): { readonly text: string; readonly count: number }[] {
  const counts = new Map<string, { readonly text: string; count: number }>();
  for (const { reasons } of cells) {
    for (const { code, text } of reasons) {
      const known = counts.get(code) ?? { text, count: 0 };
      known.count += 1;
      counts.set(code, known);
    }
  }
  return [...counts.values()];
}
