import { ICT_WORDS, NEUTRAL_PHRASES, WEAK_ICT_WORDS } from "./ict-words";
import type { IctStrength, WordRule } from "./rules";
import { WORD_RULES } from "./word-rules";

/** One phrase of the tables, with all that its appearance means. */
export interface Phrase {
  /** As the table writes it: what a reason quotes. */
  readonly words: string;
  ict: IctStrength;
  /** Speaks of ICTs in general, whatever rules it stands in too. */
  generic: boolean;
  readonly rules: WordRule[];
  readonly companionOf: Set<WordRule>;
}

interface Node {
  readonly next: Map<string, Node>;
  phrase: Phrase | null;
}

const ACCENTS = /[\u0300-\u036f]+/g;
const ASCII_WORDS = /[a-z0-9]+/g;
const WORDS = /[\p{L}\p{N}]+/gu;
// Dashes and curly quotes are left out: they are beyond ASCII, but in no word, and nearly every text has some.
const LETTERS_BEYOND_ASCII = /[\u00c0-\u1fff\u2c00-\uffff]/;
// "e-health" and "ehealth" are one word; the e of "Mazar-e-Sharif" and of "phase e strategy" is none.
const ELECTRONIC_PREFIX = /(?<![\p{L}\p{N}-])([em])-(?=\p{L})/gu;
const LETTER_S = "s".charCodeAt(0);
const STRENGTHS: readonly IctStrength[] = ["NONE", "WEAK", "STRONG"];

/** The words of a text in lower case, without accents and without a plural "s". Linear in the text's length. */
export function wordsOf(text: string): string[] {
  let folded = text.toLowerCase();
  if (folded.includes("e-") || folded.includes("m-")) folded = folded.replace(ELECTRONIC_PREFIX, "$1");
  if (LETTERS_BEYOND_ASCII.test(folded)) folded = folded.normalize("NFD").replace(ACCENTS, "");
  const words = LETTERS_BEYOND_ASCII.test(folded) ? WORDS : ASCII_WORDS;
  return singulars(folded.match(words) ?? []);
}

/** In place, and by character codes: this runs over each word of each activity harvested. */
function singulars(words: string[]): string[] {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const last = word.length - 1;
    if (last > 2 && word.charCodeAt(last) === LETTER_S && word.charCodeAt(last - 1) !== LETTER_S) words[at] = word.slice(0, last);
  }
  return words;
}

const root: Node = { next: new Map(), phrase: null };

function phraseFor(words: string): Phrase {
  let node = root;
  for (const word of wordsOf(words)) {
    const next: Node = node.next.get(word) ?? { next: new Map(), phrase: null };
    node.next.set(word, next);
    node = next;
  }
  node.phrase ??= { words, ict: "NONE", generic: false, rules: [], companionOf: new Set() };
  return node.phrase;
}

function strengthen(phrase: Phrase, ict: IctStrength): void {
  if (STRENGTHS.indexOf(ict) > STRENGTHS.indexOf(phrase.ict)) phrase.ict = ict;
}

for (const rule of WORD_RULES) {
  for (const words of rule.phrases) {
    const phrase = phraseFor(words);
    if (!phrase.rules.includes(rule)) phrase.rules.push(rule);
    strengthen(phrase, rule.ict);
  }
  for (const words of rule.companions ?? []) phraseFor(words).companionOf.add(rule);
}
for (const [ict, table] of [
  ["STRONG", ICT_WORDS],
  ["WEAK", WEAK_ICT_WORDS],
] as const) {
  for (const words of table) {
    const phrase = phraseFor(words);
    phrase.generic = true;
    strengthen(phrase, ict);
  }
}
for (const words of NEUTRAL_PHRASES) phraseFor(words);

/** The distinct phrases of the tables in a text. The longest match wins and its words are used up: a "mobile clinic" is no mobile. */
export function phrasesIn(text: string): Set<Phrase> {
  const words = wordsOf(text);
  const found = new Set<Phrase>();
  for (let at = 0; at < words.length; ) {
    let node: Node | undefined = root;
    let longest: Phrase | null = null;
    let end = at + 1;
    for (let ahead = at; node !== undefined && ahead < words.length; ahead++) {
      node = node.next.get(words[ahead] as string);
      if (node?.phrase) {
        longest = node.phrase;
        end = ahead + 1;
      }
    }
    if (longest !== null) found.add(longest);
    at = end;
  }
  return found;
}
