import type { HarvestIssue, HarvestRecord } from "@actionline/schema/hub-records";
import type { Finding } from "@actionline/schema/validator/finding";
import { IssueReport } from "@actionline/schema/validator/issue-report";
import type { HarvestWitness } from "./harvest";
import { HARVEST_RULES, type HarvestRule, RUN_RULES } from "./harvest-rules";

const MOST_ISSUES = 200;
const MAIL_ADDRESS = /[^\s@<>"',;]{1,64}@[^\s@<>"',;]{1,190}/g;

/** What a run read, accepted and refused, and what it found: the part of its report that a second reading repeats. */
export class RunTally {
  readonly #witness: HarvestWitness | null;
  read = 0;
  accepted = 0;
  refused = 0;
  /** Accepted records that said again what one before them in the same run had said. */
  repeated = 0;
  /** Accepted records that this hub had handed on itself. */
  echoes = 0;
  readonly #byKind = new Map<string, { read: number; accepted: number; refused: number }>();
  readonly #report = new IssueReport(RUN_RULES);

  constructor(witness: HarvestWitness | null = null) {
    this.#witness = witness;
  }

  count(kind: string, verdict: "accepted" | "refused"): void {
    this.read += 1;
    this[verdict] += 1;
    const ofKind = this.#byKind.get(kind) ?? { read: 0, accepted: 0, refused: 0 };
    this.#byKind.set(kind, ofKind);
    ofKind.read += 1;
    ofKind[verdict] += 1;
  }

  /** Adds findings, each with the place in the source where no better one is known. */
  add(findings: readonly Finding[], place: string, record: string | null): void {
    if (findings.length === 0) return;
    const placed = findings.map((finding) => (finding.place === undefined ? { ...finding, place: placeOf(finding, place) } : finding));
    this.#report.add(placed, record ?? "");
    for (const finding of placed) this.#witness?.found(finding, record);
  }

  /** One finding of the harvest's own rules. */
  note(rule: HarvestRule, place: string, record: string, value: string): Finding {
    const finding = { rule, severity: HARVEST_RULES[rule].severity, pointer: "", value, place };
    this.#report.add([finding], record);
    this.#witness?.found(finding, record);
    return finding;
  }

  byKind(): NonNullable<HarvestRecord["byKind"]> {
    return [...this.#byKind].map(([kind, counts]) => ({ kind, ...counts })).sort((a, b) => (a.kind < b.kind ? -1 : 1));
  }

  /** The issues, errors first, in a number that a report can carry, and without anybody's address in them. */
  issues(): HarvestIssue[] {
    return this.#report
      .issues()
      .slice(0, MOST_ISSUES)
      .map((issue) => ({
        ...issue,
        examples: issue.examples.map((example) => ({ ...example, value: example.value.replace(MAIL_ADDRESS, "(an address)") })),
      }));
  }
}

const placeOf = ({ pointer }: Finding, place: string): string => (pointer === "" ? place : `${place}, ${pointer}`);
