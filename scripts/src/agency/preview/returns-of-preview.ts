import type { Hub } from "../../hub/open-hub";
import type { Line, PreviewCoverage } from "./coverage-of-preview";
import { cellsOf } from "./preview-question";
import { type Candidate, OPEN_CELL, type OpenCell, openTrial, type PreviewReturn } from "./trial-of-returns";

export interface PreviewReturns {
  /** Unknown cells that the agency answers for already. */
  readonly answersFor: number;
  /** The three that turn most, the best first. */
  readonly best: readonly PreviewReturn[];
}

type WithSteps = OpenCell & { readonly whatWouldChange: readonly { readonly steps: readonly Step[] }[] };
interface Step {
  readonly kind: string;
  readonly agencies: readonly ({ readonly id: string } | null)[];
  readonly items: readonly ({ readonly id: string } | null)[];
  readonly places: readonly ({ readonly id: string } | null)[];
}

/** What is to be declared of one line, gathered from the steps of its cells. */
interface OfLine {
  readonly line: Line | null;
  readonly items: Set<string>;
  readonly places: Set<string>;
  readonly years: Set<number>;
  cells: number;
}

const BEST = 3;
/** Declared one after the other to see what each does. */
const MOST_TRIED = 5;
const STEPS = "whatWouldChange { steps { kind agencies { id } items { id } places { id } } }";

/** The declarations of an agency that would turn most unknown cells, each tried. */
export async function returnsOfPreview(hub: Hub, agency: string, coverage: PreviewCoverage): Promise<PreviewReturns> {
  const { years } = coverage;
  const unknown = await cellsOf<OpenCell>(hub, OPEN_CELL, { years, states: ["UNKNOWN"] });
  const own = unknown.filter(({ responsible }) => responsible.some((each) => each.agency?.id === agency));
  const candidates = own.length > 0 ? await bySteps(hub, agency, coverage, own) : ofRecords(agency, coverage);
  const trial = await openTrial(hub, agency, years);
  const tried: PreviewReturn[] = [];
  for (const candidate of candidates.slice(0, MOST_TRIED)) tried.push(await trial(candidate));
  tried.sort((a, b) => b.turned - a.turned || b.unknown - a.unknown);
  return { answersFor: own.length, best: tried.slice(0, BEST) };
}

/** What the graph's own steps ask the agency to declare, one return a line: of those that the most cells wait for first. */
async function bySteps(hub: Hub, agency: string, { years, ...met }: PreviewCoverage, own: readonly OpenCell[]): Promise<Candidate[]> {
  const items = [...new Set(own.map(({ item }) => item.id))];
  const cells = await cellsOf<WithSteps>(hub, `${OPEN_CELL} ${STEPS}`, { years, items, states: ["UNKNOWN"] });
  const lines = new Map<string, OfLine>();
  for (const cell of cells) {
    const step = cell.whatWouldChange.flatMap(({ steps }) => steps).find((each) => isOwn(each, agency));
    if (step !== undefined) gather(lines, cell, step);
  }
  const names = new Map(own.map(({ place }) => [place.id, place.name]));
  const reported = new Set([...met.covered, ...met.partial, ...met.ifAccepted].map(({ item }) => item.id));
  return mostFirst(lines).map(({ line, ...of }) => {
    const [items, places] = [[...of.items], [...of.places]];
    const level = items.some((item) => reported.has(item)) ? "COMPLETE" : "NIL";
    const where = places.map((place) => names.get(place) ?? place);
    return { line, where, input: { agency, level, items, places, years: [...of.years].sort((a, b) => a - b) } };
  });
}

function gather(lines: Map<string, OfLine>, { item, year }: OpenCell, { items, places }: Step): void {
  const of = lineIn(lines, item.actionLine);
  for (const each of items) if (each !== null) of.items.add(each.id);
  for (const each of places) if (each !== null) of.places.add(each.id);
  of.years.add(year);
  of.cells += 1;
}

function lineIn(lines: Map<string, OfLine>, line: Line | null): OfLine {
  const known = lines.get(line?.code ?? "");
  const of = known ?? { line, items: new Set(), places: new Set(), years: new Set(), cells: 0 };
  lines.set(line?.code ?? "", of);
  return of;
}

const mostFirst = (lines: ReadonlyMap<string, OfLine>): OfLine[] => [...lines.values()].sort((a, b) => b.cells - a.cells);

const isOwn = ({ kind, agencies }: Step, agency: string): boolean =>
  kind === "DECLARE_SCOPE" && agencies.some((each) => each?.id === agency);

/** Of one that answers for nothing yet: the lines that its records speak of, of which it would say that this is all. */
function ofRecords(agency: string, { years, covered, partial, ifAccepted }: PreviewCoverage): Candidate[] {
  const lines = new Map<string, OfLine>();
  for (const { item } of [...covered, ...partial, ...ifAccepted]) lineIn(lines, item.actionLine).cells += 1;
  return mostFirst(lines).flatMap(({ line }) =>
    line === null ? [] : [{ line, where: [], input: { agency, level: "COMPLETE", actionLines: [line.code], years } }],
  );
}
