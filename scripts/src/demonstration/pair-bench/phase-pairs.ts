import type { BenchDraft, BenchWriter } from "./bench-writer";
import type { LabelledPair } from "./labelled-pair";
import { type TitleLanguage, titleOf } from "./phrasing";
import type { Plot } from "./plots";

/** Words after two otherwise equal titles, and what they tell apart. */
const PHASES: readonly (readonly [TitleLanguage, string, string])[] = [
  ["en", ", phase 1", ", phase 2"],
  ["fr", ", première phase", ", deuxième phase"],
  ["es", ", fase I", ", fase II"],
  ["en", " II", " III"],
  ["en", " (cohort 3)", " (cohort 4)"],
  ["en", " 2021", " 2022"],
  ["fr", " (2020-2021)", " (2021-2022)"],
  ["en", " – second round", " – third round"],
  ["es", ", 2ª edición", ", 3ª edición"],
  ["en", ", Phase One", ", Phase Two"],
  ["fr", ", phase II", ", phase III"],
  ["en", ", batch 5", ", batch 6"],
  ["en", "", ", phase 2"],
  ["es", ", cohorte 1", ", cohorte 2"],
];
const PARTS: readonly (readonly [TitleLanguage, string, string])[] = [
  ["en", " – northern provinces", " – southern provinces"],
  ["fr", ", région de l'Est", ", région de l'Ouest"],
  ["es", ", departamento del Norte", ", departamento del Sur"],
  ["en", ", Upper District", ", Lower District"],
  ["en", ", eastern islands", ", western islands"],
  ["fr", " (province du Nord)", " (province du Sud)"],
  ["en", ": Harrow County", ": Linden County"],
  ["en", " in Marsh Province", " in Hollow Province"],
  ["es", ", provincia de Robledo", ", provincia de Sauce"],
];

/** One lead, one title, and a word that tells the two apart: another phase, another part of the country, or other years. */
export function phasePairs(bench: BenchWriter): void {
  for (const [turn, words] of PHASES.entries()) {
    const reason = "The titles name different phases, cohorts or years of one work.";
    const phase = { label: "RELATED", relation: "SUCCESSIVE_PHASES", veto: "DIFFERENT_PHASE", kind: "phases, by title", reason } as const;
    apart(bench, turn, words, turn % 3 === 0 ? {} : { period: later(turn) }, phase);
  }
  for (const [turn, words] of PARTS.entries()) {
    const reason = "The titles name different parts of one country.";
    const part = {
      label: "RELATED",
      relation: "DISJOINT_SUBNATIONAL",
      veto: "DISJOINT_SUBNATIONAL",
      kind: "sub-national, disjoint",
      reason,
    } as const;
    apart(bench, turn, words, {}, part, turn % 2 === 1);
  }
  for (let turn = 0; turn < 6; turn++) {
    const reason = "The same title, lead and place; four years lie between them.";
    const again = { label: "RELATED", relation: "SUCCESSIVE_PHASES", kind: "same title years later", reason } as const;
    apart(bench, turn, ["en", "", ""], { period: { start: "2012-02-01", end: "2013-12-31" } }, again);
  }
}

const later = (turn: number) => ({ start: `${2019 + (turn % 5)}-07-01`, end: `${2021 + (turn % 5)}-06-30` });

type Label = Omit<LabelledPair, "one" | "other" | "language">;
type Words = readonly [TitleLanguage, string, string];

function apart(bench: BenchWriter, turn: number, words: Words, different: Partial<BenchDraft>, label: Label, otherLead = false): void {
  const plot: Plot = bench.plots.next();
  const [language, first, second] = words;
  const title = titleOf(plot, language, turn);
  const one = bench.record(plot, { agency: bench.agency(turn, 2), titles: [[language, `${title}${first}`]] });
  const agency = bench.agency(turn, otherLead ? 7 : 2);
  const other = bench.record(plot, { agency, titles: [[language, `${title}${second}`]], ...different });
  bench.pair(one, other, { ...label, language });
}
