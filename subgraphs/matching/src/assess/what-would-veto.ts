import { VETOES, type VetoName } from "@actionline/schema/coordination-records";
import type { ActivityFeatures } from "../features/activity-features";
import { LIMITS } from "../method";
import type { Veto } from "./assessment";
import type { MatchContext } from "./match-context";
import { marksOf, vetoesOf } from "./vetoes";

type Wanting = (one: ActivityFeatures, other: ActivityFeatures, context: MatchContext) => string;

const WANTING: Readonly<Record<VetoName, Wanting>> = {
  DIFFERENT_COUNTRY: ({ places: ours }, { places: theirs }) =>
    ours.length === 1 && theirs.length === 1
      ? "One of them placed in another country."
      : "Each placed in a single country, and the two countries different.",
  DIFFERENT_PHASE: (one, other) =>
    marksOf(one, "PHASE").size + marksOf(other, "PHASE").size === 0
      ? "A phase or cohort named in one of the titles, or different years in both."
      : "Another phase, cohort or year in one of the titles, or a link that names one as a phase of the other.",
  DISJOINT_SUBNATIONAL: () => "Areas named in both titles that don't meet, such as two counties, or north and south.",
  TEMPLATE_TITLE: (one, other) =>
    `${LIMITS.template} or more live records with one of these titles in ${one.source === other.source ? one.source : `${one.source} or in ${other.source}`}.`,
  PARENT_CHILD: () => "A link in one of the records that names the other as its parent, child or sibling.",
};

/** For each veto that isn't established, the sentence that tells what would establish it. */
export function whatWouldVeto(a: ActivityFeatures, b: ActivityFeatures, context: MatchContext): Veto[] {
  const [one, other] = a.id < b.id ? [a, b] : [b, a];
  const established = new Set(vetoesOf(one, other, context).map(({ name }) => name));
  return VETOES.filter((name) => !established.has(name)).map((name) => ({ name, detail: WANTING[name](one, other, context) }));
}
