import type { BenchWriter } from "./bench-writer";
import { type TitleLanguage, titleOf } from "./phrasing";

const LANGUAGES: readonly TitleLanguage[] = ["en", "fr", "es"];

/** Pairs that nobody would take for one: they hold a method to its promise where nothing is hard. */
export function easyPairs(bench: BenchWriter): void {
  for (let turn = 0; turn < 12; turn++) nothingInCommon(bench, turn);
  for (let turn = 0; turn < 12; turn++) sameCountry(bench, turn);
}

function nothingInCommon(bench: BenchWriter, turn: number): void {
  const [plot, next] = [bench.plots.next(), bench.plots.next()];
  const [first, second] = [LANGUAGES[turn % 3] ?? "en", LANGUAGES[(turn + Math.floor(turn / 3)) % 3] ?? "en"];
  const one = bench.record(plot, { agency: bench.agency(turn), titles: [[first, titleOf(plot, first, turn)]] });
  const other = bench.record(next, { agency: bench.agency(turn, 5), titles: [[second, titleOf(next, second, turn)]] });
  const language = first === second ? first : `${first}-${second}`;
  bench.pair(one, other, { label: "DISTINCT", kind: "easy", language, reason: "Another country, item, agency and group." });
}

/** One country and often one agency, but other work for other people. */
function sameCountry(bench: BenchWriter, turn: number): void {
  const [plot, next] = [bench.plots.next(), bench.plots.next()];
  const place = { ...next, country: plot.country, number: next.number + 600 };
  const language = LANGUAGES[turn % 3] ?? "en";
  const one = bench.record(plot, { agency: bench.agency(turn, 2), titles: [[language, titleOf(plot, language, turn)]] });
  const other = bench.record(place, {
    agency: bench.agency(turn, turn % 2 === 0 ? 2 : 9),
    titles: [[language, titleOf(place, language, turn + 2)]],
  });
  bench.pair(one, other, { label: "DISTINCT", kind: "easy, same country", language, reason: "One country, but another item and group." });
}
