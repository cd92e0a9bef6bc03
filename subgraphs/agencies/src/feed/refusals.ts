import type { SourceRecord } from "@actionline/schema/hub-records";
import type { Finding, RecordVerdict } from "@actionline/schema/validator/finding";
import type { Beside } from "./beside";
import type { PlacedChange, UnreadableItem } from "./feed-item";
import type { PublishedIds } from "./published-ids";
import { QuarantineWriter } from "./quarantine";
import type { RunTally } from "./run-tally";
import { bearsOnCoverage } from "./set-aside";
import { agencyOfId, entryKindOf } from "./stored-record";
import { WithheldWriter } from "./withheld";

/** What a run is, as far as its refusals are kept by it. */
export interface RefusingRun {
  readonly source: SourceRecord;
  readonly run: string;
  readonly clock: () => Date;
  readonly tally: RunTally;
  readonly published: PublishedIds;
  /** Whether what is read now wasn't written by a run that was cut short. */
  readonly isNew: () => boolean;
}

/** What a run refuses: counted and told, kept in quarantine, and noted where coverage would mistake it for an omission. */
export class Refusals {
  /** Things refused without an id: whether the hub holds one of them already can't be told. */
  unidentified = 0;
  readonly withheld: WithheldWriter;
  readonly #quarantine: QuarantineWriter;
  readonly #run: RefusingRun;

  constructor(run: RefusingRun) {
    this.#run = run;
    this.#quarantine = new QuarantineWriter(run.source, run.run, run.clock);
    this.withheld = new WithheldWriter(run.source.id, run.run);
  }

  /** What is written with the run's batches. */
  get beside(): readonly Beside[] {
    return [this.#quarantine, this.withheld];
  }

  /** A change that the validator or the run doesn't take; what the hub holds under its id stays. */
  refuse(verdict: RecordVerdict, { place, change }: PlacedChange, fault: Finding | null, shownId = verdict.id): void {
    const { tally, published, isNew } = this.#run;
    tally.count(verdict.kind ?? "UNREADABLE", "refused");
    if (verdict.id !== null) published.refuse(verdict.kind === null ? null : entryKindOf(verdict.kind), verdict.id);
    else if (shownId === null) this.unidentified += 1;
    this.withhold(verdict, shownId, place, 1);
    if (fault !== null && isNew()) this.#quarantine.add({ record: shownId, place, finding: fault, content: change });
  }

  /** Another content under an id that stands already. */
  refuseTwin(
    verdict: RecordVerdict,
    record: string,
    { place, change }: PlacedChange,
    { first, kept, refused }: { readonly first: string; readonly kept: string; readonly refused: string },
  ): void {
    const { tally, isNew } = this.#run;
    const value = `the first, at ${first}, was kept (${kept}); this was refused (${refused})`;
    const finding = tally.note("DUPLICATE_ID", place, record, value);
    const placed = `${place}; the first at ${first}`;
    if (isNew()) this.#quarantine.add({ record, place: placed, finding, content: change, hashes: { kept, refused } });
    tally.count(verdict.kind ?? "ANY", "refused");
    this.withhold(verdict, record, place, 1);
  }

  /** A part of a refused activity waits with it: what the hub holds of it stays as it is. */
  refusePart({ place }: PlacedChange, { id, kind }: RecordVerdict): void {
    const { tally, published } = this.#run;
    tally.count(kind ?? "UNREADABLE", "refused");
    tally.note("PART_OF_REFUSED", place, id ?? "", "its activity was refused");
    if (id !== null) published.refuse(kind === null ? null : entryKindOf(kind), id);
  }

  /** Something that could not be read; says the id that it stands for, where that is one of the source's own. */
  unreadable({ id: read, place, finding, excerpt }: UnreadableItem): string | null {
    const { source, tally, published, isNew } = this.#run;
    // Another agency's id on an unreadable line says nothing of that agency's records.
    const id = read !== null && agencyOfId(read) === source.agency ? read : null;
    tally.count("UNREADABLE", "refused");
    tally.add([finding], place, id);
    if (id === null) this.unidentified += 1;
    else published.refuse(null, id);
    this.withhold({ kind: null, operation: null }, id, place, 1);
    if (isNew()) this.#quarantine.add({ record: id, place, finding, content: excerpt });
    return id;
  }

  withhold(verdict: Pick<RecordVerdict, "kind" | "operation">, record: string | null, place: string, count: number): void {
    if (bearsOnCoverage(verdict)) this.withheld.add({ record, place, count }, this.#run.isNew());
  }
}
