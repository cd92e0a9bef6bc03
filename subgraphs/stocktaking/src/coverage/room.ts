/** Room for names that several books share. */
export class Room {
  #left: number;

  constructor(names: number) {
    this.#left = names;
  }

  get isFull(): boolean {
    return this.#left <= 0;
  }

  take(names: number): void {
    this.#left -= names;
  }
}
