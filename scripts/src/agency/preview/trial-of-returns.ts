import { randomUUID } from "node:crypto";
import type { Hub } from "../../hub/open-hub";
import type { Line } from "./coverage-of-preview";
import { gridOf, nameOfCell } from "./grid-of-preview";
import { askPreview, cellsOf } from "./preview-question";

/** What an agency could declare, and what that would do; found out by declaring it in the preview's own hub. */
export interface PreviewReturn {
  /** As `declareScope` takes it. */
  readonly input: ScopeInput;
  readonly line: Line | null;
  /** The names of the places; none for everywhere. */
  readonly where: readonly string[];
  /** Unknown cells that it speaks of. */
  readonly unknown: number;
  /** How many of them it turns, by what they turn into. */
  readonly turned: number;
  readonly into: Readonly<Record<string, number>>;
  /** Who else has to declare before the rest of them is known, and for how many. */
  readonly others: readonly { readonly organization: string; readonly cells: number }[];
}

export interface ScopeInput {
  readonly agency: string;
  readonly level: "COMPLETE" | "NIL";
  readonly items?: readonly string[];
  readonly actionLines?: readonly string[];
  readonly places?: readonly string[];
  readonly years: readonly number[];
}

/** A declaration that is worth a try. */
export type Candidate = Pick<PreviewReturn, "input" | "line" | "where">;

/** An unknown cell, and who answers for it. */
export interface OpenCell {
  readonly item: { readonly id: string; readonly actionLine: Line | null };
  readonly place: { readonly id: string; readonly name: string };
  readonly year: number;
  readonly responsible: readonly Responsible[];
}
interface Responsible {
  readonly agency: { readonly id: string } | null;
  readonly organization: { readonly name: string } | null;
  readonly scopeLevel: string | null;
}
export const OPEN_CELL = `item { id actionLine { code shortName } } place { id name } year
  responsible { agency { id } organization { name } scopeLevel }`;

/** Tries declarations, each in place of the one before: what one did is gone with the next. */
export async function openTrial(
  hub: Hub,
  agency: string,
  years: readonly number[],
): Promise<(candidate: Candidate) => Promise<PreviewReturn>> {
  const token = randomUUID();
  await hub.tokens.admit(token, { id: "preview", name: "the preview", roles: [{ name: "PUBLISHER", of: agency }] }, "preview");
  const before = await statesOf(hub, years);
  let id: string | null = null;
  return async ({ input, line, where }) => {
    const declare = "mutation ($input: DeclareScopeInput!) { declareScope(input: $input) { reportingScope { id } } }";
    const variables = { input: { ...input, ...(id !== null && { id }), idempotencyKey: randomUUID() } };
    const declared = await askPreview<{ declareScope: { reportingScope: { id: string } } }>(hub, declare, variables, token);
    id = declared.declareScope.reportingScope.id;
    const after = await statesOf(hub, years);
    const into: Record<string, number> = {};
    for (const [cell, state] of after) if (before.get(cell) === "UNKNOWN" && state !== "UNKNOWN") into[state] = (into[state] ?? 0) + 1;
    const turned = Object.values(into).reduce((sum, count) => sum + count, 0);
    const open = await stillOpen(hub, agency, input);
    return { input, line, where, unknown: turned + open.length, turned, into, others: othersIn(open, agency) };
  };
}

/** Unknown cells that the agency answers for and has spoken of. */
async function stillOpen(hub: Hub, agency: string, { items, actionLines, places, years }: ScopeInput): Promise<OpenCell[]> {
  const slice = { years, states: ["UNKNOWN"], ...(items !== undefined && { items }), ...(places !== undefined && { places }) };
  const cells = await cellsOf<OpenCell>(hub, OPEN_CELL, slice);
  return cells.filter(
    ({ item, responsible }) =>
      (actionLines === undefined || actionLines.includes(item.actionLine?.code ?? "")) &&
      responsible.some((each) => each.agency?.id === agency),
  );
}

function othersIn(cells: readonly OpenCell[], agency: string): PreviewReturn["others"] {
  const counts = new Map<string, number>();
  for (const { responsible } of cells) {
    for (const { agency: by, organization, scopeLevel } of responsible) {
      if (by?.id === agency || scopeLevel === "COMPLETE" || scopeLevel === "NIL") continue;
      const name = organization?.name ?? by?.id ?? "somebody";
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts].map(([organization, count]) => ({ organization, cells: count })).sort((a, b) => b.cells - a.cells);
}

async function statesOf(hub: Hub, years: readonly number[]): Promise<Map<string, string>> {
  const { cells } = await gridOf(hub, years);
  return new Map(cells.map((cell) => [nameOfCell(cell), cell.state]));
}
