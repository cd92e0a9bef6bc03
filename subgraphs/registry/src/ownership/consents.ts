import type { ConsentRecord } from "@actionline/schema/federation-records";

/** What owners allow others to do to what is theirs. */
export class Consents {
  readonly #records: readonly ConsentRecord[];
  readonly #agency: string;
  readonly #now: Date;
  readonly #used = new Map<string, ConsentRecord>();

  /** @param agency who would do it */
  constructor(records: readonly ConsentRecord[], agency: string, now: Date) {
    this.#records = records;
    this.#agency = agency;
    this.#now = now;
  }

  /** Whether the owner allows this to be done to this element, now. */
  allow(owner: string, element: string, act: string): boolean {
    const found = this.#records.find(
      (record) =>
        record.agency === this.#agency &&
        record.owner === owner &&
        record.element === element &&
        record.act === act &&
        (record.until === null || new Date(record.until) > this.#now),
    );
    if (found !== undefined) this.#used.set(found.id, found);
    return found !== undefined;
  }

  /** Those that something was allowed by. */
  get used(): readonly ConsentRecord[] {
    return [...this.#used.values()];
  }
}
