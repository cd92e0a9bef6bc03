/** Something to wait for: it goes off some time after it is rung, or by itself. */
export class Alarm {
  /** Never rejects. */
  readonly goneOff: Promise<void>;
  #goOff: () => void = () => undefined;
  #timer: NodeJS.Timeout;
  #rung = false;

  constructor(byItselfMs: number) {
    this.goneOff = new Promise((resolve) => {
      this.#goOff = resolve;
    });
    this.#timer = setTimeout(this.#goOff, byItselfMs);
  }

  /** What rings it again meanwhile is waited for no longer. */
  ring(afterMs: number): void {
    if (this.#rung) return;
    this.#rung = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#goOff, afterMs);
  }

  /** At once, and for good. */
  stop(): void {
    this.#rung = true;
    clearTimeout(this.#timer);
    this.#goOff();
  }
}
