import { referenceTo } from "../cast";
import type { BenchDraft, BenchWriter } from "./bench-writer";
import { inLatinLetters, REWORDINGS, type TitleLanguage, titleOf } from "./phrasing";
import type { Plot } from "./plots";

/** Dollars for one unit in the year's mean, as far as an overlap needs it. */
const DOLLARS = [
  ["EUR", [1.18, 1.12, 1.14, 1.18, 1.05, 1.08, 1.08]],
  ["CHF", [1.02, 1.01, 1.07, 1.09, 1.05, 1.11, 1.14]],
] as const;

/** One activity that two agencies report, each under an id of its own. */
export function secondReportPairs(bench: BenchWriter): void {
  for (let turn = 0; turn < 10; turn++) withItsAddress(bench, turn);
  for (let turn = 0; turn < 9; turn++) byPartner(bench, turn);
  for (let turn = 0; turn < 8; turn++) inAnotherCurrency(bench, turn);
  for (let turn = 0; turn < 9; turn++) inAnotherLanguage(bench, turn);
  for (let turn = 0; turn < 8; turn++) inOtherLetters(bench, turn);
}

const languageOf = (turn: number): TitleLanguage => (["en", "es", "fr"] as const)[turn % 3] ?? "en";

/** The record of the agency that leads, and that of a partner, who says who leads. */
function twoReports(bench: BenchWriter, plot: Plot, turn: number, lead: Omit<BenchDraft, "agency">, partner: Omit<BenchDraft, "agency">) {
  const agency = bench.agency(turn, 1);
  const one = bench.record(plot, { agency, ...lead });
  const participants = [{ role: "LEAD" as const, organisation: referenceTo(agency) }];
  const other = bench.record(plot, { agency: bench.agency(turn, 6), participants, ...partner });
  return { one, other };
}

/** The partner gives the address of the lead's own page. */
function withItsAddress(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const language = languageOf(turn);
  const title = titleOf(plot, language, turn);
  const sourceUrl = `https://projects-${turn}.example/${plot.country.code.toLowerCase()}/${plot.number}`;
  const later = turn % 2 === 0 ? {} : { period: { start: `${plot.year}-09-01`, end: `${plot.year + 2}-12-31` } };
  const again = REWORDINGS[turn % 2 === 0 ? "every word with a capital" : "typographic marks"](title);
  const lead = { titles: [[language, title]] as const, sourceUrl };
  const partner = { titles: [[language, again]] as const, sourceUrl: `${sourceUrl.replace("https://", "http://")}/`, ...later };
  const { one, other } = twoReports(bench, plot, turn, lead, partner);
  const reason = "The partner gives the lead's own page and nearly its title.";
  bench.pair(one, other, { label: "SAME", kind: "secondary reporter, with its address", language, reason });
}

function byPartner(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const language = languageOf(turn + 1);
  const title = titleOf(plot, language, turn + 3);
  const again = turn % 3 === 0 ? `${title} (${bench.agency(turn, 1)})` : REWORDINGS["full stop"](title);
  const { one, other } = twoReports(bench, plot, turn, { titles: [[language, title]] }, { titles: [[language, again]] });
  const reason = "The partner names the same lead, title, place and dates under an id of its own.";
  bench.pair(one, other, { label: "SAME", kind: "secondary reporter", language, reason });
}

/** The amounts are one sum at the year's rate, a little rounded. */
function inAnotherCurrency(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const amount = bench.amount();
  const [currency, rates] = DOLLARS[turn % 2] ?? DOLLARS[0];
  const converted = Math.round(amount / (rates[plot.year - 2018] ?? 1) / 100) * 100;
  const title = titleOf(plot, "en", turn + 4);
  const lead = { titles: [["en", title]] as const, money: { amount, currency: "USD" } };
  const partner = { titles: [["en", REWORDINGS["country in brackets"](title)]] as const, money: { amount: converted, currency } };
  const { one, other } = twoReports(bench, plot, turn, lead, partner);
  const reason = `The same sum in dollars and, at the rate of the year, in ${currency}.`;
  bench.pair(one, other, { label: "SAME", kind: "amount in another currency", language: "en", reason });
}

/** Two thirds share a language among several or an exact sum; the others have the address of the page alone in common. */
function inAnotherLanguage(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const to = turn % 2 === 0 ? ("fr" as const) : ("es" as const);
  const sourceUrl = `https://work.example/${plot.number}`;
  const both = turn % 3 !== 2;
  const english = ["en", titleOf(plot, "en", turn)] as const;
  const foreign = [to, titleOf(plot, to, turn)] as const;
  const { one, other } = twoReports(
    bench,
    plot,
    turn,
    { titles: both ? [english, foreign] : [english], sourceUrl },
    { titles: [foreign], sourceUrl },
  );
  const reason = both ? "One record has the title in both languages." : "The page and all else agree; the titles are translations.";
  bench.pair(one, other, { label: "SAME", kind: both ? "title in two languages" : "translated title", language: `en-${to}`, reason });
}

/** Arabic, Russian and Chinese titles that come back with other marks, and Russian ones in Latin letters. */
function inOtherLetters(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next(true);
  const language = (["ru", "ar", "ru", "zh"] as const)[turn % 4] ?? "ru";
  const latin = turn % 4 === 0;
  const title = titleOf(plot, language, turn);
  const again = latin ? inLatinLetters(title) : `${title}.`.replaceAll(/[«»]/g, '"');
  const { one, other } = twoReports(bench, plot, turn, { titles: [[language, title]] }, { titles: [[language, again]] });
  const reason = latin ? "The second title is the first in Latin letters." : "The titles differ in marks alone.";
  bench.pair(one, other, { label: "SAME", kind: latin ? "transliterated title" : "title in another script", language, reason });
}
