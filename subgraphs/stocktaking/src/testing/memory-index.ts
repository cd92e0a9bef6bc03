import type { LoggedChange } from "@actionline/log/follow";
import type { Change } from "@actionline/log/log-entry";
import { ActivityColumns } from "../columns/activity-columns";
import type { IndexSnapshot } from "../columns/index-snapshot";
import { REFERENCE_KINDS, type ReferenceKind, ReferenceTables } from "../columns/reference-tables";

/** An index over changes that stand in no database: each is an entry, numbered from 1 on. */
export class MemoryIndex implements IndexSnapshot {
  readonly columns = new ActivityColumns();
  readonly tables = new ReferenceTables();
  readonly #open = new Map<string, number>();
  #sequence = 0;

  constructor(changes: readonly Change[] = []) {
    this.append(changes);
  }

  get sequence(): number {
    return this.#sequence;
  }

  append(changes: readonly Change[]): void {
    for (const change of changes) this.#append(change);
  }

  #append({ kind, subject, operation, owner, visibility = "PUBLIC", record }: Change): void {
    this.#sequence += 1;
    const key = `${kind} ${subject}`;
    const ends = this.#open.get(key) ?? null;
    if (record === null) this.#open.delete(key);
    else this.#open.set(key, this.#sequence);
    const entry = { sequence: this.#sequence, at: new Date(this.#sequence), kind, subject, operation, owner, visibility, ends, record };
    this.#apply(entry as LoggedChange);
  }

  #apply(change: LoggedChange): void {
    if (change.kind === "ACTIVITY") this.columns.apply(change);
    else if (change.kind === "REVIEW") this.columns.reviews.apply(change);
    else if (change.kind === "OVERLAP" || change.kind === "OVERLAP_DECISION") this.columns.duplicates.apply(change);
    else if ((REFERENCE_KINDS as readonly string[]).includes(change.kind)) this.tables.apply(change as LoggedChange<ReferenceKind>);
    else throw new Error(`The index takes in no ${change.kind}.`);
  }
}
