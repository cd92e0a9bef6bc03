import type { LoggedChange } from "@actionline/log/follow";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import { VersionedTable } from "@actionline/stocktaking/columns/versioned-table";

/** A version of a finding: what it says, and the sequence that it is told by. */
export interface KeptFinding {
  readonly record: FindingRecord;
  readonly sequence: number;
}

interface Rereadable extends KeptFinding {
  record: FindingRecord;
}

/** All versions of all findings; there are thousands of them, not millions. */
export class FindingTable {
  readonly #kept = new Map<number, Rereadable>();
  readonly #versions = new VersionedTable<"FINDING", KeptFinding>((record, sequence) => {
    const kept = { record, sequence };
    this.#kept.set(sequence, kept);
    return kept;
  });
  readonly #owners = new Map<number, string>();
  /** When a version was replaced, by its sequence. */
  readonly #ended = new Map<number, Date>();

  apply(change: LoggedChange<"FINDING">): void {
    this.#versions.apply(change);
    this.#owners.set(change.sequence, change.owner);
    if (change.ends !== null) this.#ended.set(change.ends, change.at);
  }

  /** A version as the log holds it now: words that it quoted may have been erased by order. */
  reread(sequence: number, record: FindingRecord): void {
    const kept = this.#kept.get(sequence);
    if (kept !== undefined) kept.record = record;
  }

  /** The findings that hold at a sequence, by id. Whoever shows them asks first who may see them. */
  at(sequence: number): ReadonlyMap<string, KeptFinding> {
    return this.#versions.at(sequence, true);
  }

  /** Who answers for a version: the survey, or the secretariat where a person drafted it. */
  ownerOf({ sequence }: KeptFinding): string {
    return this.#owners.get(sequence) ?? "";
  }

  /**
   * The instant that a version is judged at. A point may join a version with an instant at which another one had replaced
   * it long ago: then it never comes to stand for longer than it did.
   */
  judgedAt({ sequence }: KeptFinding, instant: Date): Date {
    const ended = this.#ended.get(sequence);
    return ended !== undefined && ended < instant ? ended : instant;
  }
}
