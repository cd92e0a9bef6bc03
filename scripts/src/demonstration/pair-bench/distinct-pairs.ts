import type { ActivityRecord } from "@actionline/schema/contract/records";
import type { BenchWriter } from "./bench-writer";
import { type TitleLanguage, titleOf } from "./phrasing";
import type { Plot } from "./plots";
import { ofOtherItem } from "./word-pairs";

/** Titles that the same source repeats for every country. */
const TEMPLATES: readonly (readonly [TitleLanguage, string])[] = [
  ["en", "Country office support to the digital agenda"],
  ["fr", "Programme d'appui du bureau de pays"],
  ["es", "Asistencia técnica de la oficina en el país"],
  ["en", "Core activities of the annual work plan"],
];

/** Pairs that have much in common and are different all the same. */
export function distinctPairs(bench: BenchWriter): void {
  for (const [turn, template] of TEMPLATES.entries()) templates(bench, turn, template);
  for (let turn = 0; turn < 8; turn++) onePortal(bench, turn);
  for (let turn = 0; turn < 8; turn++) sameId(bench, turn);
}

function at(records: readonly ActivityRecord[], number: number): ActivityRecord {
  const found = records[number];
  if (found === undefined) throw new Error(`The source repeats the title ${records.length} times only.`);
  return found;
}

/** Six records of one source with one title, each for another country, and a seventh for other people in the first one's. */
function templates(bench: BenchWriter, turn: number, [language, title]: readonly [TitleLanguage, string]): void {
  const draft = { agency: bench.agency(turn, 4), titles: [[language, title]], period: { start: "2022-01-01", end: "2023-12-31" } } as const;
  const plots = Array.from({ length: 6 }, () => bench.plots.next());
  const records = plots.map((plot) => bench.record(plot, draft));
  const sameCountry = plots
    .slice(0, 1)
    .map((plot) => bench.record({ ...plot, number: plot.number + 400 }, { ...draft, ...ofOtherItem(bench) }));
  const label = { label: "DISTINCT", kind: "template title", veto: "TEMPLATE_TITLE", language } as const;
  const reason = "A title that the source repeats for each country.";
  bench.pair(at(records, 0), at(records, 1), { ...label, reason });
  bench.pair(at(records, 2), at(records, 3), { ...label, reason });
  const inOneCountry = "A title that the source repeats; another item and other people of the same country.";
  bench.pair(at(records, 0), at(sameCountry, 0), { ...label, reason: inOneCountry });
}

/** A page of the publisher that lists all of its projects. */
function onePortal(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const agency = bench.agency(turn, 3);
  const sourceUrl = `https://${agency}.example/projects${turn % 2 === 0 ? "" : `?country=${plot.country.code}`}`;
  const one = bench.record(plot, { agency, sourceUrl, titles: [["en", titleOf(plot, "en", turn)]] });
  const next = bench.plots.next();
  const place = { ...next, country: plot.country, number: next.number + 300 };
  const other = bench.record(place, { agency, sourceUrl, titles: [["en", titleOf(place, "en", turn + 3)]] });
  bench.pair(one, other, {
    label: "DISTINCT",
    kind: "one page for many projects",
    language: "en",
    reason: "The page lists all projects; these two are different ones.",
  });
}

/** Two publishers number alike: a conflict of ids, no match. Every other pair bears one general title on top. */
function sameId(bench: BenchWriter, turn: number): void {
  const [plot, next] = [bench.plots.next(), bench.plots.next()];
  const raw = [`XA-WORK-${plot.year}-000${turn}`, `P-${100 + turn}`, `000${turn}1`, `ICT-${turn}`][turn % 4] ?? "";
  const words = (of: Plot, more: number) =>
    turn % 2 === 0 ? "Annual work plan for the information society" : titleOf(of, "en", turn + more);
  const one = bench.record(plot, { agency: bench.agency(turn, 1), raw, titles: [["en", words(plot, 0)]] });
  const other = bench.record(next, { agency: bench.agency(turn, 8), raw, titles: [["en", words(next, 2)]] });
  const reason = "Two publishers use the same number for different work.";
  bench.pair(one, other, { label: "DISTINCT", kind: "same id, other origin", language: "en", reason });
}
