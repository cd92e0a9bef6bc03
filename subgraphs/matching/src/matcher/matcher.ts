import type { Alongside, Appender } from "@actionline/log/appender";
import { readWatermark } from "@actionline/log/as-of";
import { readChanges } from "@actionline/log/follow";
import type { Change } from "@actionline/log/log-entry";
import type { Db } from "mongodb";
import { nothingSkipped, type Skipped } from "../blocks/block-sizes";
import type { ReadActivity } from "./activity-reader";
import { Cursor } from "./cursor";
import { type Altered, FOLLOWED, followChanges } from "./follow-changes";
import { endOfOverlap, type FoundOverlap, idOf, overlapChange } from "./found-overlap";
import { type MatchOptions, MatchState } from "./match-state";
import { PairsInLog } from "./pairs-in-log";

export interface MatcherOptions extends MatchOptions {
  /** Changes taken in, and activities looked at, before what was found is written. */
  readonly batchSize?: number;
}

/** What one catch-up did. */
export interface MatchSummary {
  /** All entries up to here are taken into account. */
  readonly sequence: number;
  /** Activities whose pairs were worked out. */
  readonly activities: number;
  readonly added: number;
  readonly changed: number;
  readonly ended: number;
  /** What was left out of account, as README.md explains. */
  readonly skipped: Skipped;
}

const SOME = 250;
/** The log takes a few thousand changes at once. */
const MOST_CHANGES = 2_000;

/**
 * Follows the log and enters which records tell of one activity and which activities ask for a review. What it found and
 * how far it came are written in one transaction, so that it may be stopped anywhere and goes on where it was.
 */
export class Matcher {
  readonly #db: Db;
  readonly #appender: Appender;
  readonly #cursor: Cursor;
  readonly #pairs: PairsInLog;
  readonly #options: MatchOptions;
  readonly #batchSize: number;
  #state: MatchState | null = null;
  #swept: number | null = null;
  #under: Promise<MatchSummary> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #counts = noCounts();

  private constructor(db: Db, appender: Appender, cursor: Cursor, { batchSize, ...options }: MatcherOptions) {
    this.#db = db;
    this.#appender = appender;
    this.#cursor = cursor;
    this.#pairs = new PairsInLog(db);
    this.#options = options;
    this.#batchSize = batchSize ?? SOME;
  }

  /** Opens a matcher that hasn't read anything yet: it reads where it is first asked. */
  static async open(db: Db, appender: Appender, options: MatcherOptions = {}): Promise<Matcher> {
    return new Matcher(db, appender, await Cursor.open(db), options);
  }

  /** Bytes of the index in typed arrays; 0 before it was built. */
  get bytes(): number {
    return this.#state?.index.bytes ?? 0;
  }

  /** Takes in everything up to the watermark and writes what follows. Two calls at once are one. */
  catchUp(): Promise<MatchSummary> {
    this.#under ??= this.#inTurn(() => this.#catchUp()).finally(() => {
      this.#under = null;
    });
    return this.#under;
  }

  /**
   * What a catch-up would enter for one activity, worked out now from the point it last reached; nothing is written.
   * Null where there is no such activity at that point.
   */
  overlapsOf(id: string): Promise<readonly FoundOverlap[] | null> {
    return this.#inTurn(async () => {
      const state = await this.#opened();
      const [activity] = await state.reader.subjects([id], state.sequence);
      return activity === undefined ? null : state.pairsOf([activity]);
    });
  }

  /** One after the other: the index is one, and a catch-up moves it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #opened(): Promise<MatchState> {
    if (this.#state !== null) return this.#state;
    const found = await this.#cursor.read();
    const sequence = found?.sequence ?? (await readWatermark(this.#db));
    this.#swept = found === null ? 0 : found.swept;
    this.#state = await MatchState.at(this.#db, sequence, this.#options);
    return this.#state;
  }

  async #catchUp(): Promise<MatchSummary> {
    this.#counts = noCounts();
    const { index } = await this.#opened();
    index.skipped = nothingSkipped();
    try {
      do await this.#sweep(await this.#opened());
      while (!(await this.#follow(await this.#opened())));
    } catch (error) {
      // The index may be ahead of what was written: the next one builds it anew, at the cursor.
      this.#state = null;
      throw error;
    }
    const { sequence, index: last } = await this.#opened();
    return { sequence, ...this.#counts, skipped: { ...last.skipped } };
  }

  /** Goes through every activity: at the start, after another method, and after places or items changed. */
  async #sweep(state: MatchState): Promise<void> {
    while (this.#swept !== null) {
      const versions = state.index.heads.after(this.#swept, this.#batchSize);
      const activities = await state.reader.versions(versions, state.sequence);
      const last = versions.at(-1) ?? null;
      const leftOver = last === null ? await this.#pairs.leftOver(state.sequence) : [];
      await this.#write([...(await this.#changesFor(state, activities, [])), ...leftOver.map(endOfOverlap)], state.sequence, last);
      this.#swept = last;
    }
  }

  /** Takes in what came since; false where that means to go through every activity again. */
  async #follow(state: MatchState): Promise<boolean> {
    const watermark = await readWatermark(this.#db);
    for await (const changes of readChanges(this.#db, FOLLOWED, state.sequence, watermark, this.#batchSize)) {
      const altered = await followChanges(this.#db, state, changes);
      if (altered.everything) {
        await this.#write([], state.sequence, 0);
        this.#state = null;
        return false;
      }
      await this.#enterPairsOf(state, altered);
      state.index.compactIfWorthwhile();
    }
    // Past entries of other kinds too, the matcher's own among them, so that they aren't read again.
    state.sequence = watermark;
    return true;
  }

  /** Works out and writes the pairs that a batch of changes altered; the cursor moves with the last of them. */
  async #enterPairsOf(state: MatchState, altered: Altered): Promise<void> {
    const living = (version: number): boolean => state.index.heads.slotOf(version) !== -1;
    const [named, others] = await Promise.all([
      state.reader.subjects([...altered.subjects], state.sequence),
      state.reader.versions([...altered.versions].filter(living), state.sequence),
    ]);
    const activities = new Map([...named, ...others].map((activity) => [activity.record.id, activity]));
    const gone = [...altered.subjects].filter((subject) => !activities.has(subject));
    const all = [...activities.values()];
    for (let at = this.#batchSize; at < all.length; at += this.#batchSize) {
      await this.#write(await this.#changesFor(state, all.slice(at, at + this.#batchSize), []), null, null);
    }
    await this.#write(await this.#changesFor(state, all.slice(0, this.#batchSize), gone), state.sequence, null);
  }

  /**
   * What the log must be told of the pairs of some activities. A pair that a person decided on is left as it stands: the
   * decision rules, and what the matcher had found stays beside it as evidence.
   */
  async #changesFor(state: MatchState, activities: readonly ReadActivity[], gone: readonly string[]): Promise<Change[]> {
    const subjects = [...activities.map(({ record }) => record.id), ...gone];
    const [standing, decided] = await Promise.all([this.#pairs.standing(subjects), this.#pairs.decided(subjects, state.sequence)]);
    const found = new Map((await state.pairsOf(activities)).map((pair) => [idOf(pair), pair]));
    this.#counts.activities += activities.length;
    const ended = standing.filter((id) => !found.has(id) && !decided.has(id));
    const entered = [...found].filter(([id]) => !decided.has(id)).map(([, pair]) => overlapChange(pair));
    return [...entered, ...ended.map(endOfOverlap)];
  }

  /** @param sequence where the cursor moves to, in the same transaction; null where it stays */
  async #write(changes: readonly Change[], sequence: number | null, swept: number | null): Promise<void> {
    for (let at = MOST_CHANGES; at < changes.length; at += MOST_CHANGES)
      await this.#append(changes.slice(at, at + MOST_CHANGES), null, null);
    await this.#append(changes.slice(0, MOST_CHANGES), sequence, swept);
  }

  async #append(changes: readonly Change[], sequence: number | null, swept: number | null): Promise<void> {
    if (changes.length === 0 && sequence === null) return;
    const move: Alongside | undefined = sequence === null ? undefined : (session) => this.#cursor.write(sequence, swept, session);
    const { added, changed, deleted } = await this.#appender.append(changes, move);
    this.#counts.added += added;
    this.#counts.changed += changed;
    this.#counts.ended += deleted;
  }
}

const noCounts = () => ({ activities: 0, added: 0, changed: 0, ended: 0 });
