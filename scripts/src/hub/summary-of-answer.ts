import type { FormattedExecutionResult } from "graphql";

interface CoverageAnswer {
  readonly coverage: {
    readonly bounds: { readonly N: number; readonly C: number; readonly P: number; readonly O: number; readonly U: number };
  };
}
interface WaysAnswer {
  readonly coverage: {
    readonly cells: { readonly nodes: readonly CellWithWays[] };
  };
}
interface CellWithWays {
  readonly item: { readonly id: string };
  readonly place: { readonly name: string };
  readonly whatWouldChange: readonly { readonly state: string; readonly steps: readonly { readonly text: string }[] }[];
}
interface OverlapsAnswer {
  readonly overlaps: { readonly totalCount: number };
  readonly activityAggregate: { readonly totals: { readonly none: number; readonly proposed: number } };
}
interface ActivitiesAnswer {
  readonly activities: { readonly totalCount: number; readonly nodes: readonly { readonly reporter: { readonly name: string } | null }[] };
}
interface AggregateAnswer {
  readonly activityAggregate: {
    readonly totals: { readonly none: number };
    readonly groups: { readonly nodes: readonly unknown[] };
    readonly sources: readonly { readonly freshness: string; readonly error: string | null }[];
  };
}

/** The answer to one of the questions in a line; its error where it has no answer. */
export function summaryOf(name: string, { data, errors }: FormattedExecutionResult): string {
  const error = errors?.[0];
  if (error !== undefined || data === null || data === undefined) return `no answer: ${error?.message ?? "nothing came"}`;
  if (name === "what-would-it-take") return ofWays(data as object as WaysAnswer);
  if ("overlaps" in data) return ofOverlaps(data as object as OverlapsAnswer);
  if ("coverage" in data) return ofCoverage(data as object as CoverageAnswer);
  if ("activities" in data) return ofActivities(data as object as ActivitiesAnswer);
  if ("activityAggregate" in data) return ofAggregate(data as object as AggregateAnswer);
  throw new Error(`The question ${name} has no summary.`);
}

function ofCoverage({ coverage: { bounds } }: CoverageAnswer): string {
  const { N, C, P, O, U } = bounds;
  return `Of ${N} items ${C} are covered, ${P} in part, ${O} omitted; of ${U} nobody can tell yet, because silence is no report.`;
}

/** How many they are, and the one that takes least. */
function ofWays({ coverage: { cells } }: WaysAnswer): string {
  const [first] = cells.nodes.toSorted((a, b) => stepsOf(a).length - stepsOf(b).length);
  const one = first === undefined ? "" : ` ${first.item.id} in ${first.place.name}: ${stepsOf(first).join(" ")}`;
  return `${cells.nodes.length} cells of e-health in Africa and Asia, each with what it takes.${one}`;
}

const stepsOf = ({ whatWouldChange: [way] }: CellWithWays): readonly string[] => (way?.steps ?? []).map(({ text }) => text);

function ofOverlaps({ overlaps, activityAggregate: { totals } }: OverlapsAnswer): string {
  return `${overlaps.totalCount} pairs await a person: ${totals.none} records tell of ${totals.proposed} activities if all of them are the same.`;
}

function ofActivities({ activities: { totalCount, nodes } }: ActivitiesAnswer): string {
  const names = [...new Set(nodes.map(({ reporter }) => reporter?.name ?? "one that isn't known"))];
  return `${totalCount} activities, of ${names.join("; ")}.`;
}

function ofAggregate({ activityAggregate: { totals, groups, sources } }: AggregateAnswer): string {
  const failed = sources.filter(({ error }) => error !== null).length;
  const old = sources.filter(({ freshness }) => freshness !== "UP_TO_DATE").length;
  return `${totals.none} activities of ${groups.nodes.length} reporters, from ${sources.length} sources: ${old} not up to date, ${failed} failed at its last harvest.`;
}
