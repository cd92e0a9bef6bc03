import { GraphQLError } from "graphql";
import { hubError } from "../hub-error";
import type { Point } from "../point";
import { Alarm } from "./alarm";
import { SubscribedEvent } from "./subscribed-event";

/** Events that may wait for one who listens. */
export const MOST_WAITING = 1_000;
/** What is told within this time is looked at together. */
const TOGETHER_MS = 50;
/** How often is looked where nobody tells: another process may have written, and sources grow old by themselves. */
const LOOK_MS = 5_000;

/** Where the events of one subscription come from. */
export interface EventSource<Event> {
  /**
   * What has happened since the last look, in order; the first look begins where the subscription does. It may stop beyond
   * `most`. What it refuses by a hub error is the last thing told.
   */
  look(most: number): Promise<readonly SubscribedEvent<Event>[]>;
  /** Calls back when there may be more; gives how to end that. */
  onMore(callback: () => void): () => void;
  /** The point of this moment. */
  now(): Promise<Point>;
  /** How whoever listens reads what it missed, as the rest of a sentence that begins with "read what you missed". */
  readonly missed: string;
}

/**
 * The events of one subscription, each once and in order. Nothing is read ahead of one who reads slowly, beyond what one
 * look found; one who falls further behind than may wait is told so, and how to catch up, and that is the end.
 */
export function listen<Event>(source: EventSource<Event>, most = MOST_WAITING): AsyncIterableIterator<SubscribedEvent<Event>> {
  const listening = new Listening(source, most);
  const events = listening.events();
  return {
    next: () => events.next(),
    return: () => {
      listening.leave();
      return events.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

class Listening<Event> {
  readonly #source: EventSource<Event>;
  readonly #most: number;
  #alarm: Alarm | null = null;
  #left = false;

  constructor(source: EventSource<Event>, most: number) {
    this.#source = source;
    this.#most = most;
  }

  /** One that waits is woken, so that nothing of it stays behind. */
  leave(): void {
    this.#left = true;
    this.#alarm?.stop();
  }

  async *events(): AsyncGenerator<SubscribedEvent<Event>, void, void> {
    const stop = this.#source.onMore(() => this.#alarm?.ring(TOGETHER_MS));
    try {
      while (!this.#left) {
        // Set before the look, so that nothing told in between is missed.
        const alarm = new Alarm(LOOK_MS);
        this.#alarm = alarm;
        const found = await this.#source.look(this.#most);
        if (found.length > this.#most) throw this.#tooFarBehind();
        if (found.length === 0) await alarm.goneOff;
        alarm.stop();
        yield* this.#whileHere(found);
      }
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      yield SubscribedEvent.failed(await this.#source.now(), error);
    } finally {
      stop();
      this.#alarm?.stop();
    }
  }

  *#whileHere(found: readonly SubscribedEvent<Event>[]): Generator<SubscribedEvent<Event>, void, void> {
    for (const event of found) {
      if (this.#left) return;
      yield event;
    }
  }

  #tooFarBehind(): GraphQLError {
    const sentence = `More than ${this.#most} events wait for you, so that this ends: read what you missed ${this.#source.missed}, then subscribe anew.`;
    return hubError("STREAM_BEHIND", sentence, { most: this.#most });
  }
}
