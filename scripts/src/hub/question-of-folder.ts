import type { Hub } from "./open-hub";

/** A question that shows something of the files of a folder, and its answer in a few words. */
export interface FolderQuestion {
  readonly title: string;
  readonly query: string;
  readonly answer: string;
}

interface BusiestAnswer {
  readonly activityAggregate: { readonly groups: { readonly nodes: readonly Group[] } };
}
interface Group {
  readonly keys: readonly { readonly value: string | null; readonly label: string | null }[];
}
interface LineAnswer {
  readonly coverage: {
    readonly bounds: { readonly N: number; readonly C: number; readonly P: number; readonly O: number; readonly U: number };
    readonly cells: { readonly nodes: readonly LineCell[] };
  };
}
interface LineCell {
  readonly actionLine: { readonly shortName: string } | null;
  readonly activities: number;
  readonly weak: number;
  readonly suggested: number;
}

type Asked = Pick<Hub, "execute" | "clock">;

const BUSIEST = `{
  activityAggregate(filter: { includeSuggested: true }, groupBy: [ACTION_LINE, YEAR], orderBy: { field: COUNT }, first: 200) {
    groups { nodes { keys { value label } } }
  }
}`;

interface Candidate {
  readonly line: string;
  readonly label: string;
  readonly year: number;
}

/** Lines that are tried: one without items of its own has no coverage, however much is said of it. */
const MOST_TRIED = 5;

/**
 * Asks for the coverage of the action line and year that the files say most about, suggestions included. The latest
 * year wouldn't do: work without an end meets every year up to the last that any of them names. Null where none of the
 * files says anything about a line.
 */
export async function questionOfFolder(hub: Asked): Promise<FolderQuestion | null> {
  for (const { line, label, year } of (await busiestOf(hub)).slice(0, MOST_TRIED)) {
    const query =
      `{ coverage(actionLines: [${JSON.stringify(line)}], years: [${year}], by: [ACTION_LINE]) ` +
      "{ bounds { N C P O U } cells { nodes { actionLine { shortName } state activities weak suggested } } } }";
    const { coverage } = await answerOf<LineAnswer>(hub, query);
    if (coverage.bounds.N === 0) continue;
    return { title: `What is covered of "${label}" in ${year}, and how do you know?`, query, answer: summaryOf(coverage) };
  }
  return null;
}

/** The lines, each with its busiest year that isn't ahead of us, the busiest first. */
async function busiestOf(hub: Asked): Promise<Candidate[]> {
  const thisYear = hub.clock().getUTCFullYear();
  const { activityAggregate } = await answerOf<BusiestAnswer>(hub, BUSIEST);
  const byLine = new Map<string, Candidate>();
  for (const { keys } of activityAggregate.groups.nodes) {
    const [line, year] = keys;
    // Activities of no line, or of no year, are groups too.
    if (line?.value == null || year?.value == null || Number(year.value) > thisYear || byLine.has(line.value)) continue;
    byLine.set(line.value, { line: line.value, label: line.label ?? line.value, year: Number(year.value) });
  }
  return [...byLine.values()];
}

function summaryOf({ bounds: { N, C, P, O, U }, cells }: LineAnswer["coverage"]): string {
  const states = `Of ${N} items by region ${C} are covered, ${P} in part, ${O} omitted; of ${U} nobody can tell.`;
  const lines = cells.nodes
    .filter((cell) => sizeOf(cell) > 0)
    .sort((a, b) => sizeOf(b) - sizeOf(a))
    .slice(0, 3)
    .map((cell) => `${cell.actionLine?.shortName ?? "a line"}: ${toldOf(cell)}`);
  return lines.length === 0 ? states : `${states} Activities of ${lines.join("; ")}.`;
}

const sizeOf = ({ activities, weak, suggested }: LineCell): number => activities + weak + suggested;

function toldOf({ activities, weak, suggested }: LineCell): string {
  const counted = activities === 0 ? [] : [`${activities} by strong evidence`];
  const inPart = weak === 0 ? [] : [`${weak} by weak evidence`];
  const waiting = suggested === 0 ? [] : [`${suggested} suggested, which await review`];
  return [...counted, ...inPart, ...waiting].join(", ");
}

async function answerOf<T extends object>(hub: Asked, query: string): Promise<T> {
  const { body } = await hub.execute({ query });
  const error = body.errors?.[0];
  if (error !== undefined || body.data === null || body.data === undefined) {
    throw new Error(`The hub gave no answer to its own first question: ${error?.message ?? "nothing came"}`);
  }
  return body.data as object as T;
}
