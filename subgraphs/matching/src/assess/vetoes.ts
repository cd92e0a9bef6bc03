import type { VetoName } from "@actionline/schema/coordination-records";
import type { ActivityFeatures } from "../features/activity-features";
import { disjointAreas } from "../features/area-marks";
import type { Mark, MarkKind } from "../features/phase-marks";
import type { TitleFeatures } from "../features/title-features";
import { LIMITS } from "../method";
import type { Veto } from "./assessment";
import { isOf } from "./identity";
import type { MatchContext } from "./match-context";
import { quoted } from "./quoted";
import { comparable } from "./title-near";

type VetoRule = (one: ActivityFeatures, other: ActivityFeatures, context: MatchContext) => string | null;

/** Each veto's rule: the sentence that establishes it, or null. */
export const VETO_RULES: Readonly<Record<VetoName, VetoRule>> = {
  DIFFERENT_COUNTRY: (one, other, context) => {
    const [ours, theirs] = [singleCountry(one, context), singleCountry(other, context)];
    if (ours === null || theirs === null || ours === theirs) return null;
    return `Each is placed in a single country: ${ours} and ${theirs}.`;
  },
  DIFFERENT_PHASE: differentPhase,
  DISJOINT_SUBNATIONAL: (one, other) => {
    for (const [ours, theirs] of comparableTitles(one, other)) {
      const areas = disjointAreas(ours.areas, theirs.areas);
      if (areas !== null) return `Their titles name areas that don't meet: ${areas[0]} and ${areas[1]}.`;
    }
    return null;
  },
  TEMPLATE_TITLE: (one, other, context) => templateOf(one, other, context) ?? templateOf(other, one, context),
  PARENT_CHILD: parentAndChild,
};

export function vetoesOf(one: ActivityFeatures, other: ActivityFeatures, context: MatchContext): Veto[] {
  return (Object.keys(VETO_RULES) as VetoName[]).flatMap((name) => {
    const detail = VETO_RULES[name](one, other, context);
    return detail === null ? [] : [{ name, detail }];
  });
}

function singleCountry({ places }: ActivityFeatures, context: MatchContext): string | null {
  const [only, ...others] = places;
  return only !== undefined && others.length === 0 && context.isCountry(only) ? only : null;
}

export function comparableTitles(one: ActivityFeatures, other: ActivityFeatures): (readonly [TitleFeatures, TitleFeatures])[] {
  return one.titles.flatMap((ours) => other.titles.filter((theirs) => comparable(ours, theirs)).map((theirs) => [ours, theirs] as const));
}

const KINDS: readonly MarkKind[] = ["PHASE", "COHORT", "YEAR"];
const NAMES: Readonly<Record<MarkKind, string>> = { PHASE: "phase", COHORT: "cohort", YEAR: "year" };

function differentPhase(one: ActivityFeatures, other: ActivityFeatures): string | null {
  if (links(one, other, "PHASE") || links(other, one, "PHASE")) return "One names the other as another phase of the same work.";
  for (const kind of KINDS) {
    const [ours, theirs] = [marksOf(one, kind), marksOf(other, kind)];
    if (ours.size === 0 && theirs.size === 0) continue;
    if (ours.size > 0 && theirs.size > 0) {
      if (told(ours) !== told(theirs)) return `Their titles name different ${NAMES[kind]}s: ${told(ours)} and ${told(theirs)}.`;
      continue;
    }
    // A phase named by one alone tells them apart only where the other could have named it: in a title of the same language.
    // A year named by one alone doesn't: many titles leave it out.
    const named = ours.size > 0 ? ours : theirs;
    if (kind !== "YEAR" && named.size > 0 && onlyOneNames(one, other, kind)) {
      return `One title names ${NAMES[kind]} ${told(named)}; the other, in the same language, names none.`;
    }
  }
  return null;
}

function onlyOneNames(one: ActivityFeatures, other: ActivityFeatures, kind: MarkKind): boolean {
  const has = ({ marks }: TitleFeatures): boolean => marks.some((mark) => mark.kind === kind);
  return comparableTitles(one, other).some(([ours, theirs]) => has(ours) !== has(theirs));
}

export function marksOf({ titles }: ActivityFeatures, kind: MarkKind): Set<string> {
  return new Set(
    titles.flatMap(({ marks }: { readonly marks: readonly Mark[] }) =>
      marks.filter((mark) => mark.kind === kind).map(({ value }) => value),
    ),
  );
}

const told = (values: ReadonlySet<string>): string => [...values].sort().join(", ");

/** The title that another record's could be compared with, and the first one in any case: the main title is what names a record. */
function templateOf(one: ActivityFeatures, other: ActivityFeatures, context: MatchContext): string | null {
  for (const [at, title] of one.titles.entries()) {
    if (at > 0 && !other.titles.some((theirs) => comparable(title, theirs))) continue;
    const times = context.timesInSource(one.source, title.folded);
    if (times >= LIMITS.template) return `The title ${quoted(title.text)} stands ${LIMITS.template} times or more in ${one.source}.`;
  }
  return null;
}

function parentAndChild(one: ActivityFeatures, other: ActivityFeatures): string | null {
  for (const [from, to] of [[one, other] as const, [other, one] as const]) {
    if (links(from, to, "PARENT")) return `${from.id} names ${to.id} as its parent.`;
    if (links(from, to, "CHILD")) return `${from.id} names ${to.id} as its child.`;
    if (links(from, to, "SIBLING")) return `${from.id} names ${to.id} as its sibling: two parts of one whole.`;
  }
  if (one.source !== other.source) return null;
  if (one.level !== null && other.level !== null && one.level !== other.level) {
    return `They stand on levels ${[one.level, other.level].sort().join(" and ")} of one publisher's tree.`;
  }
  const parent = sharedParent(one, other);
  return parent === null ? null : `Both name ${parent} as their parent: two parts of one whole.`;
}

export function sharedParent(one: ActivityFeatures, other: ActivityFeatures): string | null {
  const ours = one.links.filter(({ type }) => type === "PARENT").map(({ activity }) => activity);
  return other.links.find(({ type, activity }) => type === "PARENT" && ours.includes(activity))?.activity ?? null;
}

/** Whether a record links the other as the given type. */
export function links(from: ActivityFeatures, to: ActivityFeatures, type: ActivityFeatures["links"][number]["type"]): boolean {
  return from.links.some((link) => link.type === type && isOf(link.activity, to));
}
