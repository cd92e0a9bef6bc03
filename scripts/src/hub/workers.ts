import { setTimeout } from "node:timers/promises";
import { MOST_OF_KIND, surveyFindings } from "@actionline/findings/survey/survey-findings";
import { AfterQuiet } from "@actionline/kit/after-quiet";
import type { Appender } from "@actionline/log/appender";
import { Matcher } from "@actionline/matching/matcher/matcher";
import type { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import type { Db } from "mongodb";

export interface WorkersOptions {
  readonly db: Db;
  readonly appender: Appender;
  readonly index: StocktakingIndex;
  readonly clock: () => Date;
  readonly onFault: (error: unknown) => void;
}

/** A harvest comes in many batches: it is matched once, when it has come to rest. */
const MATCH_AFTER = { quietMs: 500, atMostMs: 5_000 } as const;
/** Findings hang on time too, on a year's end and on a source's age, so that they are surveyed every hour as well. */
const SURVEY_AFTER = { quietMs: 10_000, atMostMs: 60_000, everyMs: 3_600_000 } as const;

/** What is under way when the hub stops has this long to end by itself; each of its transactions is whole or not at all. */
const GRACE_MS = 3_000;

/** What follows the log and writes what it finds: first which records tell of one activity, then which findings hold. */
export class Workers {
  readonly #options: WorkersOptions;
  readonly #matcher: Matcher;

  private constructor(options: WorkersOptions, matcher: Matcher) {
    this.#options = options;
    this.#matcher = matcher;
  }

  static async open(options: WorkersOptions): Promise<Workers> {
    return new Workers(options, await Matcher.open(options.db, options.appender));
  }

  /** Works through everything that the log holds; whoever waits for it finds overlaps and findings as they then are. */
  async settle(): Promise<void> {
    await this.#matcher.catchUp();
    await this.#survey(() => false);
  }

  /** From now on they follow by themselves; returns how to end that, soon, whatever is under way. */
  start(): () => Promise<void> {
    const { appender } = this.#options;
    let over = false;
    // What is cut short by the end is no fault.
    const onFault = (error: unknown): void => {
      if (!over) this.#options.onFault(error);
    };
    const matching = new AfterQuiet(() => this.#matcher.catchUp(), MATCH_AFTER, onFault);
    const surveys = new AfterQuiet(() => this.#survey(() => over), SURVEY_AFTER, onFault);
    const wake = (): void => {
      matching.wake();
      surveys.wake();
    };
    const unfollow = appender.onCommit(wake);
    wake();
    return async () => {
      unfollow();
      over = true;
      const ended = Promise.all([matching.stop(), surveys.stop()]);
      await Promise.race([ended, setTimeout(GRACE_MS, undefined, { ref: false })]);
    };
  }

  #survey(isOver: () => boolean): Promise<unknown> {
    const { db, index, appender, clock } = this.#options;
    return surveyFindings(db, index, appender, clock, MOST_OF_KIND, isOver);
  }
}
