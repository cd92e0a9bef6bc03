import { randomUUID } from "node:crypto";
import { canonicalText, textHash } from "@actionline/log/canonical";
import { splitHubId } from "@actionline/schema/hub-id";
import type { SourceRecord } from "@actionline/schema/hub-records";
import type { Finding, RecordVerdict } from "@actionline/schema/validator/finding";
import { BatchWriter } from "./batch-writer";
import { countHeld } from "./deletions";
import type { EndItem, Feed, FeedItem, PlacedChange, PublishedItem, UnreadableItem } from "./feed-item";
import { finishRun } from "./finish-run";
import type { HarvestTask } from "./harvest";
import { type HarvestState, harvestStateOf, writeHarvestState } from "./harvest-state";
import { PublishedIds } from "./published-ids";
import { QuarantineWriter } from "./quarantine";
import { RunTally } from "./run-tally";
import { changeOf, entryKindOf, type Suggesting } from "./stored-record";

/** One harvest of one source: items in, batches out. What a run before it already wrote is read again and not rewritten. */
export class HarvestRun {
  readonly tally = new RunTally();
  readonly published = new PublishedIds();
  readonly writer: BatchWriter;
  readonly task: HarvestTask;
  /** Things refused without an id: whether the hub holds one of them already can't be told. */
  unidentified = 0;
  end: EndItem = { type: "END", listsEverything: false, error: { code: "FEED_SILENT", message: "The source said nothing at all." } };
  readonly #source: SourceRecord;
  readonly #suggesting: Suggesting;
  readonly #quarantine: QuarantineWriter;
  readonly #resumeAfter: number;
  #position = 0;

  private constructor(task: HarvestTask, state: HarvestState, suggesting: Suggesting) {
    this.task = task;
    this.#source = task.source;
    this.#suggesting = suggesting;
    this.#resumeAfter = state.position;
    this.#quarantine = new QuarantineWriter(task.source, state.run, task.clock);
    this.writer = new BatchWriter(task.appender, task.db, state, this.#quarantine, task.options);
  }

  /** Begins a run, or takes up one that was cut short while it read the same content by the same rules. */
  static async begin(task: HarvestTask, feed: Feed, suggesting: Suggesting): Promise<HarvestRun> {
    const fingerprint = feed.fingerprint === null ? null : `${feed.fingerprint} ${suggesting.rules}`;
    const before = await harvestStateOf(task.db).findOne({ _id: task.source.id });
    if (before !== null && before.phase !== "DONE" && fingerprint !== null && before.fingerprint === fingerprint) {
      return new HarvestRun(task, before, suggesting);
    }
    const state = await firstState(task, fingerprint);
    await writeHarvestState(task.db, state);
    return new HarvestRun(task, state, suggesting);
  }

  async take(item: FeedItem): Promise<void> {
    if (item.type === "END") this.end = item;
    else if (item.type === "NOTE") this.tally.add([item.finding], "", null);
    else {
      this.#position += 1;
      if (item.type === "PUBLISHED") this.#published(item);
      else this.#unreadable(item);
    }
    if (this.writer.isFull) await this.writer.send({ position: this.#position });
  }

  async finish(): Promise<ReturnType<typeof finishRun>> {
    await this.writer.send({ position: Math.max(this.#position, this.#resumeAfter) });
    await this.writer.arrived();
    return finishRun(this);
  }

  get #isNew(): boolean {
    return this.#position > this.#resumeAfter;
  }

  #published({ changes, findings, place }: PublishedItem): void {
    const [first, ...parts] = changes;
    if (first === undefined) return;
    const verdict = this.task.validator.check(first.change);
    this.tally.add(findings, place, verdict.id);
    const taken = this.#judge(first, verdict);
    for (const part of parts) {
      const ofPart = this.task.validator.check(part.change);
      if (taken) this.#judge(part, ofPart);
      else this.#refusePart(part, ofPart);
    }
  }

  /** Takes one change or refuses it; says which. */
  #judge({ place, change }: PlacedChange, verdict: RecordVerdict): boolean {
    this.tally.add(verdict.findings, place, verdict.id);
    const fault = verdict.findings.find(({ severity }) => severity === "ERROR") ?? null;
    if (!verdict.accepted || verdict.id === null) return this.#refuse(verdict, place, change, fault);
    if (splitHubId(verdict.id)?.agency !== this.#source.agency) {
      const finding = this.tally.note("NOT_YOUR_ID", place, verdict.id, verdict.id.slice(0, 120));
      return this.#refuse({ ...verdict, id: null }, place, change, finding, verdict.id);
    }
    if (verdict.operation === "UPSERT") return this.#upsert(verdict, place, change);
    const kind = verdict.kind === null ? null : entryKindOf(verdict.kind);
    if (verdict.operation === "DELETE") this.published.deleted.set(verdict.id, kind);
    else this.published.confirm(kind, verdict.id);
    this.tally.count(verdict.kind ?? "ANY", "accepted");
    return true;
  }

  #upsert({ record, kind }: RecordVerdict, place: string, change: unknown): boolean {
    if (record === null) throw new Error("The validator accepted an upsert without its record.");
    const entry = changeOf(record, this.#source, this.#suggesting);
    const text = canonicalText(entry.record);
    const hash = textHash(text);
    const entryKind = entryKindOf(record.kind);
    const { seen, kept } = this.published.take(entryKind, record.id, hash);
    if (seen === "OTHER") {
      const finding = this.tally.note("DUPLICATE_ID", place, record.id, `kept ${kept}, refused ${hash.slice(0, 16)}`);
      if (this.#isNew)
        this.#quarantine.add({ record: record.id, place, finding, content: change, hashes: { kept, refused: hash.slice(0, 16) } });
      this.tally.count(kind ?? "ANY", "refused");
      return true; // The first record under this id stands, and what belongs to it with it.
    }
    if (record.kind === "BUDGET" && record.activity !== undefined) this.published.noteAmountsOf(record.activity);
    this.tally.count(record.kind, "accepted");
    if (seen === "SAME") this.tally.note("DUPLICATE_RECORD", place, record.id, record.id.slice(0, 120));
    else if (this.#isNew) this.writer.add({ ...entry, hash }, text.length);
    return true;
  }

  #refuse(verdict: RecordVerdict, place: string, change: unknown, fault: Finding | null, shownId = verdict.id): false {
    this.tally.count(verdict.kind ?? "UNREADABLE", "refused");
    if (verdict.id !== null) this.published.refuse(verdict.kind === null ? null : entryKindOf(verdict.kind), verdict.id);
    else if (shownId === null) this.unidentified += 1;
    if (fault !== null && this.#isNew) this.#quarantine.add({ record: shownId, place, finding: fault, content: change });
    return false;
  }

  /** A part of a refused activity waits with it: what the hub holds of it stays as it is. */
  #refusePart({ place }: PlacedChange, { id, kind }: RecordVerdict): void {
    this.tally.count(kind ?? "UNREADABLE", "refused");
    this.tally.note("PART_OF_REFUSED", place, id ?? "", "its activity was refused");
    if (id !== null) this.published.refuse(kind === null ? null : entryKindOf(kind), id);
  }

  #unreadable({ id, place, finding, excerpt }: UnreadableItem): void {
    this.tally.count("UNREADABLE", "refused");
    this.tally.add([finding], place, id);
    if (id === null) this.unidentified += 1;
    else this.published.refuse(null, id);
    if (this.#isNew) this.#quarantine.add({ record: id, place, finding, content: excerpt });
  }
}

async function firstState({ db, source, clock }: HarvestTask, fingerprint: string | null): Promise<HarvestState> {
  return {
    _id: source.id,
    run: randomUUID(),
    startedAt: clock(),
    phase: "READING",
    fingerprint,
    position: 0,
    counts: { added: 0, changed: 0, unchanged: 0, deleted: 0 },
    held: await countHeld(db, source),
    release: null,
  };
}
