import { WorkBudget } from "@actionline/kit/work-budget";
import { readWatermark } from "@actionline/log/as-of";
import { logState } from "@actionline/log/collections";
import type { ClientSession, Db } from "mongodb";
import { writeEvents } from "../event/event-writer";
import { inTransaction } from "../in-transaction";
import { awaitedOf, countersOf, type FollowerState, followerOf, gapsOf, knownSourcesOf, type StoredEvent, watchesOf } from "../store";
import { findCellNews, type GapChanges, type KnownGaps, settleNewWatches } from "./cell-news";
import { EventDrafts } from "./event-drafts";
import { findFailingNews } from "./failing-news";
import { type AwaitedChanges, findFindingNews } from "./finding-news";
import { gather } from "./gather";
import { findOverlapNews } from "./overlap-news";
import { type FollowerParts, Owners, type Round } from "./round";
import { findSourceNews, type SourceChanges } from "./source-news";
import { WatchBook } from "./watch-book";

/** What a round found, to be written whole or not at all. */
interface Found {
  readonly gaps: GapChanges;
  readonly sources: SourceChanges;
  readonly awaited: AwaitedChanges;
  readonly settled: readonly string[];
}

/**
 * Follows the log and makes events of it. A round takes all entries since the last one together and works out each
 * touched cell once, however many entries touched it and however many watches mean it. Its events, what it learnt and
 * its place in the log are one transaction: cut short, it is done again, and nothing is told twice or left out.
 */
export class NoticeFollower {
  readonly #parts: FollowerParts & { readonly clock: () => Date };
  readonly #onEvents: (events: readonly StoredEvent[]) => void;
  readonly #book: WatchBook;
  /** Null until they are read. */
  #gaps: Map<string, boolean> | null = null;
  #running: Promise<number> | null = null;

  constructor(parts: FollowerParts & { readonly clock: () => Date }, onEvents: (events: readonly StoredEvent[]) => void = () => undefined) {
    this.#parts = parts;
    this.#onEvents = onEvents;
    this.#book = new WatchBook(parts.db, parts.cells);
  }

  /** The inverted index, for those who look at what it did. */
  get index(): WatchBook["index"] {
    return this.#book.index;
  }

  /** Follows up to the log's end of this moment; returns how many events it stored. Calls at once share one round. */
  follow(): Promise<number> {
    this.#running ??= this.#round().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #round(): Promise<number> {
    const { db, clock, cells } = this.#parts;
    const state = await followerOf(db).findOne({ _id: "follower" });
    if (state === null) throw new Error("Where the follower of notices stands is missing: notices weren't prepared.");
    const generation = (await countersOf(db).findOne({ _id: "generation" }))?.value ?? 0;
    const to = Math.max(await readWatermark(db), state.sequence);
    const instant = latest(clock(), (await logState(db).findOne({ _id: "log" }))?.at);
    await cells.reach(to);
    const point = { sequence: to, instant };
    const gaps = await this.#knownGaps();
    await this.#book.refresh(point, generation);
    const owners = new Owners(this.#parts.principalOf);
    const { index, watches } = this.#book;
    const work = new WorkBudget(() => false, Number.POSITIVE_INFINITY);
    const drafts = new EventDrafts(to, instant);
    const round: Round = { ...this.#parts, from: state.sequence, to, point, index, watches, owners, drafts, work };
    const found = await this.#find(round, state, gaps);
    const events = await this.#commit(round, state, found);
    for (const [key, assumed] of found.gaps.begun) gaps.set(key, assumed);
    for (const key of found.gaps.ended) gaps.delete(key);
    if (events.length > 0) this.#onEvents(events);
    return events.length;
  }

  async #find(round: Round, state: FollowerState, known: KnownGaps): Promise<Found> {
    const { db, from, to, point } = round;
    const { touched, overlaps, findings } = await gather(db, from, to, this.#book.index.size > 0);
    // A year that closed can make a gap of what was open, without any entry.
    if (state.at.getUTCFullYear() !== point.instant.getUTCFullYear()) touched.touchEverything();
    const sources = await findSourceNews(round);
    await findFailingNews(round);
    const gaps = await findCellNews(round, touched, known);
    await findOverlapNews(round, overlaps);
    const awaited = await findFindingNews(round, findings);
    const fresh = this.#book.unsettled();
    await settleNewWatches(round, fresh, known, gaps);
    return { gaps, sources, awaited, settled: fresh.map(({ id }) => id) };
  }

  async #commit(round: Round, state: FollowerState, found: Found): Promise<StoredEvent[]> {
    const { db } = this.#parts;
    const { to, point } = round;
    const drafts = round.drafts.all();
    try {
      const events = await inTransaction(db, async (session) => {
        const mark = { _id: "follower", round: state.round } as const;
        const moved = await followerOf(db).updateOne(mark, { $set: { sequence: to, at: point.instant }, $inc: { round: 1 } }, { session });
        if (moved.matchedCount === 0) throw new Error("Another process follows the log for notices; this one stopped its round.");
        await writeLearnt(round, found, session);
        return writeEvents(db, drafts, session);
      });
      this.#book.settle(found.settled);
      return events;
    } catch (error) {
      // What is in memory may be what another follower has left behind.
      this.#gaps = null;
      this.#book.forget();
      throw error;
    }
  }

  async #knownGaps(): Promise<Map<string, boolean>> {
    if (this.#gaps === null) {
      const gaps = new Map<string, boolean>();
      for await (const { _id, assumed } of gapsOf(this.#parts.db).find()) gaps.set(_id, assumed);
      this.#gaps = gaps;
    }
    return this.#gaps;
  }
}

async function writeLearnt({ db, to }: Round, { gaps, sources, awaited, settled }: Found, session: ClientSession): Promise<void> {
  await writeGaps(db, to, gaps, session);
  for (const [_id, failed] of sources) await knownSourcesOf(db).updateOne({ _id }, { $set: { failed } }, { session, upsert: true });
  for (const [_id, sequence] of awaited.begun) await awaitedOf(db).updateOne({ _id }, { $set: { sequence } }, { session, upsert: true });
  if (awaited.ended.size > 0) await awaitedOf(db).deleteMany({ _id: { $in: [...awaited.ended] } }, { session });
  if (settled.length > 0) await watchesOf(db).updateMany({ _id: { $in: [...settled] } }, { $set: { settled: true } }, { session });
}

/** As many as one command takes: a definition that changes can turn any number of cells. */
const AT_ONCE = 10_000;

async function writeGaps(db: Db, since: number, { begun, ended }: GapChanges, session: ClientSession): Promise<void> {
  const upserts = Array.from(begun, ([_id, assumed]) => ({
    updateOne: { filter: { _id }, update: { $set: { assumed }, $setOnInsert: { since } }, upsert: true },
  }));
  for (let at = 0; at < upserts.length; at += AT_ONCE)
    await gapsOf(db).bulkWrite(upserts.slice(at, at + AT_ONCE), { session, ordered: false });
  const keys = [...ended];
  for (let at = 0; at < keys.length; at += AT_ONCE)
    await gapsOf(db).deleteMany({ _id: { $in: keys.slice(at, at + AT_ONCE) } }, { session });
}

const latest = (one: Date, other: Date | undefined): Date => (other !== undefined && other > one ? other : one);
