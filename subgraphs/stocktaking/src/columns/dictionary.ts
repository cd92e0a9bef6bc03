/** Numbers for texts that many rows share, given out in order of first sight and never taken back. */
export class Dictionary {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  get size(): number {
    return this.#texts.length;
  }

  /** The text's number; a new one where it wasn't seen before. */
  intern(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.length;
    this.#numbers.set(text, number);
    this.#texts.push(text);
    return number;
  }

  /** The text's number, or -1 where no row has it. */
  find(text: string): number {
    return this.#numbers.get(text) ?? -1;
  }

  text(number: number): string {
    const text = this.#texts[number];
    if (text === undefined) throw new RangeError(`A dictionary of ${this.#texts.length} has no number ${number}.`);
    return text;
  }

  texts(): readonly string[] {
    return this.#texts;
  }
}
