import type { ExculpationName, RelationName } from "@actionline/schema/coordination-records";
import type { ActivityFeatures, PartyRole } from "../features/activity-features";
import type { Exculpation, Veto } from "./assessment";
import type { MatchContext } from "./match-context";
import { quoted } from "./quoted";
import type { TitleComparison } from "./title-near";
import { links, sharedParent } from "./vetoes";

/** What explains that two organizations do what they do side by side; each from what the records themselves state. */
export function exculpationsOf(
  one: ActivityFeatures,
  other: ActivityFeatures,
  context: MatchContext,
  found: { readonly titles: TitleComparison | null; readonly vetoes: readonly Veto[] },
): Exculpation[] {
  const veto = (name: Veto["name"]): string | null => found.vetoes.find((each) => each.name === name)?.detail ?? null;
  const details: Readonly<Record<ExculpationName, string | null>> = {
    FUNDER_AND_IMPLEMENTER: leadsAs(one, other, ["FUNDER"], "as a funder"),
    PARENT_CHILD_SIBLING: family(one, other) ?? veto("PARENT_CHILD"),
    JOINT_PROGRAMME: joint(one, other),
    CO_IMPLEMENTATION: leadsAs(one, other, ["IMPLEMENTER", "ACCOUNTABLE"], "as carrying it out with others"),
    SUCCESSIVE_PHASES: successive(one, other, found.titles, veto("DIFFERENT_PHASE")),
    DISJOINT_SUBNATIONAL: veto("DISJOINT_SUBNATIONAL"),
    DECLARED_COMPLEMENT: linked(one, other, "COMPLEMENT", "complement"),
  };
  const decided = explainedBy(context.relationOf(one.id, other.id));
  return (Object.keys(details) as ExculpationName[]).flatMap((name) => {
    const detail = details[name] ?? (decided === name ? "A person decided that they are related so." : null);
    return detail === null ? [] : [{ name, detail }];
  });
}

const EXPLANATIONS: Readonly<Record<RelationName, ExculpationName | null>> = {
  PARENT_CHILD: "PARENT_CHILD_SIBLING",
  SIBLING: "PARENT_CHILD_SIBLING",
  PHASE: "SUCCESSIVE_PHASES",
  JOINT_PROGRAMME: "JOINT_PROGRAMME",
  COMPLEMENT: "DECLARED_COMPLEMENT",
  OTHER: null,
};

const explainedBy = (relation: RelationName | null): ExculpationName | null => (relation === null ? null : EXPLANATIONS[relation]);

/** The lead of one among the other's parties, in one of the roles. */
function leadsAs(one: ActivityFeatures, other: ActivityFeatures, roles: readonly PartyRole[], how: string): string | null {
  for (const [from, to] of [[one, other] as const, [other, one] as const]) {
    const party = to.parties.find(({ key, roles: theirs }) => key === from.lead.key && theirs.some((role) => roles.includes(role)));
    if (party !== undefined) return `${from.lead.key} leads ${from.id}, and ${to.id} names it ${how}.`;
  }
  return null;
}

function linked(one: ActivityFeatures, other: ActivityFeatures, type: Parameters<typeof links>[2], word: string): string | null {
  for (const [from, to] of [[one, other] as const, [other, one] as const]) {
    if (links(from, to, type)) return `${from.id} names ${to.id} as its ${word}.`;
  }
  return null;
}

function family(one: ActivityFeatures, other: ActivityFeatures): string | null {
  const parent = sharedParent(one, other);
  return parent === null ? null : `Both name ${parent} as their parent.`;
}

function joint(one: ActivityFeatures, other: ActivityFeatures): string | null {
  const named = linked(one, other, "JOINT_PROGRAMME", "joint programme") ?? linked(one, other, "CO_FUNDED", "co-funded activity");
  if (named !== null) return named;
  const programmes = one.links.filter(({ type }) => type === "JOINT_PROGRAMME").map(({ activity }) => activity);
  const common = other.links.find(({ type, activity }) => type === "JOINT_PROGRAMME" && programmes.includes(activity));
  return common === undefined ? null : `Both name ${common.activity} as their joint programme.`;
}

/** Phases explain an overlap only where they are phases of one work: linked as such, or with titles that are near without them. */
function successive(
  one: ActivityFeatures,
  other: ActivityFeatures,
  titles: TitleComparison | null,
  differentPhase: string | null,
): string | null {
  const named = linked(one, other, "PHASE", "other phase");
  if (named !== null) return named;
  if (differentPhase === null || titles === null || !titles.near) return null;
  return `${differentPhase} Apart from that the titles ${quoted(titles.one.text)} and ${quoted(titles.other.text)} are near.`;
}
