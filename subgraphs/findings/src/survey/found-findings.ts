import type { FindingKind } from "@actionline/schema/coordination-records";
import { type FoundFinding, idOf } from "./found-finding";

/** Beyond so many of a kind a survey counts what it finds and keeps only what stands already. */
const MOST_KEPT = 10_000;

/** What a survey finds, by the id of what it is about: all that stands already, and of the rest as much as it may keep. */
export class FoundFindings {
  readonly kept = new Map<string, FoundFinding>();
  /** Everything that holds, by kind. */
  readonly counts = new Map<FindingKind, number>();
  readonly #standing: ReadonlySet<string>;

  /** @param standing ids of what stands already */
  constructor(standing: ReadonlySet<string>) {
    this.#standing = standing;
  }

  add(finding: FoundFinding): void {
    const { kind } = finding;
    const id = idOf(finding);
    const count = this.counts.get(kind) ?? 0;
    if (!this.kept.has(id)) this.counts.set(kind, count + 1);
    if (count < MOST_KEPT || this.#standing.has(id)) this.kept.set(id, finding);
  }

  /** Takes it in where it stands already, and not where it would be new. */
  addStanding(finding: FoundFinding): void {
    if (this.#standing.has(idOf(finding))) this.add(finding);
  }

  /** How many hold, of each kind, that were counted and not kept. */
  notKept(): Map<FindingKind, number> {
    const missing = new Map(this.counts);
    for (const { kind } of this.kept.values()) missing.set(kind, (missing.get(kind) ?? 0) - 1);
    return new Map([...missing].filter(([, count]) => count > 0));
  }
}
