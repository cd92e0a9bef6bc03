import type { ActivityRecord } from "@actionline/schema/contract/records";
import type { ExculpationName, VetoName } from "@actionline/schema/coordination-records";
import { type AgencyId, referenceTo } from "../cast";
import { PARTNERS } from "../partners";
import type { BenchDraft, BenchWriter } from "./bench-writer";
import { type TitleLanguage, titleOf } from "./phrasing";
import type { Plot } from "./plots";

type LinkType = NonNullable<ActivityRecord["links"]>[number]["type"];
interface Explained {
  readonly kind: string;
  readonly relation: ExculpationName;
  readonly veto?: VetoName;
  readonly reason: string;
}

/** Overlaps that a link or a role explains: alike in all that makes a candidate, and none. */
export function relatedPairs(bench: BenchWriter): void {
  for (let turn = 0; turn < 8; turn++) linked(bench, turn, turn % 2 === 0 ? ["PARENT", "CHILD"] : ["PARENT", null], PARENT);
  for (let turn = 8; turn < 15; turn++)
    linked(bench, turn, turn % 2 === 0 ? ["JOINT_PROGRAMME", "JOINT_PROGRAMME"] : [null, "JOINT_PROGRAMME"], JOINT);
  for (let turn = 15; turn < 22; turn++)
    linked(bench, turn, turn % 2 === 0 ? ["COMPLEMENT", "COMPLEMENT"] : ["COMPLEMENT", null], COMPLEMENT);
  for (let turn = 22; turn < 27; turn++) linked(bench, turn, ["SIBLING", "SIBLING"], SIBLING);
  for (let turn = 27; turn < 32; turn++) linked(bench, turn, ["PHASE", "PHASE"], PHASE);
  for (let turn = 0; turn < 4; turn++) childrenOfOne(bench, turn);
  for (let turn = 0; turn < 8; turn++) funderAndImplementer(bench, turn);
  for (let turn = 0; turn < 6; turn++) implementedTogether(bench, turn);
}

const PARENT: Explained = {
  kind: "parent and child",
  relation: "PARENT_CHILD_SIBLING",
  veto: "PARENT_CHILD",
  reason: "One names the other as the whole that it is a part of.",
};
const JOINT: Explained = {
  kind: "joint programme",
  relation: "JOINT_PROGRAMME",
  reason: "At least one names the other as of one joint programme.",
};
const COMPLEMENT: Explained = {
  kind: "complement",
  relation: "DECLARED_COMPLEMENT",
  reason: "At least one names the other as its complement.",
};
const SIBLING: Explained = { kind: "siblings", relation: "PARENT_CHILD_SIBLING", reason: "Each names the other as its sibling." };
const PHASE: Explained = {
  kind: "phases, linked",
  relation: "SUCCESSIVE_PHASES",
  reason: "Each names the other as a phase of one work, handed over.",
};

const languageOf = (turn: number): TitleLanguage => (["en", "fr", "en", "es"] as const)[turn % 4] ?? "en";

function record(bench: BenchWriter, plot: Plot, turn: number, agency: AgencyId, more: Partial<BenchDraft>): ActivityRecord {
  const language = languageOf(turn);
  return bench.record(plot, { agency, titles: [[language, titleOf(plot, language, turn)]], ...more });
}

/** Both sides of a plot, with links to one another; null where a side doesn't name the other. */
function linked(bench: BenchWriter, turn: number, types: readonly [LinkType | null, LinkType | null], explained: Explained): void {
  const plot = bench.plots.next();
  const withinOne = turn % 3 === 2 && explained.relation !== "JOINT_PROGRAMME" && explained.relation !== "DECLARED_COMPLEMENT";
  const [first, second] = [bench.agency(turn, 2), bench.agency(turn, withinOne ? 2 : 9)];
  const [raw, otherRaw] = [`a-${plot.number}`, `b-${plot.number}`];
  const link = (type: LinkType | null, activity: string) => (type === null ? {} : { links: [{ type, activity }] });
  const one = record(bench, plot, turn, first, { raw, ...link(types[0], `${second}:${otherRaw}`) });
  const other = record(bench, plot, turn + 4, second, { raw: otherRaw, ...link(types[1], `${first}:${raw}`) });
  bench.pair(one, other, { label: "RELATED", language: languageOf(turn), ...explained });
}

/** Two parts of one programme that name the programme alone. */
function childrenOfOne(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const links = [{ type: "PARENT" as const, activity: `meridiana:whole-${plot.number}` }];
  const one = record(bench, plot, turn, bench.agency(turn, 4), { links });
  const other = record(bench, plot, turn + 4, bench.agency(turn, 10), { links });
  const reason = "Both name the same programme as their parent.";
  bench.pair(one, other, { label: "RELATED", kind: "siblings", relation: "PARENT_CHILD_SIBLING", language: languageOf(turn), reason });
}

/** The one pays, the other does the work: either may say so. */
function funderAndImplementer(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const [payer, doer] = [bench.agency(turn, 3), bench.agency(turn, 8)];
  const one = record(bench, plot, turn, payer, {
    participants: [
      { role: "LEAD", organisation: referenceTo(payer) },
      ...(turn % 2 === 0 ? [{ role: "IMPLEMENTER" as const, organisation: referenceTo(doer) }] : []),
    ],
  });
  const other = record(bench, plot, turn + 4, doer, {
    participants: [
      { role: "LEAD", organisation: referenceTo(doer) },
      { role: "FUNDER", organisation: referenceTo(payer) },
    ],
  });
  const reason = "One pays for what the other does, and the records say so.";
  const relation = "FUNDER_AND_IMPLEMENTER";
  bench.pair(one, other, { label: "RELATED", kind: "funder and implementer", relation, language: languageOf(turn), reason });
}

/** Each leads its own record and names the other beside itself as one that carries it out. */
function implementedTogether(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const [first, second] = [bench.agency(turn, 1), bench.agency(turn, 12)];
  const school = PARTNERS[turn % PARTNERS.length];
  const together = (lead: AgencyId, beside: AgencyId): Partial<BenchDraft> => ({
    participants: [
      { role: "LEAD", organisation: referenceTo(lead) },
      { role: "IMPLEMENTER", organisation: referenceTo(beside) },
      ...(school === undefined ? [] : [{ role: "IMPLEMENTER" as const, organisation: school }]),
    ],
  });
  const one = record(bench, plot, turn, first, together(first, second));
  const other = record(bench, plot, turn + 4, second, together(second, first));
  const reason = "Each names the other as one that carries the work out with it.";
  bench.pair(one, other, {
    label: "RELATED",
    kind: "co-implementation",
    relation: "CO_IMPLEMENTATION",
    language: languageOf(turn),
    reason,
  });
}
