import type { BenchWriter } from "./bench-writer";
import type { TitleLanguage } from "./phrasing";
import type { Plot } from "./plots";

/** Titles that differ in one word, which changes all. */
const ONE_WORD: readonly (readonly [TitleLanguage, string, string])[] = [
  ["en", "Computers for primary schools of @", "Computers for nursing schools of @"],
  ["fr", "Réseau des bibliothèques universitaires de @", "Réseau des bibliothèques rurales de @"],
  ["es", "Registro nacional de tierras de @", "Registro nacional de empresas de @"],
  ["en", "Online portal of the tax office, @", "Online portal of the land office, @"],
  ["en", "Radio lessons for girls in @", "Radio lessons for prisoners in @"],
  ["fr", "Formation des juges à la preuve numérique, @", "Formation des policiers à la preuve numérique, @"],
];
/** What looks alike in two languages and isn't. */
const FALSE_FRIENDS: readonly (readonly [TitleLanguage, string, TitleLanguage, string])[] = [
  ["en", "Action plan on library formation, @", "fr", "Plan d'action : formation en librairie, @"],
  ["en", "Support to actual users of sensible data in @", "fr", "Appui aux utilisateurs actuels de données sensibles, @"],
  ["es", "Éxito en la carpeta digital, @", "en", "Digital exit and carpet trade, @"],
  ["en", "National plan for idiom software, @", "es", "Plan nacional de software de idiomas: @"],
  ["fr", "Réseau de location de terminaux, @", "es", "Red de localización de terminales, @"],
];
const ACRONYMS: readonly (readonly [string, string])[] = [
  ["ICT4D in @", "ICT4G in @"],
  ["SMART-ED @", "SMART-ID @"],
  ["e-GIF @", "e-GIS @"],
  ["NREN @", "NERN @"],
  ["CERT support @", "CERP support @"],
  ["DigiCap @", "DigiMap @"],
];

/** Pairs whose titles look alike and tell of different work for different people. */
export function wordPairs(bench: BenchWriter): void {
  for (const [turn, words] of ONE_WORD.entries()) oneWord(bench, turn, words);
  for (const [turn, words] of FALSE_FRIENDS.entries()) falseFriends(bench, turn, words);
  for (const [turn, [one, other]] of ACRONYMS.entries()) acronyms(bench, turn, one, other);
}

const inCountry = (title: string, { country }: Plot): string => title.replace("@", country.en);

/** What a record of another plot's item and group would say, put into the first plot's country. */
export function ofOtherItem(bench: BenchWriter) {
  const { subject, group } = bench.plots.next();
  return { items: [{ item: subject.item }], targetGroups: [group.en] };
}

function oneWord(bench: BenchWriter, turn: number, [language, first, second]: readonly [TitleLanguage, string, string]): void {
  const plot = bench.plots.next();
  const [agency, otherAgency] = [bench.agency(turn, 6), bench.agency(turn, turn % 2 === 0 ? 6 : 11)];
  const one = bench.record(plot, { agency, titles: [[language, inCountry(first, plot)]] });
  const other = bench.record(plot, {
    agency: otherAgency,
    titles: [[language, inCountry(second, plot)]],
    ...ofOtherItem(bench),
    activityKind: "MEETING",
  });
  const reason = "One word of the title differs, and with it people, item and kind of work.";
  bench.pair(one, other, { label: "DISTINCT", kind: "near title, one word", language, reason });
}

function falseFriends(bench: BenchWriter, turn: number, [first, title, second, otherTitle]: (typeof FALSE_FRIENDS)[number]): void {
  const plot = bench.plots.next();
  const agency = bench.agency(turn, 9);
  const one = bench.record(plot, { agency, titles: [[first, inCountry(title, plot)]] });
  const other = bench.record(plot, { agency, titles: [[second, inCountry(otherTitle, plot)]], ...ofOtherItem(bench) });
  const reason = "The words look alike in the two languages and mean different work.";
  bench.pair(one, other, { label: "DISTINCT", kind: "near title in two languages", language: `${first}-${second}`, reason });
}

function acronyms(bench: BenchWriter, turn: number, first: string, second: string): void {
  const plot = bench.plots.next();
  const agency = bench.agency(turn, 5);
  const one = bench.record(plot, { agency, titles: [["en", inCountry(first, plot)]] });
  const other = bench.record(plot, { agency, titles: [["en", inCountry(second, plot)]], ...ofOtherItem(bench) });
  const reason = "A letter of the acronym differs, and so do item and people.";
  bench.pair(one, other, { label: "DISTINCT", kind: "acronyms", language: "en", reason });
}
