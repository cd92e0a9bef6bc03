import type { MappedValue } from "@actionline/schema/mapping";
import { excerpt } from "@actionline/schema/validator/excerpt";
import type { Finding } from "@actionline/schema/validator/finding";
import { MAPPED_RULES, type MappedRule } from "./mapped-rules";

/** Gives a source's value by the way that a mapping names. */
export type Lookup = (from: string) => readonly string[];

const PERSON = /[^\s@]{1,64}@[^\s@]{1,190}\.[a-z]{2,}|(?:\+|\b00)\d[\d\s()./-]{7,18}\d/i;

/** Whether a text holds what looks like an e-mail address or a telephone number. */
export const mayTellOfPerson = (text: string): boolean => PERSON.test(text);

/** One record of a source while it is mapped: values out, and what was noticed on the way. */
export class Row {
  readonly findings: Finding[] = [];
  readonly #lookup: Lookup;
  readonly #place: string;

  constructor(lookup: Lookup, place: string) {
    this.#lookup = lookup;
    this.#place = place;
  }

  /** Every value, in the contract's words. */
  values(rule: MappedValue | undefined): readonly string[] {
    if (rule === undefined) return [];
    if (rule.value !== undefined) return [rule.value];
    const cells = this.#lookup(rule.from ?? "");
    const { split } = rule;
    const words = split === undefined ? cells : cells.flatMap((cell) => cell.split(split));
    return words
      .map((word) => word.trim())
      .filter((word) => word !== "")
      .flatMap((word) => this.#translated(word, rule));
  }

  value(rule: MappedValue | undefined): string | undefined {
    return this.values(rule)[0];
  }

  text(rule: MappedValue): { readonly language: string; readonly text: string } | null {
    const text = this.value(rule);
    if (text === undefined) return null;
    if (mayTellOfPerson(text)) this.note("MAPPED_PERSON", rule, text);
    return { language: rule.language ?? "und", text };
  }

  /** @param end of a year alone, its last day rather than its first */
  date(rule: MappedValue | undefined, end = false): string | undefined {
    const text = this.value(rule);
    if (rule === undefined || text === undefined) return undefined;
    const date = calendarDate(text, rule.date ?? "Y-M-D", end);
    if (date === null) this.note("MAPPED_DATE_UNREADABLE", rule, text);
    return date ?? undefined;
  }

  amount(rule: MappedValue): string | undefined {
    const text = this.value(rule);
    if (text === undefined) return undefined;
    const decimal = rule.decimal ?? ".";
    const plain = text.replace(/[\s\u00a0'’]/g, "").replaceAll(decimal === "." ? "," : ".", "");
    const amount = plain.replace(decimal, ".");
    if (/^-?\d{1,18}(\.\d{1,6})?$/.test(amount)) return amount;
    this.note("MAPPED_NUMBER_UNREADABLE", rule, text);
    return undefined;
  }

  note(rule: MappedRule, { from = "" }: MappedValue, value: string): void {
    const { severity } = MAPPED_RULES[rule];
    this.findings.push({ rule, severity, pointer: `/${from}`, value: excerpt(value), place: this.#place });
  }

  #translated(word: string, rule: MappedValue): readonly string[] {
    const { values, otherwise } = rule;
    if (values === undefined) return [word];
    const known = Object.hasOwn(values, word) ? values[word] : undefined;
    if (known !== undefined) return known === "" ? [] : [known];
    this.note("MAPPED_WORD_UNKNOWN", rule, word);
    return otherwise === undefined ? [] : [otherwise];
  }
}

/** What the parts of a date stand in the order of; a time behind it is left away. */
function calendarDate(text: string, order: NonNullable<MappedValue["date"]>, end: boolean): string | null {
  if (order === "Y") return /^\d{4}$/.test(text) ? `${text}-${end ? "12-31" : "01-01"}` : null;
  const parts = /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ].*)?$/.exec(text)?.slice(1) ?? [];
  const places = order.split(/[-/]/);
  const [year, month, day] = ["Y", "M", "D"].map((part) => parts[places.indexOf(part)]);
  if (year?.length !== 4 || month === undefined || day === undefined || day.length > 2) return null;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date) ? date : null;
}
