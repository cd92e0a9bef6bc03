import type { OrganisationReference } from "@actionline/schema/contract/records";
import type { PlacedChange } from "../feed-item";
import { BUDGET_REVISION, BUDGET_STATUS } from "./codes";
import { decimalText } from "./decimal";
import { calendarDate } from "./map-dates";
import { organisation } from "./map-organisations";
import type { Mapping } from "./mapping";
import type { XmlElement } from "./xml-element";

/** What every amount of an activity carries. */
export interface MoneyOf {
  readonly activity: string;
  readonly reporter: OrganisationReference | null;
}

/**
 * The activity's money: its budgets; where it publishes none, its outgoing commitments; where there are none of those
 * either, its disbursements. One measure only, each labelled with what it is, so that nothing is counted twice.
 */
export function money(activity: XmlElement, transactions: readonly XmlElement[], of: MoneyOf, mapping: Mapping): PlacedChange[] {
  const numbering = new Numbering();
  const budgets = activity.take("budget").map((element) => budget(element, of, numbering, mapping));
  if (budgets.length > 0) {
    for (const transaction of transactions) transaction.discard();
    return budgets;
  }
  const payments = transactions.map((element) => payment(element, mapping));
  const commitments = payments.filter(({ type }) => type === "2");
  if (commitments.length > 0) return commitments.map((one) => amountOf("COMMITMENT", one, of, numbering));
  return payments.filter(({ type }) => type === "3").map((one) => amountOf("DISBURSEMENT", one, of, numbering));
}

/** Numbers amounts that are alike in all that their id is made of, in the file's order. */
class Numbering {
  readonly #counts = new Map<string, number>();

  id(parts: readonly (string | null)[], activity: string): string {
    const stem = `${activity}#${parts.map((part) => part ?? "-").join("/")}`;
    const ordinal = (this.#counts.get(stem) ?? 0) + 1;
    this.#counts.set(stem, ordinal);
    return `${stem}/${ordinal}`;
  }
}

function budget(element: XmlElement, of: MoneyOf, numbering: Numbering, mapping: Mapping): PlacedChange {
  const revision = mapping.code(element, "type", BUDGET_REVISION) ?? "ORIGINAL";
  const status = mapping.code(element, "status", BUDGET_STATUS) ?? "INDICATIVE";
  const start = dateOf(element, "period-start", mapping);
  const end = dateOf(element, "period-end", mapping);
  const value = amount(element, mapping);
  const id = numbering.id(["budget", revision.toLowerCase(), status.toLowerCase(), start, end, value.currency ?? null], of.activity);
  const period = { ...(start !== null && { start }), ...(end !== null && { end }) };
  return { place: element.place, change: { kind: "BUDGET", id, ...stated(of), measure: "BUDGET", status, revision, period, value } };
}

interface Payment {
  readonly element: XmlElement;
  readonly type: string | null;
  readonly date: string | null;
  readonly value: Value;
  readonly provider: OrganisationReference | null;
  readonly receiver: OrganisationReference | null;
  readonly reference: string | null;
}

function payment(element: XmlElement, mapping: Mapping): Payment {
  const party = (name: string): OrganisationReference | null => {
    const found = element.takeOne(name);
    return found === null ? null : organisation(found, mapping);
  };
  return {
    element,
    type: element.takeOne("transaction-type")?.attribute("code") ?? null,
    date: dateOf(element, "transaction-date", mapping),
    value: amount(element, mapping),
    provider: party("provider-org"),
    receiver: party("receiver-org"),
    reference: element.attribute("ref")?.slice(0, 200) ?? null,
  };
}

function amountOf(measure: "COMMITMENT" | "DISBURSEMENT", paid: Payment, of: MoneyOf, numbering: Numbering): PlacedChange {
  const { element, date, value, provider, receiver, reference } = paid;
  const id = numbering.id([measure.toLowerCase(), reference, date, value.currency ?? null], of.activity);
  // A commitment has a day and no period: the day is the period.
  const period = date === null ? {} : { start: date, end: date };
  const parties = { ...(provider !== null && { provider }), ...(receiver !== null && { receiver }) };
  const base = { kind: "BUDGET", id, ...stated(of), measure, period, value, ...parties };
  return { place: element.place, change: reference === null ? base : { ...base, reference } };
}

const stated = ({ activity, reporter }: MoneyOf): object => ({ activity, ...(reporter !== null && { reporter }) });

interface Value {
  readonly amount: string;
  readonly currency?: string;
  readonly valueDate?: string;
}

/** The amount as it stands, for the validator to judge: an amount that is no number refuses this budget and no other. */
function amount(parent: XmlElement, mapping: Mapping): Value {
  const element = parent.takeOne("value");
  const currency = element?.attribute("currency") ?? mapping.currency;
  const inCurrency = currency === null ? {} : { currency };
  if (element === null) return { amount: "", ...inCurrency };
  const valueDate = calendarDate(element, "value-date", mapping);
  const text = element.text().trim();
  const decimal = text.length <= 60 ? decimalText(text) : null;
  if (decimal?.rounded) mapping.note("IATI_AMOUNT_ROUNDED", element, null, text);
  return { amount: decimal?.amount ?? text.slice(0, 200), ...inCurrency, ...(valueDate !== null && { valueDate }) };
}

function dateOf(parent: XmlElement, name: string, mapping: Mapping): string | null {
  const element = parent.takeOne(name);
  return element === null ? null : calendarDate(element, "iso-date", mapping);
}
