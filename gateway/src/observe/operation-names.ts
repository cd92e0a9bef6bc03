/** Operations' names as labels. Clients make names up, and each label is a row that is kept for good: so there are only so many. */
export class OperationNames {
  readonly #most: number;
  readonly #known = new Set<string>();

  constructor(most = 200) {
    this.#most = most;
  }

  /** The name itself while there is room; "other" beyond, "unnamed" where there is none. */
  labelOf(name: string | null): string {
    if (name === null) return "unnamed";
    if (this.#known.has(name)) return name;
    if (this.#known.size >= this.#most || name.length > 64) return "other";
    this.#known.add(name);
    return name;
  }
}
