import type { Preview } from "./preview";
import type { PreviewReturn } from "./trial-of-returns";

const MOST_NAMED = 3;

/** Which declarations would change most cells, in lines. */
export function* tellReturns({ returns: { answersFor, best } }: Preview): Generator<string> {
  if (answersFor > 0) yield `You answer for ${answersFor} cells of which nothing is known. Each of these was tried here:`;
  else if (best.length > 0) yield* ANSWERS_FOR_NOTHING;
  else yield "You answer for no cell, and your records speak of no line of the plan: name items or lines in them first.";
  for (const [at, each] of best.entries()) yield* tellReturn(at + 1, each);
  if (best.length > 0)
    yield "Declare only what is so: COMPLETE says that all you did there is in your records, NIL that you did nothing there.";
}

const ANSWERS_FOR_NOTHING = [
  "You answer for nothing yet: you facilitate no line, and declared no reporting scope. Where you declare what you report,",
  "you answer for it from then on, beside those who do already. What that would do, tried here:",
];

function* tellReturn(number: number, { input, line, where, unknown, turned, into, others }: PreviewReturn): Generator<string> {
  const what = line === null ? "" : ` on ${line.code} ${line.shortName}`;
  const years = input.years.join(", ");
  yield `${number}. ${input.level}${what}, ${extentOf({ input, where })}, ${years}: ${turned} of ${unknown} unknown cells become known${statesIn(into)}.`;
  if (others.length > 0) {
    const named = others.slice(0, MOST_NAMED).map(({ organization, cells }) => `${organization} (${cells})`);
    const left = others.length - named.length;
    yield `   The rest waits for what others declare: ${named.join(", ")}${left > 0 ? ` and ${left} more` : ""}.`;
  }
  yield `   declareScope: ${JSON.stringify(input)}`;
}

function extentOf({ input: { items }, where }: Pick<PreviewReturn, "input" | "where">): string {
  const what = items === undefined ? "all items" : items.length === 1 ? `${items[0]}` : `${items.length} items`;
  return `${what}, ${where.length === 0 ? "everywhere" : where.join(", ")}`;
}

function statesIn(into: Readonly<Record<string, number>>): string {
  const told = Object.entries(into).map(([state, count]) => `${count} ${state}`);
  return told.length === 0 ? "" : ` (${told.join(", ")})`;
}
