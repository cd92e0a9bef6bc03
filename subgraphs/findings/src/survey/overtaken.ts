import type { FindingRecord } from "@actionline/schema/coordination-records";
import { definitionMeant } from "@actionline/stocktaking/coverage/definitions";
import { occurrenceOf } from "../finding-id";
import { lookForFindings } from "./look-for-findings";
import { saysOtherwise } from "./reconcile";
import { kindsByYear } from "./survey-year";
import type { SurveyedWorld } from "./surveyed-world";
import { whyNot } from "./why-not";

/**
 * Which of the survey's drafts no longer say what holds, each with the reason in a sentence: nobody is asked to reply to
 * what was true an hour ago.
 */
export async function overtaken(world: SurveyedWorld, drafts: readonly FindingRecord[]): Promise<ReadonlyMap<string, string>> {
  const { found, cells } = await lookForFindings(world, {
    years: kindsByYear(drafts),
    newIn: null,
    overlaps: drafts.some(({ overlap }) => overlap !== null),
    standing: new Set(drafts.map(({ id }) => occurrenceOf(id).base)),
  });
  const { version: definition } = definitionMeant(undefined, world.view);
  const reasonOf = (draft: FindingRecord): string | null => {
    const holds = found.kept.get(occurrenceOf(draft.id).base);
    if (holds === undefined) return whyNot(draft, cells) ?? "A source's outage keeps the hub from telling whether it still holds.";
    return saysOtherwise(draft, holds, definition) ? "What it stands on has changed since it was drafted." : null;
  };
  return new Map(
    drafts.flatMap((draft) => {
      const reason = reasonOf(draft);
      return reason === null ? [] : [[draft.id, reason] as const];
    }),
  );
}
