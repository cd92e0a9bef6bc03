import { markdownTable } from "./markdown";

interface AnsweredCell {
  readonly item: { readonly id: string; readonly title: string };
  readonly state: string;
  readonly basis: string | null;
  readonly reasons: readonly { readonly text: string }[];
  readonly activities: number;
  readonly responsible: readonly {
    readonly organization: { readonly name: string } | null;
    readonly scopeLevel: string | null;
    readonly lastHarvest: string | null;
  }[];
}

/** The answer to the README's question. */
export interface AnsweredCoverage {
  readonly coverage: {
    readonly bounds: {
      readonly covered: { readonly low: number; readonly high: number };
      readonly completeness: number;
      readonly N: number;
    };
    readonly cells: { readonly nodes: readonly AnsweredCell[] };
  };
}

/** Each cell with its state and why, and the interval that they add up to. */
export function tellCells({ coverage: { bounds, cells } }: AnsweredCoverage): string {
  const rows = cells.nodes.map((cell) => [`${cell.item.id}: ${cell.item.title}`, `\`${cell.state}\``, whyOf(cell)]);
  const { low, high } = bounds.covered;
  const rate = `Covered: from ${percent(low)} to ${percent(high)} of ${bounds.N} items; ${percent(bounds.completeness)} of them can be judged.`;
  return `${markdownTable(["item", "state", "why"], rows)}\n\n${rate}`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function whyOf({ state, basis, reasons, activities, responsible }: AnsweredCell): string {
  const named = (chosen: (one: AnsweredCell["responsible"][number]) => boolean): string =>
    responsible
      .filter(chosen)
      .map(({ organization }) => organization?.name ?? "one that isn't known")
      .join(", ");
  if (state === "COVERED" || state === "PARTIALLY_COVERED") return `${activities} activities`;
  if (basis === "NIL_RETURN") return `nil return of ${named(({ scopeLevel }) => scopeLevel === "NIL")}`;
  if (basis === "COMPLETE_SCOPE") return `nothing in the complete reporting of ${named(({ scopeLevel }) => scopeLevel === "COMPLETE")}`;
  const failing = named(({ lastHarvest }) => lastHarvest !== null && lastHarvest !== "SUCCEEDED");
  return `${reasons.map(({ text }) => text).join(" ")}${failing === "" ? "" : ` Here: ${failing}.`}`;
}
