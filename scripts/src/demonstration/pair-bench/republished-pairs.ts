import type { AgencyId } from "../cast";
import type { BenchWriter } from "./bench-writer";
import { mistyped, REWORDINGS, type Rewording, type TitleLanguage, titleOf } from "./phrasing";

const LANGUAGES = ["en", "fr", "es"] as const;
const REWORDED = Object.keys(REWORDINGS) as Rewording[];

/** Records that come again from the same agency, and records that a mirror carries under their own id. */
export function republishedPairs(bench: BenchWriter): void {
  for (let turn = 0; turn < 9; turn++) underAnotherId(bench, turn);
  for (let turn = 0; turn < 18; turn++) reworded(bench, turn);
  for (let turn = 0; turn < 6; turn++) typedAgain(bench, turn);
  for (let turn = 0; turn < 12; turn++) mirrored(bench, turn);
}

const languageOf = (turn: number): TitleLanguage => LANGUAGES[turn % LANGUAGES.length] ?? "en";

/** The archive of an agency holds its record again, under a number of its own. */
function underAnotherId(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const agency = bench.agency(turn);
  const language = languageOf(turn);
  const titles = [[language, titleOf(plot, language, turn)]] as const;
  const one = bench.record(plot, { agency, titles });
  const other = bench.record(plot, { agency, titles, raw: `archive-${plot.number}`, source: `${agency}/archive` });
  const reason = "The archive of the agency holds the record again under another number.";
  bench.pair(one, other, { label: "SAME", kind: "published again", language, reason });
}

/** The same, but the second desk writes the title down in its own way. */
function reworded(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const agency = bench.agency(turn, 5);
  const language = languageOf(turn);
  const title = titleOf(plot, language, turn + 2);
  const inTurn = [...REWORDED.slice(turn % REWORDED.length), ...REWORDED];
  const how = inTurn.find((each) => REWORDINGS[each](title, bench.random) !== title) ?? "full stop";
  const again = REWORDINGS[how](title, bench.random);
  const one = bench.record(plot, { agency, titles: [[language, title]], money: { amount: bench.amount(), currency: "USD" } });
  const other = bench.record(plot, { agency, titles: [[language, again]], raw: `old-${plot.number}`, source: `${agency}/archive` });
  bench.pair(one, other, {
    label: "SAME",
    kind: "published again, reworded",
    language,
    reason: `The titles differ by this alone: ${how}.`,
  });
}

function typedAgain(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const agency = bench.agency(turn, 8);
  const language = languageOf(turn);
  const title = titleOf(plot, language, turn + 1);
  const one = bench.record(plot, { agency, titles: [[language, title]] });
  const other = bench.record(plot, {
    agency,
    titles: [[language, mistyped(title)]],
    raw: `typed-${plot.number}`,
    source: `${agency}/paper`,
  });
  bench.pair(one, other, {
    label: "SAME",
    kind: "typing error",
    language,
    reason: "Two letters of a word changed places when it was typed again.",
  });
}

/** Another agency carries the record under the id that its publisher gave it, now and then in its own language or a later state. */
function mirrored(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const origin = bench.agency(turn, 3);
  const mirror: AgencyId = bench.agency(turn, 7);
  const translated = turn % 3 === 0;
  const language = translated ? "fr" : "en";
  const one = bench.record(plot, { agency: origin, titles: [["en", titleOf(plot, "en", turn)]] });
  const { reporter, participants, period, sourceUrl } = one;
  const other = bench.record(plot, {
    agency: mirror,
    raw: one.id.slice(origin.length + 1),
    titles: [[language, titleOf(plot, language, turn)]],
    reporter,
    ...(participants === undefined ? {} : { participants }),
    period: turn % 4 === 1 ? { ...period, end: `${plot.year + 3}-06-30` } : period,
    ...(turn % 2 === 0 && sourceUrl !== undefined ? { sourceUrl } : {}),
  });
  const reason = "The mirror keeps the id and the publisher of the native record.";
  bench.pair(one, other, { label: "SAME", kind: "mirrored and native", language: translated ? "en-fr" : "en", reason });
}
