/** The least time from one run to the next: what comes in meanwhile is taken together. */
const PAUSE_MS = 1_000;
/** Sources lapse and deliveries fall due without anybody telling. */
const TICK_MS = 30_000;

/** Does one piece of work again and again: soon after it is woken, every half minute else, and never twice at once. */
export class NoticeLoop {
  readonly #work: () => Promise<unknown>;
  readonly #onFault: (error: unknown) => void;
  #timer: NodeJS.Timeout | null = null;
  #state: "STOPPED" | "WAITING" | "SOON" | "BUSY" = "STOPPED";
  #again = false;
  #running: Promise<void> = Promise.resolve();

  constructor(work: () => Promise<unknown>, onFault: (error: unknown) => void) {
    this.#work = work;
    this.#onFault = onFault;
  }

  start(): void {
    if (this.#state === "STOPPED") this.#plan("SOON");
  }

  /** There may be something to do. */
  wake(): void {
    if (this.#state === "BUSY") this.#again = true;
    else if (this.#state === "WAITING") this.#plan("SOON");
  }

  /** Begins nothing more; resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.#state = "STOPPED";
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  #plan(state: "WAITING" | "SOON"): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#state = state;
    this.#timer = setTimeout(() => this.#begin(), state === "SOON" ? PAUSE_MS : TICK_MS);
    this.#timer.unref();
  }

  #begin(): void {
    this.#state = "BUSY";
    this.#again = false;
    this.#running = this.#work()
      .then(() => undefined, this.#onFault)
      .then(() => {
        if (this.#state === "BUSY") this.#plan(this.#again ? "SOON" : "WAITING");
      });
  }
}
