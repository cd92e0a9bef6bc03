import { foldText } from "./fold-text";

export type MarkKind = "PHASE" | "COHORT" | "YEAR";

/** A phase, cohort or year that a title names, the same in every language: `PHASE 2` for "phase II" and "deuxième phase". */
export interface Mark {
  readonly kind: MarkKind;
  readonly value: string;
}

const ROMAN = "x{1,2}|(?:x?(?:ix|iv|v?i{1,3}|v))";
const ORDINALS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    "first one premier premiere primer primera primeiro primeira un uno une первый первая первого الاولى الاول 一",
    "second two deuxieme seconde segundo segunda deux dos dois duas второй вторая второго الثانية الثاني 二",
    "third three troisieme tercer tercera tercero terceiro terceira trois tres третий третья третьего الثالثة الثالث 三",
    "fourth four quatrieme cuarta cuarto quarta quarto quatre cuatro quatro четвертый четвертая الرابعة الرابع 四",
    "fifth five cinquieme quinta quinto cinq cinco пятый пятая الخامسة الخامس 五",
    "sixth six sixieme sexta sexto seis шестой шестая السادسة السادس 六",
    "seventh seven septieme septima septimo setima setimo sept siete sete седьмой седьмая السابعة السابع 七",
    "eighth eight huitieme octava octavo oitava oitavo huit ocho oito восьмой восьмая الثامنة الثامن 八",
    "ninth nine neuvieme novena noveno nona nono neuf nueve nove девятый девятая التاسعة التاسع 九",
    "tenth ten dixieme decima decimo dix diez dez десятый десятая العاشرة العاشر 十",
  ].flatMap((texts, at) => texts.split(" ").map((word) => [foldText(word), at + 1] as const)),
);
const ROMAN_VALUES: readonly string[] = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(" ");

const KEYWORDS: Readonly<Record<Exclude<MarkKind, "YEAR">, string>> = {
  PHASE: "phases?|fases?|stages?|etapes?|etapas?|tranches?|фаз[аыеу]|этап[аеы]?|المرحلة",
  COHORT:
    "cohorts?|cohortes?|coortes?|batch(?:es)?|intakes?|rounds?|rondas?|waves?|vagues?|cycles?|ciclos?|editions?|edicion(?:es)?|edicao|edicoes|promotions?|promocion(?:es)?|когорт[аы]|набор[аы]?|поток[аи]?|цикл[аы]?|الدفعة|الفوج|الدورة",
};
const WORD_ORDINALS = Object.keys(ORDINALS)
  .filter((word) => !/\p{Script=Han}/u.test(word))
  .sort((one, other) => other.length - one.length)
  .join("|");
const NOT_IN_WORD = "(?<![\\p{L}\\p{N}])";
const WORD_ENDS = "(?![\\p{L}\\p{N}])";
const NUMBER = `(?:\\d{1,2}|${ROMAN}|${WORD_ORDINALS})${WORD_ENDS}`;
const LETTER = "[a-d](?=\\s*(?:$|[^\\p{L}\\p{N}\\s]))";
const AND = "\\s*(?:,|and|&|et|y|e|и|و|/|to|-|–)\\s*";

interface Pattern {
  readonly kind: MarkKind;
  readonly expression: RegExp;
}

const keyed = (kind: "PHASE" | "COHORT"): Pattern[] => [
  {
    kind,
    expression: new RegExp(
      `${NOT_IN_WORD}(?:${KEYWORDS[kind]})\\s*(?:no\\.?|n[°º]|№|#|:|-)?\\s*((?:${NUMBER})(?:${AND}${NUMBER})*|${LETTER})`,
      "gu",
    ),
  },
  {
    kind,
    expression: new RegExp(
      `${NOT_IN_WORD}(\\d{1,2}(?:st|nd|rd|th|ere|eme|er|e|a|o|ª|º|-?[яйе])|${WORD_ORDINALS})\\s+(?:${KEYWORDS[kind]})${WORD_ENDS}`,
      "gu",
    ),
  },
];

const HAN_NUMBER = "[一二三四五六七八九十]|\\d{1,2}";
const PATTERNS: readonly Pattern[] = [
  ...keyed("PHASE"),
  ...keyed("COHORT"),
  { kind: "PHASE", expression: new RegExp(`第?\\s*(${HAN_NUMBER})\\s*(?:期|阶段|階段)`, "gu") },
  { kind: "COHORT", expression: new RegExp(`第\\s*(${HAN_NUMBER})\\s*(?:批|届|屆|轮|輪)`, "gu") },
  // A Roman number at the end of a title or of its first part, as in "Connected schools II: training".
  { kind: "PHASE", expression: /(?<=\p{L}\s)(ii|iii|iv|vi{1,3}|ix)(?=\s*(?:$|[:;(\-–—,.)]))/gu },
  { kind: "YEAR", expression: /(?<![\p{N}.,])((?:19[89]|20[0-4])\d(?:\s*[/–-]\s*\d{2})?)(?!\p{N})/gu },
];

/** Takes phases, cohorts and years out of a folded title: what they are, and what is left. Linear in the title's length. */
export function takeMarks(folded: string): { readonly marks: Mark[]; readonly rest: string } {
  const marks = new Map<string, Mark>();
  let rest = folded;
  for (const { kind, expression } of PATTERNS) {
    rest = rest.replace(expression, (_, values: string) => {
      for (const value of valuesOf(kind, values)) marks.set(`${kind} ${value}`, { kind, value });
      return " ";
    });
  }
  return { marks: [...marks.values()].sort(byText), rest };
}

const byText = (one: Mark, other: Mark): number => (`${one.kind} ${one.value}` < `${other.kind} ${other.value}` ? -1 : 1);

function valuesOf(kind: MarkKind, text: string): string[] {
  if (kind === "YEAR") return yearsOf(text);
  const parts = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return parts.map(numberOf).filter((value) => value !== null);
}

/** "2018/19" names two years. */
function yearsOf(text: string): string[] {
  const first = text.slice(0, 4);
  const second = text.slice(4).match(/\d{2}/)?.[0];
  return second === undefined ? [first] : [first, `${first.slice(0, 2)}${second}`];
}

function numberOf(part: string): string | null {
  const digits = /^\d+/.exec(part)?.[0];
  if (digits !== undefined) return String(Number(digits));
  const roman = ROMAN_VALUES.indexOf(part);
  if (roman !== -1) return String(roman + 1);
  const ordinal = ORDINALS[part];
  if (ordinal !== undefined) return String(ordinal);
  return /^[a-d]$/.test(part) ? part : null;
}
