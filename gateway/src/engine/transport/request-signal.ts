/**
 * Tells those who work for a request that nobody waits for it any more. Node's own signals cost several microseconds each,
 * and one with a listener as much again; a request makes one of them only where somebody takes nothing else.
 */
export class RequestSignal {
  #aborted = false;
  #reason: unknown = undefined;
  #leaving: Set<() => void> | null = null;
  #controller: AbortController | null = null;

  get aborted(): boolean {
    return this.#aborted;
  }

  /** Why, once it has aborted. */
  get reason(): unknown {
    return this.#reason;
  }

  /** Is called when it aborts, until it is taken out. */
  add(leave: () => void): void {
    this.#leaving ??= new Set();
    this.#leaving.add(leave);
  }

  delete(leave: () => void): void {
    this.#leaving?.delete(leave);
  }

  /** Only the first time counts. */
  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = new DOMException("This operation was aborted", "AbortError");
    this.#controller?.abort(this.#reason);
    for (const leave of this.#leaving ?? []) leave();
  }

  /** One of Node's, the same each time. */
  asAbortSignal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }
}
