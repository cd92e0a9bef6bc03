import type { ContractRecord } from "../contract/records";
import { excerpt, type PointerPart, pointerTo } from "./excerpt";
import { RULES, type RuleName } from "./rules";

/** One thing the validator found in one record. */
export interface Finding {
  /** A rule of the ruleset, or one of the harvest's or an adapter's own. */
  readonly rule: string;
  readonly severity: "ERROR" | "WARNING";
  /** JSON pointer into the record (into the change, for what stands around the record). */
  readonly pointer: string;
  /** What stands there, in at most 120 printable characters. */
  readonly value: string;
  /** Where it stands in what was read, such as a file's line; left out, the pointer is the place. */
  readonly place?: string;
}

export type RecordKind = ContractRecord["kind"];

/** What the validator says of one change. */
export interface RecordVerdict {
  readonly operation: "UPSERT" | "DELETE" | "CONFIRMED" | "MERGED_INTO" | "SPLIT_INTO" | null;
  /** The record's hub id; null where it has none that could be one. */
  readonly id: string | null;
  /** The record's kind, or the one a DELETE or CONFIRMED names; null where it isn't known. */
  readonly kind: RecordKind | null;
  /** What a record went into, of MERGED_INTO and SPLIT_INTO; empty otherwise. */
  readonly into: readonly string[];
  /** The record as it may go in, less what was set aside; null where it was refused or the operation needs none. */
  readonly record: ContractRecord | null;
  readonly accepted: boolean;
  readonly findings: readonly Finding[];
}

/** Collects the findings of one record; one rule speaks once about one place. */
export class Findings {
  readonly found: Finding[] = [];
  readonly #seen = new Set<string>();

  note(rule: RuleName, pointer: string, value: unknown): void {
    const key = `${rule} ${pointer}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.found.push({ rule, severity: RULES[rule].severity, pointer, value: excerpt(value) });
  }

  noteAt(rule: RuleName, path: readonly PointerPart[], value: unknown): void {
    this.note(rule, pointerTo(path), value);
  }

  get refuses(): boolean {
    return this.found.some((finding) => finding.severity === "ERROR");
  }
}
