import { once } from "node:events";
import type { Writable } from "node:stream";

/** Writes lines as fast as their reader takes them, and tells when the reader has gone, as `head` does. */
export class LineWriter {
  readonly #output: Writable;
  readonly #failed = new AbortController();
  #lines: string[] = [];

  constructor(output: Writable) {
    this.#output = output;
    output.on("error", (error) => this.#failed.abort(error));
  }

  /** Aborted, by the output's error, once it takes no more. */
  get failed(): AbortSignal {
    return this.#failed.signal;
  }

  /** Whether it failed because nobody reads any more. */
  get isUnread(): boolean {
    const reason: unknown = this.failed.reason;
    return reason instanceof Error && "code" in reason && reason.code === "EPIPE";
  }

  add(value: object): void {
    this.#lines.push(`${JSON.stringify(value)}\n`);
  }

  async flush(): Promise<void> {
    const text = this.#lines.join("");
    this.#lines = [];
    if (text !== "" && !this.#output.write(text)) await once(this.#output, "drain", { signal: this.failed });
  }
}
