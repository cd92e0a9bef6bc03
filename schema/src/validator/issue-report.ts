import type { HarvestIssue } from "../hub-records";
import { excerpt } from "./excerpt";
import type { Finding } from "./finding";
import { RULES, type Rule } from "./rules";

const MOST_EXAMPLES = 3;
/** Field names come from outside: a flood of invented ones is counted under one place instead of filling the memory. */
const MOST_PLACES_OF_A_RULE = 200;
const LONGEST_RECORD_ID = 512;

/**
 * Gathers findings into a report: one issue for each rule and place (list positions as `*`), how often, and the first
 * three examples. The same findings in the same order give the same report, byte for byte.
 */
export class IssueReport {
  readonly #rules: Readonly<Record<string, Rule>>;
  readonly #byRule = new Map<string, Map<string, Gathered>>();

  /** @param ownRules rules of the caller, such as a harvest's or an adapter's, beside the contract's */
  constructor(ownRules: Readonly<Record<string, Rule>> = {}) {
    this.#rules = { ...RULES, ...ownRules };
  }

  add(findings: readonly Finding[], recordId: string): void {
    for (const finding of findings) this.#addOne(finding, recordId);
  }

  /** The issues: errors first, then by rule and place. */
  issues(): HarvestIssue[] {
    const issues: HarvestIssue[] = [];
    for (const [rule, places] of this.#byRule) {
      const howToFix = this.#rules[rule]?.howToFix ?? "";
      for (const [pointer, { severity, count, examples }] of places) issues.push({ rule, severity, pointer, count, examples, howToFix });
    }
    return issues.sort(byWeight);
  }

  reportText(): string {
    const issues = this.issues();
    if (issues.length === 0) return "No issues.\n";
    return `${issues.map(issueText).join("\n")}`;
  }

  #addOne({ rule, severity, pointer, value, place = pointer }: Finding, recordId: string): void {
    if (this.#rules[rule] === undefined) throw new Error(`The rule ${rule} has no entry that tells how to fix it.`);
    const gathered = this.#gathered(rule, pointer, severity);
    gathered.count += 1;
    if (gathered.examples.length < MOST_EXAMPLES) {
      gathered.examples.push({ record: excerpt(recordId, LONGEST_RECORD_ID), place, value });
    }
  }

  #gathered(rule: string, pointer: string, severity: Finding["severity"]): Gathered {
    const places = this.#byRule.get(rule) ?? new Map<string, Gathered>();
    this.#byRule.set(rule, places);
    const shape = shapeOf(pointer);
    const place = places.has(shape) || places.size < MOST_PLACES_OF_A_RULE ? shape : "/*";
    const gathered = places.get(place) ?? { severity, count: 0, examples: [] };
    places.set(place, gathered);
    return gathered;
  }
}

interface Gathered {
  readonly severity: "ERROR" | "WARNING";
  count: number;
  readonly examples: { readonly record: string; readonly place: string; readonly value: string }[];
}

/** The pointer with each position in a list as `*`. */
function shapeOf(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, "/*");
}

function byWeight(a: HarvestIssue, b: HarvestIssue): number {
  return compare(a.severity, b.severity) || compare(a.rule, b.rule) || compare(a.pointer, b.pointer);
}

// By code units and not by a locale, so that the report is the same on every machine.
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function issueText({ rule, severity, pointer, count, examples, howToFix }: HarvestIssue): string {
  const lines = examples.map(({ record, place, value }) => `    ${record} ${place || "/"}: ${value}\n`).join("");
  return `${severity} ${rule} at ${pointer || "/"}: ${count}\n${lines}    How to fix: ${howToFix}\n`;
}
