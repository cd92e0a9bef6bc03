import type { LocalisedText } from "@actionline/schema/contract/records";
import { type AreaMark, areaMarks } from "./area-marks";
import { foldText, wordsOf } from "./fold-text";
import { type Mark, takeMarks } from "./phase-marks";
import { singular, stopWordsOf } from "./stop-words";

/** One title of a record, made ready to be compared with titles of the same language. */
export interface TitleFeatures {
  /** Primary language subtag; `und` where nobody says. */
  readonly language: string;
  readonly text: string;
  /** All words, folded: equal for titles that differ in case, accents and punctuation only. */
  readonly folded: string;
  /** What it is compared by: words, or n-grams of characters for scripts that aren't Latin. */
  readonly kind: "WORDS" | "GRAMS";
  /** Distinct, without stop words and without phase, cohort and year. */
  readonly tokens: readonly string[];
  readonly marks: readonly Mark[];
  readonly areas: readonly AreaMark[];
}

/** More would only make a hostile title expensive: no title that a person writes has so many words. */
const MOST_CHARACTERS = 1_000;
const MOST_TOKENS = 200;
const LETTERS = /\p{L}/gu;
const LATIN_LETTERS = /\p{Script=Latin}/gu;
// Scripts that set no spaces between words, and Hangul, whose blocks say much.
const DENSE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

export function titleFeatures({ language, text }: LocalisedText): TitleFeatures {
  const primary = language.toLowerCase().split("-")[0] ?? "und";
  const whole = foldText(text.slice(0, MOST_CHARACTERS));
  const { marks, rest } = takeMarks(whole);
  const kind = isLatin(whole) ? "WORDS" : "GRAMS";
  const tokens = kind === "WORDS" ? contentWords(rest, primary) : grams(rest);
  return {
    language: primary,
    text,
    folded: wordsOf(whole).join(" "),
    kind,
    tokens: [...new Set(tokens)].slice(0, MOST_TOKENS),
    marks,
    areas: areaMarks(text),
  };
}

const isLatin = (text: string): boolean => (text.match(LATIN_LETTERS)?.length ?? 0) * 2 >= (text.match(LETTERS)?.length ?? 0);

function contentWords(text: string, language: string): string[] {
  const stopWords = stopWordsOf(language);
  return wordsOf(text)
    .filter((word) => !stopWords.has(word))
    .map((word) => singular(word, language));
}

/** Pairs of characters for dense scripts, threes for those with spaces; a run of digits is one, since a number is one thing. */
function grams(text: string): string[] {
  const size = DENSE.test(text) ? 2 : 3;
  return wordsOf(text).flatMap((word) => (/^\d+$/.test(word) ? [word] : gramsOfWord([...word], size)));
}

function gramsOfWord(characters: readonly string[], size: number): string[] {
  if (characters.length <= size) return [characters.join("")];
  return Array.from({ length: characters.length - size + 1 }, (_, at) => characters.slice(at, at + size).join(""));
}
