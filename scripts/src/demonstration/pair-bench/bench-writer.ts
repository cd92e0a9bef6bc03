import type { ActivityRecord, BudgetRecord } from "@actionline/schema/contract/records";
import { activityFrom } from "../activity-draft";
import { type AgencyId, CAST, mainSourceOf, referenceTo } from "../cast";
import type { Random } from "../random";
import { TAGS_OF_LINE } from "../subjects";
import type { BenchRecord, LabelledPair, PairBench } from "./labelled-pair";
import type { TitleLanguage } from "./phrasing";
import { type Plot, Plots } from "./plots";

/** What a record of the benchmark says otherwise than the rest of its plot; money in whole units. */
export interface BenchDraft extends Partial<Omit<ActivityRecord, "kind" | "id" | "title">> {
  readonly agency: AgencyId;
  /** The agency's own id, where it matters. */
  readonly raw?: string;
  readonly titles: readonly (readonly [TitleLanguage, string])[];
  readonly source?: string;
  readonly money?: { readonly amount: number; readonly currency: string };
}

type Label = Omit<LabelledPair, "one" | "other">;

/** Takes down the records and labelled pairs of the benchmark, in a fixed order. */
export class BenchWriter {
  readonly plots = new Plots();
  readonly #records = new Map<string, BenchRecord>();
  readonly #pairs: LabelledPair[] = [];

  constructor(readonly random: Random) {}

  /** Agencies in turn, so that no stratum belongs to a few of them; `step` gives another one for the same turn. */
  agency(turn: number, step = 0): AgencyId {
    const found = CAST[(turn + step) % CAST.length];
    if (found === undefined) throw new Error("The cast is empty.");
    return found.agency;
  }

  /** A record about a plot: its item, country, group, kind and two years of work, where the draft says nothing else. */
  record(plot: Plot, draft: BenchDraft): ActivityRecord {
    const { source, money, titles, ...stated } = draft;
    const activity = activityFrom({
      raw: this.#rawId(plot, draft.agency),
      titles: titles.map(([language, text]) => ({ language, text })),
      activityKind: plot.kind,
      status: "IMPLEMENTING",
      period: periodOf(plot),
      items: [{ item: plot.subject.item }],
      places: [{ place: plot.country.code }],
      targetGroups: [plot.group.en],
      sectors: [{ vocabulary: "DAC-5", code: TAGS_OF_LINE[plot.subject.line]?.sectors[0] ?? "22010", percentage: 100 }],
      ...stated,
    });
    if (this.#records.has(activity.id)) throw new Error(`There are two records ${activity.id}.`);
    const budgets = money === undefined ? [] : [budgetOf(activity, draft.agency, money)];
    this.#records.set(activity.id, { activity, source: source ?? mainSourceOf(draft.agency), budgets });
    return activity;
  }

  pair(one: ActivityRecord, other: ActivityRecord, label: Label): void {
    const [lesser, greater] = one.id < other.id ? [one.id, other.id] : [other.id, one.id];
    this.#pairs.push({ one: lesser, other: greater, ...label });
  }

  /** An amount that no other record has by accident. */
  amount(): number {
    return this.random.between(40_000, 1_900_000);
  }

  bench(): PairBench {
    return { records: [...this.#records.values()], pairs: this.#pairs };
  }

  /** Agencies number their work each in its own way. */
  #rawId(plot: Plot, agency: AgencyId): string {
    const number = `${plot.number}${this.random.between(100, 999)}`;
    const styles = [
      `PB-${number}`,
      `${plot.year}/${number}`,
      `XI-${agency.slice(0, 3).toUpperCase()}-${plot.country.code}-${number}`,
      number,
    ];
    return this.random.pick(styles);
  }
}

/** Two years from spring; the day differs from plot to plot. */
export function periodOf({ year, number }: Plot): { readonly start: string; readonly end: string } {
  const day = String(1 + (number % 28)).padStart(2, "0");
  return { start: `${year}-0${2 + (number % 4)}-${day}`, end: `${year + 2}-0${1 + (number % 5)}-${day}` };
}

function budgetOf(activity: ActivityRecord, agency: AgencyId, { amount, currency }: NonNullable<BenchDraft["money"]>): BudgetRecord {
  const start = activity.period.start ?? "2020-01-01";
  return {
    kind: "BUDGET",
    id: `${activity.id}/budget`,
    activity: activity.id,
    reporter: referenceTo(agency),
    measure: "BUDGET",
    status: "ADOPTED",
    period: { start, end: activity.period.end ?? start },
    value: { amount: `${amount}.00`, currency, valueDate: start },
  };
}
