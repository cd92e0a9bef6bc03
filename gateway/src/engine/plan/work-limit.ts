/** How many times over work may take its time where the machine is busy with other things. */
const PATIENCE = 10;

/**
 * Calls back when work that another thread of this process does has taken its time. While the whole process had less than
 * that of the machine's, the work can't have had it: a machine that is busy with other things is waited for, to a point.
 */
export class WorkLimit {
  readonly #time: number;
  readonly #over: () => void;
  readonly #began = performance.now();
  readonly #used = process.cpuUsage();
  #timer: NodeJS.Timeout;

  /** @param time milliseconds */
  constructor(time: number, over: () => void) {
    this.#time = time;
    this.#over = over;
    this.#timer = setTimeout(() => this.#check(), time);
  }

  /** The work is done. */
  clear(): void {
    clearTimeout(this.#timer);
  }

  #check(): void {
    const { user, system } = process.cpuUsage(this.#used);
    const left = this.#time - (user + system) / 1_000;
    if (left <= 0 || performance.now() - this.#began >= this.#time * PATIENCE) this.#over();
    else this.#timer = setTimeout(() => this.#check(), left);
  }
}
