import { canonicalText, textHash } from "@actionline/log/canonical";
import type { Finding, RecordVerdict } from "@actionline/schema/validator/finding";
import type { BatchWriter } from "./batch-writer";
import { EntityCheck, type EntityReads } from "./entity-check";
import type { PlacedChange, PublishedItem } from "./feed-item";
import { HandedOn, idOfChange, kindOfChange } from "./handed-on";
import type { HarvestTask } from "./harvest";
import type { KnownOrganizations } from "./known-organizations";
import type { LastWords } from "./last-words";
import type { LiveCount } from "./live-count";
import type { Ended, PublishedIds } from "./published-ids";
import type { Refusals } from "./refusals";
import type { RemarkWriter } from "./remarks";
import type { RunTally } from "./run-tally";
import { countSetAside } from "./set-aside";
import { agencyOfId, changeOf, entryKindOf, HARVESTED_KINDS, type HarvestedKind, type Suggesting } from "./stored-record";

/** The parts of a run that taking records in has to do with. */
export interface TakingRun {
  readonly task: HarvestTask;
  readonly suggesting: Suggesting;
  readonly known: KnownOrganizations;
  /** Null of a source whose changes don't come in their order. */
  readonly words: LastWords | null;
  readonly tally: RunTally;
  readonly published: PublishedIds;
  readonly live: LiveCount;
  readonly refusals: Refusals;
  readonly remarks: RemarkWriter;
  readonly entityReads: EntityReads;
  readonly writer: BatchWriter;
  /** Whether what is read now wasn't written by a run that was cut short. */
  readonly isNew: () => boolean;
}

/** Judges what a source published, one change after the other: into the next batch, or to the refusals. */
export class Intake {
  readonly #run: TakingRun;
  readonly #handedOn: HandedOn | null;
  readonly #entities: EntityCheck;

  constructor(run: TakingRun) {
    this.#run = run;
    const { db, source } = run.task;
    this.#entities = new EntityCheck(db);
    this.#handedOn = source.hub === true ? new HandedOn(db, source.agency) : null;
  }

  /** Looks up what judging these changes takes. */
  async look(changes: readonly PlacedChange[]): Promise<void> {
    await this.#handedOn?.look(changes);
    for (const { change } of changes) {
      const id = kindOfChange(change) === "ENTITY" ? idOfChange(change) : null;
      if (id !== null) await this.#entities.look(id);
    }
  }

  /** An item with its parts, which stand or fall with it. */
  published({ changes, findings, place }: PublishedItem): void {
    const [first, ...parts] = changes;
    if (first === undefined) return;
    const verdict = this.#run.task.validator.check(first.change);
    this.#run.tally.add(findings, place, verdict.id);
    const taken = this.#judge(first, verdict, findings);
    for (const part of parts) {
      const ofPart = this.#run.task.validator.check(part.change);
      if (taken) this.#judge(part, ofPart);
      else this.#run.refusals.refusePart(part, ofPart);
    }
  }

  /** Takes one change or refuses it; says which. */
  #judge(given: PlacedChange, verdict: RecordVerdict, ofAdapter: readonly Finding[] = []): boolean {
    const { place, origin = [] } = given;
    if (this.#run.words !== null) this.#run.live.note(verdict);
    this.#run.tally.add(verdict.findings, place, verdict.id);
    const fault = verdict.findings.find(({ severity }) => severity === "ERROR") ?? null;
    if (!verdict.accepted || verdict.id === null) return this.#refuse(verdict, given, fault);
    if (this.#run.task.appender.hubId !== null && origin.includes(this.#run.task.appender.hubId)) return this.#echo(verdict);
    if (!this.#mayWrite(verdict.id)) {
      const finding = this.#run.tally.note("NOT_YOUR_ID", place, verdict.id, verdict.id.slice(0, 120));
      return this.#refuse({ ...verdict, id: null }, given, finding, verdict.id);
    }
    if (verdict.operation === "UPSERT") return this.#upsert(verdict, given, [...ofAdapter, ...verdict.findings]);
    const kind = verdict.kind === null ? null : entryKindOf(verdict.kind);
    if (verdict.operation === "CONFIRMED") this.#run.published.confirm(kind, verdict.id);
    else this.#ended(kind, verdict.id, { into: verdict.into, origin });
    this.#run.tally.count(verdict.kind ?? "ANY", "accepted");
    return true;
  }

  #refuse(verdict: RecordVerdict, given: PlacedChange, fault: Finding | null, shownId = verdict.id): false {
    this.#run.refusals.refuse(verdict, given, fault, shownId);
    return false;
  }

  #mayWrite(id: string): boolean {
    return this.#handedOn === null ? agencyOfId(id) === this.#run.task.source.agency : this.#handedOn.mayWrite(id);
  }

  #ended(kind: HarvestedKind | null, id: string, ended: Ended): void {
    this.#run.published.delete(kind, id, ended);
    if (this.#run.words === null) return;
    this.#run.words.ended(kind, id, ended);
    for (const each of kind === null ? HARVESTED_KINDS : [kind]) this.#run.writer.drop({ kind: each, subject: id });
  }

  /** What this hub handed on itself has come back: it says nothing new, and is no record of who sent it. */
  #echo({ kind, id }: RecordVerdict): true {
    if (id !== null) this.#run.published.confirm(kind === null ? null : entryKindOf(kind), id);
    this.#run.tally.count(kind ?? "ANY", "accepted");
    this.#run.tally.echoes += 1;
    return true;
  }

  #upsert(verdict: RecordVerdict, given: PlacedChange, findings: readonly Finding[]): boolean {
    const { record } = verdict;
    const { place, origin = [] } = given;
    if (record === null) throw new Error("The validator accepted an upsert without its record.");
    const wrong = record.kind === "ENTITY" ? this.#entities.fault(record) : null;
    if (wrong !== null) {
      const finding = this.#run.tally.note("VALUES_NOT_IN_SCHEMA", `${place}, ${wrong.pointer}`, record.id, wrong.value);
      return this.#refuse(verdict, given, finding);
    }
    const entry = {
      ...changeOf(record, this.#run.task.source, this.#run.suggesting, this.#run.known),
      ...(origin.length > 0 && { origin }),
    };
    const text = canonicalText(entry.record);
    const hash = textHash(text);
    const entryKind = entryKindOf(record.kind);
    const { seen, kept, first } = this.#run.published.take(entryKind, record.id, hash, place);
    if (seen === "OTHER" && this.#run.words === null) {
      this.#run.refusals.refuseTwin(verdict, record.id, given, { first, kept, refused: hash.slice(0, 16) });
      return true; // The first record under this id stands, and what belongs to it with it.
    }
    if (record.kind === "BUDGET" && record.activity !== undefined) this.#run.published.noteAmountsOf(record.activity);
    this.#run.tally.count(record.kind, "accepted");
    if (seen === "SAME" && this.#run.words === null) {
      this.#run.tally.repeated += 1;
      this.#run.tally.note("DUPLICATE_RECORD", place, record.id, `the first stands at ${first}`);
      return true;
    }
    this.#run.refusals.withhold(verdict, record.id, place, countSetAside(findings));
    this.#run.task.witness?.taken(record);
    if (!this.#run.isNew()) return true;
    this.#run.remarks.add(record.id, place, findings);
    if (record.kind === "ENTITY") this.#run.entityReads.add(record);
    this.#run.writer.add({ ...entry, hash }, text.length);
    return true;
  }
}
