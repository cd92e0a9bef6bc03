import type { Random } from "../random";
import type { Plot } from "./plots";

export type TitleLanguage = "en" | "fr" | "es" | "ar" | "ru" | "zh";

/** `#` stands for the subject, `@` for the country, `*` for the group. */
const FRAMES: Readonly<Record<TitleLanguage, readonly string[]>> = {
  en: [
    "Support to # in @",
    "Strengthening #, @",
    "@: a start for #",
    "# for * in @",
    "Building capacity for # in @",
    "Towards #: lessons for * in @",
    "Pilot on # across @",
    "Partnership for #, @",
    "Helping * of @ to use #",
  ],
  fr: [
    "Appui : #, @",
    "Renforcer # au profit des * (@)",
    "@ : un premier pas vers #",
    "Projet pilote sur #, @",
    "Partenariat pour # (@)",
    "Former les * : #, @",
    "Développer # à l'échelle de @",
  ],
  es: [
    "Apoyo: #, @",
    "Fortalecimiento de capacidades en # (@)",
    "@: primer paso hacia #",
    "Proyecto piloto sobre # en @",
    "Alianza para # en @",
    "Formación de *: #, @",
    "Acciones a favor de # en @",
  ],
  ar: ["مشروع #", "تدريب حول #", "دعم # على المستوى الوطني", "برنامج # للجميع"],
  ru: ["Проект «#»", "Обучение: #", "Поддержка направления «#»", "Программа «#» для регионов"],
  zh: ["#项目", "#培训", "支持#的国家计划", "面向地方的#方案"],
};

/** A title of the plot's work in a language; another `turn` gives other words for the same work. */
export function titleOf(plot: Plot, language: TitleLanguage, turn: number): string {
  const frames = FRAMES[language];
  const frame = frames[turn % frames.length] ?? "#";
  const spoken = language === "fr" || language === "es" ? language : "en";
  const subject = plot.subject[language] ?? plot.subject.en;
  const title = frame.replace("#", subject).replace("@", plot.country[spoken]).replace("*", plot.group[spoken]);
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
}

/** How a second desk writes down the same title. */
export const REWORDINGS = {
  capitals: (title: string) => title.toLocaleUpperCase("en"),
  "full stop": (title: string) => `${title}.`,
  "number of the project": (title: string, random: Random) => `${title} [${random.between(1_000, 9_999)}]`,
  "country in brackets": (title: string) => title.replace(/ (?:in|en) (\p{Lu}[^:()]*)$/u, " ($1)"),
  "lost accents": (title: string) => title.normalize("NFD").replaceAll(/\p{M}/gu, ""),
  "typographic marks": (title: string) => title.replaceAll("'", "’").replaceAll(" and ", " & ").replaceAll("-", "–"),
  "every word with a capital": (title: string) => title.replaceAll(/(?<=^|[\s(])\p{Ll}/gu, (letter) => letter.toUpperCase()),
  "kind of work in front": (title: string) => `Project: ${title}`,
  "white space": (title: string) => title.replaceAll(" ", "  ").replace(",", " ,"),
} as const satisfies Readonly<Record<string, (title: string, random: Random) => string>>;
export type Rewording = keyof typeof REWORDINGS;

/** Two neighbouring letters of the longest word change places, as they do when titles are typed again. */
export function mistyped(title: string): string {
  const longest = title.split(/[^\p{L}]+/u).reduce((long, word) => (word.length > long.length ? word : long), "");
  const middle = Math.floor(longest.length / 2);
  const swapped = `${longest.slice(0, middle - 1)}${longest[middle]}${longest[middle - 1]}${longest.slice(middle + 1)}`;
  return title.replace(longest, swapped);
}

const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  "а:a б:b в:v г:g д:d е:e ё:yo ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya"
    .split(" ")
    .map((pair) => pair.split(":")),
);

/** A Russian title in Latin letters, as systems without Cyrillic carry it. */
export function inLatinLetters(title: string): string {
  return title.replaceAll(/\p{Script=Cyrillic}/gu, (letter) => {
    const latin = LATIN[letter.toLowerCase()] ?? letter;
    return letter === letter.toLowerCase() ? latin : latin.charAt(0).toUpperCase() + latin.slice(1);
  });
}
