import { hubError } from "@actionline/kit/hub-error";

/** Why a stream is over: its client left or has all of it, its time is up, its client isn't let in any more, or the hub stops. */
export type StreamEnd = "DONE" | "TIME" | "REVOKED" | "DRAINED";

/** Whether whoever asked would still be let in as the same; null where it never depends. */
export type StillHeld = (() => Promise<boolean>) | null;

/** A stream that is open. */
export interface OpenStream {
  /** Aborted when it ends. */
  readonly signal: AbortSignal;
  /** Null while it is open. */
  readonly ended: StreamEnd | null;
  /** Ends it; only the first time counts. */
  end(why?: StreamEnd): void;
}

interface StreamSettings {
  readonly streamsPerClient: number;
  readonly streamMs: number;
  readonly streamCheckMs: number;
}

/** The streams that are open, counted by client: an address, or who is signed in. */
export class OpenStreams {
  readonly #settings: StreamSettings;
  readonly #counts = new Map<string, number>();
  readonly #open = new Set<Stream>();
  #draining = false;

  constructor(settings: StreamSettings) {
    this.#settings = settings;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Opens one more; refuses a client that has as many as it may. */
  open(client: string, stillHeld: StillHeld = null): OpenStream {
    const { streamsPerClient } = this.#settings;
    if (this.#draining) throw hubError("OVERLOADED", "The hub is stopping; try again in a few seconds.");
    const count = this.#counts.get(client) ?? 0;
    if (count >= streamsPerClient) {
      throw hubError("TOO_MANY_STREAMS", `You have ${count} streams open; end one first.`, { most: streamsPerClient });
    }
    this.#counts.set(client, count + 1);
    const stream = new Stream(this.#settings, stillHeld, () => this.#closed(stream, client));
    this.#open.add(stream);
    return stream;
  }

  /** Ends every stream, and lets no other be opened. */
  drain(): void {
    this.#draining = true;
    for (const stream of this.#open) stream.end("DRAINED");
  }

  #closed(stream: Stream, client: string): void {
    this.#open.delete(stream);
    const count = (this.#counts.get(client) ?? 1) - 1;
    if (count === 0) this.#counts.delete(client);
    else this.#counts.set(client, count);
  }
}

class Stream implements OpenStream {
  readonly #abort = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #onEnd: () => void;
  #checks: NodeJS.Timeout | undefined;
  #ended: StreamEnd | null = null;

  constructor({ streamMs, streamCheckMs }: StreamSettings, stillHeld: StillHeld, onEnd: () => void) {
    this.#timer = setTimeout(() => this.end("TIME"), streamMs);
    if (stillHeld !== null) this.#checks = setInterval(() => void this.#check(stillHeld), streamCheckMs);
    this.#onEnd = onEnd;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get ended(): StreamEnd | null {
    return this.#ended;
  }

  end(why: StreamEnd = "DONE"): void {
    if (this.#ended !== null) return;
    this.#ended = why;
    clearTimeout(this.#timer);
    clearInterval(this.#checks);
    this.#onEnd();
    this.#abort.abort();
  }

  async #check(stillHeld: NonNullable<StillHeld>): Promise<void> {
    if (!(await stillHeld())) this.end("REVOKED");
  }
}
