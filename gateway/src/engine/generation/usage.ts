/** Counts who uses something, and tells once when it isn't wanted any more and the last one has left. */
export class Usage {
  readonly drained: Promise<void>;
  #users = 0;
  #retired = false;
  #resolve: () => void = () => undefined;

  constructor() {
    this.drained = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get users(): number {
    return this.#users;
  }

  /** Gives how to leave again; leaving twice does nothing. */
  enter(): () => void {
    this.#users++;
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.#users--;
      this.#check();
    };
  }

  /** Nobody new is expected; those who still come are waited for too, as long as one of them is there. */
  retire(): void {
    this.#retired = true;
    this.#check();
  }

  #check(): void {
    if (this.#retired && this.#users === 0) this.#resolve();
  }
}
