import { BatchWriter } from "./batch-writer";
import { beginRun } from "./begin-run";
import { EntityReads } from "./entity-check";
import type { EndItem, Feed, FeedItem } from "./feed-item";
import { finishRun } from "./finish-run";
import type { KindCounts } from "./guard";
import type { HarvestTask } from "./harvest";
import type { HarvestState } from "./harvest-state";
import { Intake } from "./intake";
import { KnownOrganizations } from "./known-organizations";
import { LastWords, returnsAmong } from "./last-words";
import { LiveCount } from "./live-count";
import { PublishedIds } from "./published-ids";
import { Refusals } from "./refusals";
import { RemarkWriter } from "./remarks";
import { RunTally } from "./run-tally";
import type { Suggesting } from "./stored-record";

/** What a run is begun with. */
interface Begun {
  readonly state: HarvestState;
  readonly suggesting: Suggesting;
  readonly known: KnownOrganizations;
  readonly words: LastWords | null;
}

/** One harvest of one source: items in, batches out. What a run before it already wrote is read again and not rewritten. */
export class HarvestRun {
  readonly task: HarvestTask;
  readonly tally: RunTally;
  readonly published = new PublishedIds();
  /** The records that the source says it has. */
  readonly live = new LiveCount();
  /** Of a source whose changes come in their order: what it took back. Null of any other. */
  readonly words: LastWords | null;
  readonly refusals: Refusals;
  readonly writer: BatchWriter;
  /** What it deleted because its source has it no more, once that is done. */
  vanished: KindCounts = {};
  end: EndItem = { type: "END", listsEverything: false, error: { code: "FEED_SILENT", message: "The source said nothing at all." } };
  readonly #intake: Intake;
  readonly #resumeAfter: number;
  #position = 0;

  private constructor(task: HarvestTask, { state, suggesting, known, words }: Begun) {
    this.task = task;
    this.words = words;
    this.tally = new RunTally(task.witness);
    this.#resumeAfter = state.position;
    const isNew = (): boolean => this.#position > this.#resumeAfter;
    const { tally, published, live } = this;
    this.refusals = new Refusals({ ...task, run: state.run, tally, published, isNew });
    const remarks = new RemarkWriter(task.source.id, state.run, task.clock);
    const entityReads = new EntityReads(task.clock);
    const beside = [...this.refusals.beside, remarks, entityReads, ...(words === null ? [] : [words])];
    this.writer = new BatchWriter(task, state, beside, task.options);
    const { refusals, writer } = this;
    this.#intake = new Intake({ task, suggesting, known, words, tally, published, live, refusals, remarks, entityReads, writer, isNew });
  }

  /** Begins a run, or takes up one that was cut short while it read the same content by the same rules. */
  static async begin(task: HarvestTask, feed: Feed, suggesting: Suggesting): Promise<HarvestRun> {
    const fingerprint = feed.fingerprint === null ? null : `${feed.fingerprint} ${suggesting.rules}`;
    const state = await beginRun(task, fingerprint);
    const words = feed.ordered === true ? await LastWords.recall(task.db, task.source.id) : null;
    // All of it is said again, or is no longer so.
    if (feed.fromStart === true) words?.forgetReturns();
    const known = await KnownOrganizations.read(task.db);
    return new HarvestRun(task, { state, suggesting, known, words });
  }

  async take(item: FeedItem): Promise<void> {
    if (item.type === "END") this.end = item;
    else if (item.type === "NOTE") this.tally.add([item.finding], "", null);
    else if (item.type === "PROGRESS") await this.#send({ position: this.#position, reached: item.reached });
    else {
      this.#position += 1;
      if (item.type === "PUBLISHED") {
        await this.#intake.look(item.changes);
        this.#intake.published(item);
      } else {
        const id = this.refusals.unreadable(item);
        if (this.words !== null) this.live.note({ operation: null, id, kind: null });
      }
    }
    if (this.writer.isFull) await this.#send({ position: this.#position });
  }

  async finish(): Promise<ReturnType<typeof finishRun>> {
    await this.#send({ position: Math.max(this.#position, this.#resumeAfter) });
    await this.writer.arrived();
    return finishRun(this);
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
}
