/**
 * What is used to index another array is kept signed: an unsigned number may not fit into 31 bits, so that each use of it
 * would be checked and converted.
 */
type NumberArray = Uint8Array | Uint16Array | Uint32Array | Int16Array | Int32Array;
type ArrayMaker<A extends NumberArray> = new (length: number) => A;

/** A typed array that grows by a quarter when it is full. A scan takes `array` once and reads it bare. */
export class GrowingColumn<A extends NumberArray> {
  readonly #Maker: ArrayMaker<A>;
  #array: A;
  #length = 0;

  constructor(Maker: ArrayMaker<A>, capacity = 16) {
    this.#Maker = Maker;
    this.#array = new Maker(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** The values and, behind them, room; it is replaced when the column grows, so don't keep it across appends. */
  get array(): A {
    return this.#array;
  }

  get bytes(): number {
    return this.#array.byteLength;
  }

  at(index: number): number {
    const value = this.#array[index];
    if (value === undefined || index >= this.#length) throw new RangeError(`A column of ${this.#length} has no place ${index}.`);
    return value;
  }

  push(value: number): void {
    if (this.#length === this.#array.length) this.#grow();
    this.#array[this.#length] = value;
    this.#length += 1;
  }

  set(index: number, value: number): void {
    this.#array[index] = value;
  }

  #grow(): void {
    const larger = new this.#Maker(this.#array.length + Math.max(16, this.#array.length >>> 2));
    larger.set(this.#array);
    this.#array = larger;
  }
}

/** Lists of numbers, one for each row, end to end: row `r` holds the values from `starts[r]` to `starts[r + 1]`. */
export class ListColumn {
  readonly starts = new GrowingColumn(Int32Array);
  readonly values = new GrowingColumn(Int32Array);

  constructor() {
    this.starts.push(0);
  }

  get bytes(): number {
    return this.starts.bytes + this.values.bytes;
  }

  pushList(list: Iterable<number>): void {
    for (const value of list) this.values.push(value);
    this.starts.push(this.values.length);
  }

  list(row: number): Int32Array {
    return this.values.array.subarray(this.starts.at(row), this.starts.at(row + 1));
  }
}
