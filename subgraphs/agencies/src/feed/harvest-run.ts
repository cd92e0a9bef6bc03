import { canonicalText, textHash } from "@actionline/log/canonical";
import type { SourceRecord } from "@actionline/schema/hub-records";
import type { Finding, RecordVerdict } from "@actionline/schema/validator/finding";
import { BatchWriter } from "./batch-writer";
import { beginRun } from "./begin-run";
import { EntityCheck, EntityReads } from "./entity-check";
import type { EndItem, Feed, FeedItem, PlacedChange, PublishedItem, UnreadableItem } from "./feed-item";
import { finishRun } from "./finish-run";
import type { KindCounts } from "./guard";
import { HandedOn, idOfChange, kindOfChange } from "./handed-on";
import type { HarvestTask } from "./harvest";
import type { HarvestState } from "./harvest-state";
import { KnownOrganizations } from "./known-organizations";
import { LastWords, returnsAmong } from "./last-words";
import { LiveCount } from "./live-count";
import { type Ended, PublishedIds } from "./published-ids";
import { QuarantineWriter } from "./quarantine";
import { RemarkWriter } from "./remarks";
import { RunTally } from "./run-tally";
import { bearsOnCoverage, countSetAside } from "./set-aside";
import { agencyOfId, changeOf, entryKindOf, HARVESTED_KINDS, type HarvestedKind, type Suggesting } from "./stored-record";
import { WithheldWriter } from "./withheld";

/** One harvest of one source: items in, batches out. What a run before it already wrote is read again and not rewritten. */
export class HarvestRun {
  readonly tally: RunTally;
  readonly published = new PublishedIds();
  /** The records that the source says it has. */
  readonly live = new LiveCount();
  /** Of a source whose changes come in their order: what it took back. Null of any other. */
  readonly words: LastWords | null;
  readonly withheld: WithheldWriter;
  readonly writer: BatchWriter;
  readonly task: HarvestTask;
  /** What it deleted because its source has it no more, once that is done. */
  vanished: KindCounts = {};
  /** Things refused without an id: whether the hub holds one of them already can't be told. */
  unidentified = 0;
  end: EndItem = { type: "END", listsEverything: false, error: { code: "FEED_SILENT", message: "The source said nothing at all." } };
  readonly #source: SourceRecord;
  readonly #suggesting: Suggesting;
  readonly #known: KnownOrganizations;
  readonly #quarantine: QuarantineWriter;
  readonly #remarks: RemarkWriter;
  readonly #resumeAfter: number;
  readonly #handedOn: HandedOn | null;
  readonly #entities: EntityCheck;
  readonly #entityReads: EntityReads;
  #position = 0;

  private constructor(
    task: HarvestTask,
    state: HarvestState,
    suggesting: Suggesting,
    { known, words }: { readonly known: KnownOrganizations; readonly words: LastWords | null },
  ) {
    this.task = task;
    this.words = words;
    this.#entities = new EntityCheck(task.db);
    this.#entityReads = new EntityReads(task.clock);
    this.#handedOn = task.source.hub === true ? new HandedOn(task.db, task.source.agency) : null;
    this.tally = new RunTally(task.witness);
    this.#source = task.source;
    this.#suggesting = suggesting;
    this.#known = known;
    this.#resumeAfter = state.position;
    this.#quarantine = new QuarantineWriter(task.source, state.run, task.clock);
    this.#remarks = new RemarkWriter(task.source.id, state.run, task.clock);
    this.withheld = new WithheldWriter(task.source.id, state.run);
    const beside = [this.#quarantine, this.#remarks, this.withheld, this.#entityReads, ...(words === null ? [] : [words])];
    this.writer = new BatchWriter(task, state, beside, task.options);
  }

  /** Begins a run, or takes up one that was cut short while it read the same content by the same rules. */
  static async begin(task: HarvestTask, feed: Feed, suggesting: Suggesting): Promise<HarvestRun> {
    const fingerprint = feed.fingerprint === null ? null : `${feed.fingerprint} ${suggesting.rules}`;
    const state = await beginRun(task, fingerprint);
    const words = feed.ordered === true ? await LastWords.recall(task.db, task.source.id) : null;
    // All of it is said again, or is no longer so.
    if (feed.fromStart === true) words?.forgetReturns();
    return new HarvestRun(task, state, suggesting, { known: await KnownOrganizations.read(task.db), words });
  }

  async take(item: FeedItem): Promise<void> {
    if (item.type === "END") this.end = item;
    else if (item.type === "NOTE") this.tally.add([item.finding], "", null);
    else if (item.type === "PROGRESS") await this.#send({ position: this.#position, reached: item.reached });
    else {
      this.#position += 1;
      if (item.type === "PUBLISHED") {
        await this.#look(item.changes);
        this.#published(item);
      } else this.#unreadable(item);
    }
    if (this.writer.isFull) await this.#send({ position: this.#position });
  }

  async finish(): Promise<ReturnType<typeof finishRun>> {
    await this.#send({ position: Math.max(this.#position, this.#resumeAfter) });
    await this.writer.arrived();
    return finishRun(this);
  }

  async #look(changes: readonly PlacedChange[]): Promise<void> {
    await this.#handedOn?.look(changes);
    for (const { change } of changes) {
      const id = kindOfChange(change) === "ENTITY" ? idOfChange(change) : null;
      if (id !== null) await this.#entities.look(id);
    }
  }

  async #send(progress: Partial<HarvestState>): Promise<void> {
    if (this.words !== null) await this.#setReturnsAside(this.words);
    if (progress.reached !== undefined) this.words?.settle();
    await this.writer.send(progress);
  }

  /** What brings back what a record was before waits until all is read; judged by what the batches before it left. */
  async #setReturnsAside(words: LastWords): Promise<void> {
    await this.writer.arrived();
    const { gathered } = this.writer;
    const back = await returnsAmong(this.task.db, gathered);
    for (const change of gathered) {
      const version = back.get(change);
      if (version === undefined) words.stands(change);
      else {
        words.comesBack(change, version);
        this.writer.drop(change);
      }
    }
  }

  get #isNew(): boolean {
    return this.#position > this.#resumeAfter;
  }

  #published({ changes, findings, place }: PublishedItem): void {
    const [first, ...parts] = changes;
    if (first === undefined) return;
    const verdict = this.task.validator.check(first.change);
    this.tally.add(findings, place, verdict.id);
    const taken = this.#judge(first, verdict, findings);
    for (const part of parts) {
      const ofPart = this.task.validator.check(part.change);
      if (taken) this.#judge(part, ofPart);
      else this.#refusePart(part, ofPart);
    }
  }

  /** Takes one change or refuses it; says which. */
  #judge({ place, change, origin = [] }: PlacedChange, verdict: RecordVerdict, ofAdapter: readonly Finding[] = []): boolean {
    if (this.words !== null) this.live.note(verdict);
    this.tally.add(verdict.findings, place, verdict.id);
    const fault = verdict.findings.find(({ severity }) => severity === "ERROR") ?? null;
    if (!verdict.accepted || verdict.id === null) return this.#refuse(verdict, place, change, fault);
    if (this.task.appender.hubId !== null && origin.includes(this.task.appender.hubId)) return this.#echo(verdict);
    if (!this.#mayWrite(verdict.id)) {
      const finding = this.tally.note("NOT_YOUR_ID", place, verdict.id, verdict.id.slice(0, 120));
      return this.#refuse({ ...verdict, id: null }, place, change, finding, verdict.id);
    }
    if (verdict.operation === "UPSERT") return this.#upsert(verdict, { place, change, origin }, [...ofAdapter, ...verdict.findings]);
    const kind = verdict.kind === null ? null : entryKindOf(verdict.kind);
    if (verdict.operation === "CONFIRMED") this.published.confirm(kind, verdict.id);
    else this.#ended(kind, verdict.id, { into: verdict.into, origin });
    this.tally.count(verdict.kind ?? "ANY", "accepted");
    return true;
  }

  #mayWrite(id: string): boolean {
    return this.#handedOn === null ? agencyOfId(id) === this.#source.agency : this.#handedOn.mayWrite(id);
  }

  #ended(kind: HarvestedKind | null, id: string, ended: Ended): void {
    this.published.delete(kind, id, ended);
    if (this.words === null) return;
    this.words.ended(kind, id, ended);
    for (const each of kind === null ? HARVESTED_KINDS : [kind]) this.writer.drop({ kind: each, subject: id });
  }

  /** What this hub handed on itself has come back: it says nothing new, and is no record of who sent it. */
  #echo({ kind, id }: RecordVerdict): true {
    if (id !== null) this.published.confirm(kind === null ? null : entryKindOf(kind), id);
    this.tally.count(kind ?? "ANY", "accepted");
    this.tally.echoes += 1;
    return true;
  }

  #upsert(verdict: RecordVerdict, { place, change, origin = [] }: PlacedChange, findings: readonly Finding[]): boolean {
    const { record } = verdict;
    if (record === null) throw new Error("The validator accepted an upsert without its record.");
    const wrong = record.kind === "ENTITY" ? this.#entities.fault(record) : null;
    if (wrong !== null) {
      const finding = this.tally.note("VALUES_NOT_IN_SCHEMA", `${place}, ${wrong.pointer}`, record.id, wrong.value);
      return this.#refuse(verdict, place, change, finding);
    }
    const entry = { ...changeOf(record, this.#source, this.#suggesting, this.#known), ...(origin.length > 0 && { origin }) };
    const text = canonicalText(entry.record);
    const hash = textHash(text);
    const entryKind = entryKindOf(record.kind);
    const { seen, kept, first } = this.published.take(entryKind, record.id, hash, place);
    if (seen === "OTHER" && this.words === null) {
      this.#refuseTwin(verdict, record.id, { place, change }, { first, kept, refused: hash.slice(0, 16) });
      return true; // The first record under this id stands, and what belongs to it with it.
    }
    if (record.kind === "BUDGET" && record.activity !== undefined) this.published.noteAmountsOf(record.activity);
    this.tally.count(record.kind, "accepted");
    if (seen === "SAME" && this.words === null) {
      this.tally.repeated += 1;
      this.tally.note("DUPLICATE_RECORD", place, record.id, `the first stands at ${first}`);
      return true;
    }
    this.#withhold(verdict, record.id, place, countSetAside(findings));
    this.task.witness?.taken(record);
    if (!this.#isNew) return true;
    this.#remarks.add(record.id, place, findings);
    if (record.kind === "ENTITY") this.#entityReads.add(record);
    this.writer.add({ ...entry, hash }, text.length);
    return true;
  }

  /** Another content under an id that stands already. */
  #refuseTwin(
    verdict: RecordVerdict,
    record: string,
    { place, change }: PlacedChange,
    { first, kept, refused }: { readonly first: string; readonly kept: string; readonly refused: string },
  ): void {
    const value = `the first, at ${first}, was kept (${kept}); this was refused (${refused})`;
    const finding = this.tally.note("DUPLICATE_ID", place, record, value);
    const placed = `${place}; the first at ${first}`;
    if (this.#isNew) this.#quarantine.add({ record, place: placed, finding, content: change, hashes: { kept, refused } });
    this.tally.count(verdict.kind ?? "ANY", "refused");
    this.#withhold(verdict, record, place, 1);
  }

  #refuse(verdict: RecordVerdict, place: string, change: unknown, fault: Finding | null, shownId = verdict.id): false {
    this.tally.count(verdict.kind ?? "UNREADABLE", "refused");
    if (verdict.id !== null) this.published.refuse(verdict.kind === null ? null : entryKindOf(verdict.kind), verdict.id);
    else if (shownId === null) this.unidentified += 1;
    this.#withhold(verdict, shownId, place, 1);
    if (fault !== null && this.#isNew) this.#quarantine.add({ record: shownId, place, finding: fault, content: change });
    return false;
  }

  #withhold(verdict: Pick<RecordVerdict, "kind" | "operation">, record: string | null, place: string, count: number): void {
    if (bearsOnCoverage(verdict)) this.withheld.add({ record, place, count }, this.#isNew);
  }

  /** A part of a refused activity waits with it: what the hub holds of it stays as it is. */
  #refusePart({ place }: PlacedChange, { id, kind }: RecordVerdict): void {
    this.tally.count(kind ?? "UNREADABLE", "refused");
    this.tally.note("PART_OF_REFUSED", place, id ?? "", "its activity was refused");
    if (id !== null) this.published.refuse(kind === null ? null : entryKindOf(kind), id);
  }

  #unreadable({ id: read, place, finding, excerpt }: UnreadableItem): void {
    // Another agency's id on an unreadable line says nothing of that agency's records.
    const id = read !== null && agencyOfId(read) === this.#source.agency ? read : null;
    if (this.words !== null) this.live.note({ operation: null, id, kind: null });
    this.tally.count("UNREADABLE", "refused");
    this.tally.add([finding], place, id);
    if (id === null) this.unidentified += 1;
    else this.published.refuse(null, id);
    this.#withhold({ kind: null, operation: null }, id, place, 1);
    if (this.#isNew) this.#quarantine.add({ record: id, place, finding, content: excerpt });
  }
}
