/** Second attempts that a source has earned by first ones: a source in trouble isn't asked twice as much for it. */
export class RetryBudget {
  readonly #share: number;
  readonly #most: number;
  #earned = 0;

  /** @param share second attempts for each first one, such as 0.1 @param most that may be saved up */
  constructor(share: number, most: number) {
    this.#share = share;
    this.#most = most;
  }

  earn(): void {
    this.#earned = Math.min(this.#most, this.#earned + this.#share);
  }

  /** Whether a second attempt may be made; it is then spent. */
  spend(): boolean {
    // Tenths don't add up to one in binary.
    if (this.#earned < 1 - 1e-9) return false;
    this.#earned -= 1;
    return true;
  }
}
