import type { HarvestOutcome } from "@actionline/schema/hub-records";
import type { CoverageDefinition, DefinitionChoices } from "./coverage-definition";

/** What versions of the definition decide, one by one. */
export const DEFINITION_LINES = [
  "OPEN_ENDS",
  "PARTS",
  "CLAIMS",
  "HARVESTS",
  "READ_AFTER_THE_YEAR",
  "NOTHING_WITHHELD",
  "KNOWN_TYPES",
  "STATEMENTS",
  "COMMITMENTS",
  "DUPLICATES",
  "FRESHNESS",
] as const;
export type DefinitionLineName = (typeof DEFINITION_LINES)[number];

/** One choice of a definition, in a sentence. */
export interface DefinitionLine {
  readonly line: DefinitionLineName;
  readonly text: string;
}

/** A choice that two definitions make differently. */
export interface LineDifference extends DefinitionLine {
  readonly against: string;
}

const IN_WORDS: Readonly<Record<Exclude<HarvestOutcome, "SUCCEEDED">, string>> = {
  FAILED: "failed",
  HELD: "was held",
  PARTIAL: "broke off",
  RUNNING: "hasn't ended",
};

const SENTENCES: Readonly<Record<DefinitionLineName, (choices: DefinitionChoices) => string>> = {
  OPEN_ENDS: ({ completedWithoutEnd }) =>
    completedWithoutEnd === "FIRST_YEAR"
      ? "Completed work that names no end counts for the year in which it began, and for no later one."
      : "Completed work that names no end counts for every year from its start on.",
  PARTS: ({ partsDeclared, eachPartHeard }) => {
    if (!partsDeclared) return "Only what an agency declares for the whole of a cell counts, whatever it declares for parts of it.";
    const which = eachPartHeard ? "" : " that doesn't contain the whole";
    return `What an agency declares for a part of a cell by a scope${which} counts beside its word for the whole: less than complete for a part is less than complete.`;
  },
  CLAIMS: ({ claimsOutlast, claimsReach }) =>
    [
      claimsReach
        ? "Who names an item answers for those below it as well, and is heard on those above it, where others answer."
        : "Who names an item answers for that item alone.",
      claimsOutlast
        ? "An agency goes on answering for what it claimed after its declaration is withdrawn or vanishes."
        : "An agency answers for what it claims as long as the declaration stands, and no longer.",
    ].join(" "),
  HARVESTS: ({ blockingHarvests }) => `Silence means nothing where the last harvest ${listed(blockingHarvests)}.`,
  READ_AFTER_THE_YEAR: ({ reasons }) =>
    reasons.includes("READ_TOO_EARLY")
      ? "An omission takes a good harvest of every source concerned after the year had ended."
      : "When in the year or after it a source was last read makes no difference.",
  NOTHING_WITHHELD: ({ reasons }) =>
    reasons.includes("RECORDS_REFUSED")
      ? "While the hub refuses, can't read or sets aside anything of a source concerned, its silence is no omission."
      : "What the hub refused, couldn't read or set aside makes no difference.",
  KNOWN_TYPES: ({ reasons }) =>
    reasons.includes("TYPE_UNKNOWN")
      ? "Work of those whose stakeholder type nobody states keeps a cell of any one type from being an omission."
      : "Work of those whose stakeholder type nobody states makes no difference to a cell of one type.",
  STATEMENTS: ({ statements }) =>
    statements
      ? "A nil statement signed by the item's team lets cells of the private sector and civil society be omissions."
      : "Cells of the private sector and civil society are never omissions.",
  COMMITMENTS: ({ commitments }) =>
    commitments
      ? "Facilitators of the line, agencies that claim the item and organizations that committed themselves to it answer for a cell."
      : "Facilitators of the line and agencies that claim the item answer for a cell; commitments make no difference.",
  DUPLICATES: ({ duplicates }) => COUNTED[duplicates],
  FRESHNESS: ({ freshness: { due, overdue, lapsed } }) =>
    `A source is due after ${due}, overdue after ${overdue} and lapsed after ${lapsed} of its declared periods.`,
};

const COUNTED: Readonly<Record<DefinitionChoices["duplicates"], string>> = {
  NONE: "Every record counts, where the question asks for nothing else.",
  CONFIRMED: "Records confirmed to tell of one activity count once, where the question asks for nothing else.",
  PROPOSED: "Records confirmed or proposed to tell of one activity count once, where the question asks for nothing else.",
};

function listed(outcomes: readonly HarvestOutcome[]): string {
  const words = outcomes.flatMap((outcome) => (outcome === "SUCCEEDED" ? [] : [IN_WORDS[outcome]]));
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** All that a definition chooses, line by line. */
export const linesOf = ({ choices }: CoverageDefinition): DefinitionLine[] =>
  DEFINITION_LINES.map((line) => ({ line, text: SENTENCES[line](choices) }));

/** The lines that two definitions have differently. */
export function differencesOf(one: CoverageDefinition, other: CoverageDefinition): LineDifference[] {
  const theirs = linesOf(other);
  return linesOf(one).flatMap((mine, at) => {
    const against = theirs[at]?.text ?? "";
    return against === mine.text ? [] : [{ ...mine, against }];
  });
}
