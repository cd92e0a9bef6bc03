import type { Assertion } from "@actionline/schema/coordination-records";
import type { ActivityFeatures } from "../features/activity-features";
import { assertionsOf, type Compared, TITLES_UNCOMPARED } from "./assertions";
import type { Assessment } from "./assessment";
import { exculpationsOf } from "./exculpations";
import { identityOf } from "./identity";
import type { MatchContext } from "./match-context";
import { periodsMeet } from "./periods";
import { has, isLikeOne, samenessOf } from "./sameness";
import { nestedPlaces, sharedCells } from "./shared-cells";
import { compareTitles } from "./title-near";
import { toldApart } from "./told-apart";
import { vetoesOf } from "./vetoes";

/** What two records are to one another. Pure, and the same whichever of them is named first. */
export function assess(a: ActivityFeatures, b: ActivityFeatures, context: MatchContext): Assessment {
  const [one, other] = a.id < b.id ? [a, b] : [b, a];
  const titles = compareTitles(one.titles, other.titles);
  const compared: Compared = { titles, meeting: periodsMeet(one.span, other.span), identity: identityOf(one, other, titles) };
  const assertions = assertionsOf(one, other, context, compared);
  const vetoes = vetoesOf(one, other, context);
  const exculpations = exculpationsOf(one, other, context, { titles, vetoes });
  const conflict = conflictOf(one, compared, assertions);
  const cells = sharedCells(one, other, context);
  const facts = { one: one.id, other: other.id, assertions, vetoes, exculpations, cells, conflict };
  const apart = toldApart(one, other, context);
  const sameness = vetoes.length > 0 || conflict !== null ? null : samenessOf({ one, other, compared, assertions, exculpations, apart });
  if (sameness !== null) return { ...facts, level: "L0", outcome: sameness, notes: notesOf(compared, "L0") };
  const level = overlapOf(one, other, context, facts);
  const stopped = apart !== null && isLikeOne(assertions) ? [apart] : [];
  return { ...facts, level, outcome: level === "L3" ? "PROPOSED" : null, notes: [...notesOf(compared, level), ...stopped] };
}

/** One id, which tells of itself whose it is, under which two records tell of different work. "17" under two reporters is no conflict. */
function conflictOf({ rawId }: ActivityFeatures, { identity, titles }: Compared, assertions: readonly Assertion[]): string | null {
  if (identity.basis !== "SAME_ID" || identity.origin !== "SAME" || identity.core || titles === null || titles.near) return null;
  if (has(assertions, "URL_EQUAL")) return null;
  return `Both carry the id ${rawId}, and their titles tell of different work: a conflict of ids, not a match.`;
}

/** L1 to L3: what two organizations do side by side. */
function overlapOf(
  one: ActivityFeatures,
  other: ActivityFeatures,
  context: MatchContext,
  { assertions, exculpations, cells }: Pick<Assessment, "assertions" | "exculpations" | "cells">,
): "L1" | "L2" | "L3" | null {
  if (one.lead.key === other.lead.key || cells === null) return null;
  const [sameType, sameGroup] = [has(assertions, "TYPE_EQUAL"), has(assertions, "GROUP_OVERLAP")];
  if (!has(assertions, "DATES_OVERLAP") || (!sameType && !sameGroup)) return "L1";
  const nested = nestedPlaces(one, other, context).length > 0;
  return sameType && sameGroup && nested && exculpations.length === 0 ? "L3" : "L2";
}

function notesOf({ titles }: Compared, level: Assessment["level"]): string[] {
  return level !== null && titles === null ? [TITLES_UNCOMPARED] : [];
}
