import type { ActivityRecord, OrganisationReference } from "@actionline/schema/contract/records";
import { type AgencyId, referenceTo } from "../cast";
import type { BenchWriter } from "./bench-writer";
import { REWORDINGS, type TitleLanguage, titleOf } from "./phrasing";

type Participants = NonNullable<ActivityRecord["participants"]>;
const DONORS: readonly OrganisationReference[] = [
  { reference: "XI-EXAMPLE-GOV-1", name: "Ministry of Cooperation of Eastmark (invented)", type: "GOVERNMENT" },
  { reference: "XI-EXAMPLE-GOV-2", name: "Overseas Aid Office of Westmark (invented)", type: "GOVERNMENT" },
  { name: "Quillfeather Foundation (invented)", type: "CIVIL_SOCIETY" },
];

/** What contracts do to records: a fund publishes what it pays for, and one agency has several contracts under one title. */
export function contractPairs(bench: BenchWriter): void {
  for (let turn = 0; turn < 10; turn++) fundAndAgency(bench, turn);
  for (let turn = 0; turn < 7; turn++) renewed(bench, turn);
  for (let turn = 0; turn < 6; turn++) twoDonors(bench, turn);
}

const languageOf = (turn: number): TitleLanguage => (["en", "fr", "es"] as const)[turn % 3] ?? "en";
const donor = (turn: number): Participants[number] => ({
  role: "FUNDER",
  organisation: DONORS[turn % DONORS.length] ?? referenceTo("larkspur"),
});

/** The fund's record names no lead: the agency is accountable, or carries the work out, and every other time by its name alone. */
function fundAndAgency(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const [fund, agency] = [bench.agency(turn, 8), bench.agency(turn, 2)];
  const language = languageOf(turn);
  const title = titleOf(plot, language, turn);
  const money = { amount: bench.amount(), currency: "USD" };
  const one = bench.record(plot, { agency, titles: [[language, title]], money, participants: [leadBy(agency), paidBy(fund)] });
  const { name } = referenceTo(agency);
  const doer = turn % 2 === 0 ? { name } : referenceTo(agency);
  const other = bench.record(plot, {
    agency: fund,
    titles: [[language, REWORDINGS["every word with a capital"](title)]],
    money: { ...money, amount: money.amount - (turn % 3) },
    participants: [paidBy(fund), { role: turn % 4 < 2 ? "ACCOUNTABLE" : "IMPLEMENTER", organisation: doer }],
    ...(turn % 5 === 3 ? { period: { start: `${plot.year}-06-01`, end: `${plot.year + 2}-12-31` } } : {}),
  });
  const reason = "Title, place, time and sum are one project; the fund publishes it because it pays, the agency because it does the work.";
  bench.pair(one, other, { label: "SAME", kind: "fund and agency report it", language, reason });
}

const leadBy = (agency: AgencyId): Participants[number] => ({ role: "LEAD", organisation: referenceTo(agency) });
const paidBy = (agency: AgencyId): Participants[number] => ({ role: "FUNDER", organisation: referenceTo(agency) });

/** The next contract begins before the one before has ended, with other money. */
function renewed(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const agency = bench.agency(turn, 5);
  const language = languageOf(turn + 1);
  const titles = [[language, titleOf(plot, language, turn)]] as const;
  const participants = [leadBy(agency), donor(turn)];
  const amount = bench.amount();
  const first = { start: `${plot.year}-01-01`, end: `${plot.year + 1}-03-31` };
  const second = { start: turn % 2 === 0 ? `${plot.year + 1}-01-15` : `${plot.year}-10-01`, end: `${plot.year + 2}-06-30` };
  const one = bench.record(plot, { agency, titles, participants, period: first, money: { amount, currency: "USD" } });
  const other = bench.record(plot, { agency, titles, participants, period: second, money: { amount: amount * 3, currency: "USD" } });
  const reason = "The next contract for the work, with its own months and sum; both run side by side for some weeks or months.";
  bench.pair(one, other, { label: "RELATED", kind: "phases without a number", relation: "SUCCESSIVE_PHASES", language, reason });
}

/** Each donor has its own contract, sum and report. */
function twoDonors(bench: BenchWriter, turn: number): void {
  const plot = bench.plots.next();
  const agency = bench.agency(turn, 9);
  const language = languageOf(turn + 2);
  const titles = [[language, titleOf(plot, language, turn + 1)]] as const;
  const amount = bench.amount();
  const one = bench.record(plot, { agency, titles, participants: [leadBy(agency), donor(turn)], money: { amount, currency: "USD" } });
  const other = bench.record(plot, {
    agency,
    titles,
    participants: [leadBy(agency), donor(turn + 1)],
    money: { amount: Math.round(amount * 0.4), currency: "USD" },
  });
  const reason = "Two donors pay for separate contracts of one agency under one title.";
  bench.pair(one, other, { label: "RELATED", kind: "siblings, two donors", relation: "PARENT_CHILD_SIBLING", language, reason });
}
