import type { ActivityRecord } from "@actionline/schema/contract/records";
import { type Phrase, phrasesIn } from "./phrases";
import { SECTOR_RULES, type SectorRule, WEIGHING, type WordRule } from "./rules";

/** One piece of evidence for a line or item, with what tells a reviewer where it was found. */
export interface Clue {
  readonly kind: "sector" | "title" | "description";
  readonly line: string;
  readonly item: string | null;
  readonly weight: number;
  readonly rule: string;
  /** The sector in words; null for a clue of words alone. */
  readonly sector: string | null;
  /** The words it stands on, and where they stand. */
  readonly quotes: readonly Quote[];
}

interface Quote {
  readonly words: string;
  readonly place: "title" | "description";
}

interface Text {
  readonly title: Set<Phrase>;
  readonly description: Set<Phrase>;
  /** The best ICT word for a line, worked out once a line. */
  readonly ictFor: (line: string) => IctWord | null;
}

interface IctWord extends Quote {
  readonly factor: number;
}

const SECTOR_VOCABULARIES = new Set(["DAC-5", "DAC-3"]);

/** All evidence that an activity's sectors and words give for lines and items. */
export function cluesOf(activity: ActivityRecord): Clue[] {
  const text = read(activity);
  return [...sectorClues(activity, text), ...wordClues(text)];
}

function read(activity: ActivityRecord): Text {
  const title = phrasesIn(
    activity.title
      .map((each) => each.text.slice(0, WEIGHING.mostTitle))
      .join(" . ")
      .slice(0, 6 * WEIGHING.mostTitle),
  );
  const description = phrasesIn(excerpt(activity.description ?? []));
  return { title, description, ictFor: ictWordsOf(title, description) };
}

function excerpt(texts: readonly { readonly text: string }[]): string {
  let all = "";
  for (const { text } of texts) {
    if (all.length >= WEIGHING.mostDescription) break;
    all += ` . ${text.slice(0, WEIGHING.mostDescription - all.length)}`;
  }
  return all;
}

function ictWordsOf(title: Set<Phrase>, description: Set<Phrase>): (line: string) => IctWord | null {
  const known = new Map<string, IctWord | null>();
  return (line) => {
    let word = known.get(line);
    if (word === undefined) {
      word = bestIctWord(title, description, line);
      known.set(line, word);
    }
    return word;
  };
}

/** "E-commerce" says that ICTs are at work, but speaks for its own line: it makes no schooling an e-learning. */
function bestIctWord(title: Set<Phrase>, description: Set<Phrase>, line: string): IctWord | null {
  let best: IctWord | null = null;
  for (const place of ["title", "description"] as const) {
    for (const phrase of place === "title" ? title : description) {
      if (phrase.ict === "NONE" || !(phrase.generic || phrase.rules.some((rule) => rule.line === line))) continue;
      const factor = WEIGHING.ict[phrase.ict][place];
      if (best === null || factor > best.factor) best = { factor, words: phrase.words, place };
    }
  }
  return best;
}

function sectorClues(activity: ActivityRecord, text: Text): Clue[] {
  const clues: Clue[] = [];
  for (const sector of activity.sectors ?? []) {
    if (!SECTOR_VOCABULARIES.has(sector.vocabulary)) continue;
    for (const rule of rulesOfSector(sector.code)) {
      const ict = rule.needsIct ? text.ictFor(rule.line) : null;
      if (rule.needsIct && ict === null) continue;
      const share = (sector.percentage ?? 100) < WEIGHING.minorShare ? WEIGHING.minorFactor : 1;
      const factor = ict?.factor ?? 1;
      clues.push({
        kind: "sector",
        line: rule.line,
        item: null,
        weight: rule.weight * share * factor,
        rule: `sector ${rule.code}`,
        sector: `DAC sector ${sector.code.slice(0, 5)} (${rule.meaning})`,
        quotes: ict === null ? [] : [ict],
      });
    }
  }
  return clues;
}

const rulesBySector = new Map<string, readonly SectorRule[]>();

/** Rules whose code begins this one. Codes outside the DAC's five digits aren't remembered, so that no source can fill the memory. */
function rulesOfSector(code: string): readonly SectorRule[] {
  const known = rulesBySector.get(code);
  if (known !== undefined) return known;
  const rules = SECTOR_RULES.filter((rule) => code.startsWith(rule.code));
  if (/^\d{3}(\d\d)?$/.test(code)) rulesBySector.set(code, rules);
  return rules;
}

function wordClues(text: Text): Clue[] {
  const clues: Clue[] = [];
  for (const place of ["title", "description"] as const) {
    for (const phrase of text[place]) {
      // A description that repeats the title's word says nothing new.
      if (place === "description" && text.title.has(phrase)) continue;
      for (const rule of phrase.rules) {
        const factor = (place === "title" ? 1 : WEIGHING.description) * factorOf(rule, text);
        if (factor > 0) clues.push(wordClue(rule, phrase, place, factor, text));
      }
    }
  }
  return clues;
}

function wordClue(rule: WordRule, phrase: Phrase, place: Quote["place"], factor: number, text: Text): Clue {
  const beside = rule.companions === undefined ? null : companionIn(rule, text);
  const quotes: Quote[] = [{ words: phrase.words, place }];
  if (beside !== null) quotes.push(beside);
  const ict = rule.needsIct ? text.ictFor(rule.line) : null;
  if (ict !== null) quotes.push(ict);
  return { kind: place, line: rule.line, item: rule.item, weight: rule.weight * factor, rule: rule.name, sector: null, quotes };
}

function factorOf(rule: WordRule, text: Text): number {
  if (rule.companions !== undefined && companionIn(rule, text) === null) return 0;
  return rule.needsIct ? (text.ictFor(rule.line)?.factor ?? 0) : 1;
}

function companionIn(rule: WordRule, text: Text): Quote | null {
  for (const place of ["title", "description"] as const) {
    for (const phrase of text[place]) if (phrase.companionOf.has(rule)) return { words: phrase.words, place };
  }
  return null;
}
