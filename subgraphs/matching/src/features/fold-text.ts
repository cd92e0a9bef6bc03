const LATIN_MARKS = /[\u0300-\u036f]+/g;
// Vowel signs and the stretching stroke: Arabic is written with and without them.
const ARABIC_MARKS = /[\u0640\u064b-\u065f\u0670]+/g;
const DIGITS = /\p{Nd}/gu;
const APOSTROPHES = /[\u2018\u2019\u02bc\u0060\u00b4]/g;

/** Compatibility forms, case, accents and foreign digits made one: how every text is folded before it is compared. */
export function foldText(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase().replace(APOSTROPHES, "'").replace(DIGITS, asciiDigit);
  return folded.normalize("NFD").replace(LATIN_MARKS, "").normalize("NFC").replace(ARABIC_MARKS, "");
}

/** Digits of one script stand together, zero first, so the value is the distance to the block's zero. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  if (code < 0x80) return digit;
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

const WORDS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
// "e-health" and "ehealth" are one word; the e of "Mazar-e-Sharif" is none.
const ELECTRONIC_PREFIX = /(?<![\p{L}\p{N}-])([em])-(?=\p{L})/gu;
const POSSESSIVE = /'s(?!\p{L})/gu;

/** The words of a folded text, in their order. */
export function wordsOf(folded: string): string[] {
  return folded.replace(POSSESSIVE, "").replace(ELECTRONIC_PREFIX, "$1").match(WORDS) ?? [];
}
