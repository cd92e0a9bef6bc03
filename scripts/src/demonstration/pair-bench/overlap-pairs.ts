import type { BenchDraft, BenchWriter } from "./bench-writer";
import { type TitleLanguage, titleOf } from "./phrasing";
import type { Plot } from "./plots";

/** Languages of the two titles, in turn. */
const SPOKEN: readonly (readonly [TitleLanguage, TitleLanguage])[] = [
  ["en", "en"],
  ["en", "fr"],
  ["es", "es"],
  ["en", "es"],
  ["fr", "fr"],
  ["en", "en"],
  ["fr", "es"],
];
const SIX: readonly (readonly [TitleLanguage, TitleLanguage])[] = [
  ["en", "ar"],
  ["ru", "en"],
  ["zh", "en"],
  ["ar", "fr"],
  ["ru", "ru"],
];

/** Different work of different agencies on one item: candidates for a review, and overlaps that fall short of it. */
export function overlapPairs(bench: BenchWriter): void {
  for (let turn = 0; turn < 28; turn++) candidate(bench, turn, bench.plots.next(), SPOKEN[turn % SPOKEN.length]);
  for (let turn = 28; turn < 38; turn++) candidate(bench, turn, bench.plots.next(true), SIX[turn % SIX.length]);
  for (let turn = 38; turn < 45; turn++) nested(bench, turn);
  for (let turn = 0; turn < 10; turn++) ofOneKind(bench, turn);
  for (let turn = 0; turn < 8; turn++) forOneGroup(bench, turn);
  for (let turn = 0; turn < 8; turn++) hardlyMeeting(bench, turn);
}

type Spoken = readonly [TitleLanguage, TitleLanguage] | undefined;

/** Two agencies side by side on a plot, each with its own words; `other` says what the second has otherwise. */
function sideBySide(bench: BenchWriter, plot: Plot, turn: number, spoken: Spoken, different: Omit<Partial<BenchDraft>, "agency">) {
  const [first, second] = spoken ?? ["en", "en"];
  const one = bench.record(plot, { agency: bench.agency(turn), titles: [[first, titleOf(plot, first, turn)]] });
  const titles = [[second, titleOf(plot, second, turn + 4)]] as const;
  const other = bench.record(plot, { agency: bench.agency(turn, 1 + (turn % 11)), titles, ...different });
  return { one, other, language: first === second ? first : `${first}-${second}` };
}

/** Now and then an open end, a second group or a second item beside the shared one. */
function candidate(bench: BenchWriter, turn: number, plot: Plot, spoken: Spoken): void {
  const start = `${plot.year}-${String(6 + (turn % 6)).padStart(2, "0")}-10`;
  const period = turn % 5 === 0 ? { start } : { start, end: `${plot.year + 1}-11-20` };
  const targetGroups = turn % 4 === 0 ? ["the public", plot.group.en] : [plot.group.en];
  const own = { item: plot.subject.item };
  const items =
    turn % 6 === 0
      ? [
          { ...own, weight: 50 },
          { item: "GPA-18a", weight: 50 },
        ]
      : [own];
  const { one, other, language } = sideBySide(bench, plot, turn, spoken, { period, targetGroups, items });
  const reason = "Two leads with one item, country, kind of work and group in the same months, and nothing that joins them.";
  bench.pair(one, other, { label: "OVERLAP", level: "L3", kind: "candidate duplication", language, reason });
}

/** One works in the country, the other in the subregion around it. */
function nested(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const places = [{ place: plot.country.subregion }];
  const { one, other, language } = sideBySide(bench, plot, turn, SPOKEN[turn % SPOKEN.length], { places });
  const reason = "One item, kind of work and group in the same months; the country lies in the other's subregion.";
  bench.pair(one, other, { label: "OVERLAP", level: "L3", kind: "candidate duplication, nested places", language, reason });
}

function ofOneKind(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const { one, other, language } = sideBySide(bench, plot, turn, SPOKEN[turn % SPOKEN.length], { targetGroups: ["ministry advisers"] });
  const reason = "One item, country, kind of work and time, but for other people.";
  bench.pair(one, other, { label: "OVERLAP", level: "L2", kind: "overlap, other group", language, reason });
}

function forOneGroup(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const { one, other, language } = sideBySide(bench, plot, turn, SPOKEN[turn % SPOKEN.length], { activityKind: "PUBLICATION" });
  const reason = "One item, country, group and time, but another kind of work.";
  bench.pair(one, other, { label: "OVERLAP", level: "L2", kind: "overlap, other kind of work", language, reason });
}

/** They meet for thirty days, of periods of more than a year each. */
function hardlyMeeting(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const [first, second] = [bench.agency(turn), bench.agency(turn, 4)];
  const before = { start: `${plot.year}-01-10`, end: `${plot.year + 1}-04-30` };
  const after = { start: `${plot.year + 1}-04-01`, end: `${plot.year + 2}-08-31` };
  const one = bench.record(plot, { agency: first, titles: [["en", titleOf(plot, "en", turn)]], period: before });
  const other = bench.record(plot, { agency: second, titles: [["en", titleOf(plot, "en", turn + 5)]], period: after });
  const reason = "They share all but the time: the periods meet for thirty days only.";
  bench.pair(one, other, { label: "OVERLAP", level: "L1", kind: "fragmentation, hardly meeting", language: "en", reason });
}
