import type { WholeAnswer } from "../engine-api";
import { abortSignalOf, type LeaveSignal } from "../transport/on-abort";

/** Gives events until a signal ends them. */
export type EventSource = (signal: AbortSignal) => AsyncIterable<WholeAnswer>;

export interface EventsOptions {
  readonly source: EventSource;
  /** The request's. */
  readonly signal: LeaveSignal;
  /** Called as somebody begins to listen, with how to end it; gives what is to be done when it has ended. */
  readonly onBegin: (end: () => void) => () => void;
}

/** Answers to a subscription. Whoever leaves ends what is asked of the subgraph at once, not at its next event. */
export class AnswerEvents implements AsyncIterable<WholeAnswer> {
  readonly #options: EventsOptions;

  constructor(options: EventsOptions) {
    this.#options = options;
  }

  [Symbol.asyncIterator](): AsyncIterator<WholeAnswer, void, void> {
    const { source, signal, onBegin } = this.#options;
    const leaving = new AbortController();
    const done = onBegin(() => leaving.abort());
    const events = eventsOf(source(AbortSignal.any([abortSignalOf(signal), leaving.signal])), leaving.signal, done);
    return {
      next: () => events.next(),
      return: async () => {
        leaving.abort();
        const result = await events.return();
        // What was never begun has no end of its own.
        done();
        return result;
      },
    };
  }
}

/** A source that is ended may say so with a last event that says it failed, which is nothing to tell. */
async function* eventsOf(source: AsyncIterable<WholeAnswer>, left: AbortSignal, done: () => void): AsyncGenerator<WholeAnswer, void, void> {
  try {
    for await (const event of source) {
      if (left.aborted) return;
      yield event;
    }
  } finally {
    done();
  }
}
