import type { EndItem, Feed, FeedError, FeedItem } from "../feed/feed-item";
import type { Reached } from "../feed/harvest-state";
import { changeLine } from "./change-line";
import type { ContractClient } from "./contract-client";
import type { ContractPage } from "./contract-page";
import { PassedCursors } from "./passed-cursors";
import { CursorRefused } from "./remote-fault";
import { SameCursor } from "./same-cursor";
import { toldFault } from "./told-fault";

/** How much of a source one run reads at most; what it read stays, and the next run goes on. */
export interface ReadingBudget {
  readonly pages: number;
  readonly milliseconds: number;
}

export const USUAL_BUDGET: ReadingBudget = { pages: 2_000, milliseconds: 600_000 };
/** How often a server may give the cursor that it was given, with more to come. */
const MOST_STANDSTILLS = 3;

export interface ChangesReading {
  readonly client: ContractClient;
  /** The first page, which was read already, and the cursor that it stands behind. */
  readonly page: ContractPage;
  readonly after: string | null;
  /** It began at the beginning, so that at its end everything has been read. */
  readonly whole: boolean;
  /** Where a run that is cut short goes on: false where it would have to begin anew. */
  readonly keepsProgress: boolean;
  /** Its cursors are good for another run. */
  readonly keepsCursor: boolean;
  readonly reached: Reached;
  readonly budget: ReadingBudget;
  readonly now: () => number;
}

/** A source that is followed page by page, as a harvest reads it: whatever its cursors do, it comes to an end. */
export function changesFeed(reading: ChangesReading): Feed {
  // Asked again where all of it is read anew: then what it lists is held against what the hub has, before any of it is written.
  const canBeReadTwice = reading.whole && !reading.keepsProgress;
  return {
    fingerprint: null,
    totalBytes: null,
    ordered: true,
    fromStart: reading.whole,
    canBeReadTwice,
    read: () => new PageByPage(reading).items(),
  };
}

class PageByPage {
  readonly #reading: ChangesReading;
  readonly #passed: PassedCursors;
  readonly #until: number;
  #page: ContractPage;
  #after: string | null;
  #pages = 1;
  #changes = 0;
  #standstills = 0;
  #said = new SameCursor();

  constructor(reading: ChangesReading) {
    this.#reading = reading;
    this.#page = reading.page;
    this.#after = reading.after;
    this.#passed = new PassedCursors(reading.whole ? [] : reading.reached.passed);
    if (reading.after !== null) this.#passed.pass(reading.after);
    this.#until = reading.now() + reading.budget.milliseconds;
  }

  async *items(): AsyncGenerator<readonly FeedItem[]> {
    for (;;) {
      const moved = this.#page.cursor !== this.#after;
      if (moved && this.#passed.has(this.#page.cursor)) return yield [this.#end(CIRCLE, null)];
      yield this.#ofPage(moved);
      if (moved && this.#reading.keepsProgress) yield [{ type: "PROGRESS", reached: this.#reachedAt(this.#page.cursor) }];
      if (!this.#page.more) return yield [this.#end(null, this.#page.cursor)];
      const stopped = this.#stopped(moved);
      if (stopped !== null) return yield [this.#end(stopped, this.#page.cursor)];
      const fault = await this.#next();
      if (fault !== null) return yield [fault];
    }
  }

  #ofPage(moved: boolean): FeedItem[] {
    if (moved) {
      this.#passed.pass(this.#page.cursor);
      this.#said = new SameCursor();
    } else this.#said.turn();
    return this.#page.changes.map((change): FeedItem => {
      this.#changes += 1;
      const place = `change ${this.#changes} (page ${this.#pages})`;
      const line = changeLine(change, place);
      const item: FeedItem = { type: "PUBLISHED", place, changes: [line], findings: [] };
      return moved ? item : (this.#said.contradiction(line.change, place) ?? item);
    });
  }

  #stopped(moved: boolean): FeedError | null {
    this.#standstills = moved ? 0 : this.#standstills + 1;
    if (this.#standstills >= MOST_STANDSTILLS) return STANDSTILL;
    const spent = this.#pages >= this.#reading.budget.pages || this.#reading.now() >= this.#until;
    return spent ? BUDGET : null;
  }

  /** Reads the next page, or says how the reading ends. */
  async #next(): Promise<EndItem | null> {
    const { cursor } = this.#page;
    try {
      this.#page = await this.#reading.client.page(cursor);
      this.#after = cursor;
      this.#pages += 1;
      return null;
    } catch (error) {
      return this.#end(toldFault(error), error instanceof CursorRefused ? null : cursor);
    }
  }

  /** @param cursor where the next run goes on; null for the beginning */
  #end(error: FeedError | null, cursor: string | null): EndItem {
    const { whole, keepsProgress } = this.#reading;
    const upTo = this.#reachedAt(error === null || keepsProgress ? cursor : null);
    const reached = error === null && !this.#page.more ? { ...upTo, wholeAt: this.#wholeAt } : upTo;
    return { type: "END", listsEverything: whole && error === null, error, total: error === null ? this.#page.total : null, reached };
  }

  /** From the beginning in this run, or in those before it and this one. */
  get #wholeAt(): Date {
    const { whole, reached, now } = this.#reading;
    return whole ? new Date(now()) : (reached.wholeAt ?? new Date(now()));
  }

  #reachedAt(cursor: string | null): Reached {
    const { reached, keepsCursor } = this.#reading;
    if (!keepsCursor || cursor === null) return { ...reached, cursor: null, passed: [], total: null };
    return { ...reached, cursor, passed: this.#passed.last, total: this.#page.total };
  }
}

const CIRCLE: FeedError = {
  code: "CURSOR_CIRCLE",
  message: "The server gave a cursor that lies behind: its pages lead in a circle. That page was left out; the next run reads all anew.",
};
const STANDSTILL: FeedError = {
  code: "CURSOR_STANDSTILL",
  message: `The server said ${MOST_STANDSTILLS} times that there is more, and gave the same cursor. What was read stays; let each page lead on.`,
};
const BUDGET: FeedError = {
  code: "READING_BUDGET",
  message: "There was more than one run reads. What was read stays, and the next run goes on from there.",
};
