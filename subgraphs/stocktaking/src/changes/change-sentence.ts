import type { ReferenceView } from "../columns/reference-tables";
import { tellWithNames } from "../steps/record-names";
import { someOf } from "../steps/step-sentence";
import type { ChangeCause } from "./change-cause";
import type { ChangeEntry } from "./change-entry";
import { nameEntry } from "./entry-names";

/** As many as a sentence may name; of the others it tells the number. */
const MOST_TOLD = 10;

const BEGINNINGS: Readonly<Record<ChangeCause, string>> = {
  NEW_ACTIVITY: "Work was reported that had not been there",
  LATE_REPORT: "Work was reported after its year had closed",
  ACTIVITY_CHANGE: "Reports were changed or withdrawn",
  REVIEW_DECISION: "A reviewer decided on what was suggested",
  DUPLICATE_DECISION: "What are records of one activity was found or decided anew",
  SOURCE_OUTAGE_OR_RECOVERY: "Sources failed, recovered or grew old, which says nothing about the world",
  SCOPE_CHANGE: "What is declared about how complete reporting is has changed",
  RESPONSIBILITY_CHANGE: "Others answer for it than before",
  EXPECTATION_CHANGE: "The expectation register says something else",
  DEFINITION_CHANGE: "Another version of the definition came into force, and nothing changed in the world",
  REFERENCE_CHANGE: "The plan, its places or what is known of organizations changed",
  YEAR_CLOSED: "The year closed, so that silence can mean something",
};

/** A change in one sentence, with what made it; a second one where its cause needed others. */
export function sentenceOfChange(
  { cause, together }: { readonly cause: ChangeCause; readonly together: boolean },
  entries: readonly ChangeEntry[],
  views: readonly ReferenceView[],
): string {
  const others = together ? " It took other changes as well." : "";
  return tellWithNames(views, (names) => {
    const named =
      entries.length === 0
        ? ""
        : `: ${someOf(
            entries.slice(0, MOST_TOLD).map((entry) => nameEntry(entry, names)),
            entries.length,
          )}`;
    return `${BEGINNINGS[cause]}${named}.${others}`;
  });
}
