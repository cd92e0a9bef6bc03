type NumberArray = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** A typed array that grows by a quarter when it is full; `array` is replaced then, so don't keep it across appends. */
export class TypedList<A extends NumberArray> {
  readonly #Maker: new (
    length: number,
  ) => A;
  array: A;
  length = 0;

  constructor(Maker: new (length: number) => A, capacity = 64) {
    this.#Maker = Maker;
    this.array = new Maker(capacity);
  }

  get bytes(): number {
    return this.array.byteLength;
  }

  push(value: number): number {
    if (this.length === this.array.length) {
      const larger = new this.#Maker(this.length + Math.max(64, this.length >>> 2));
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.length] = value;
    this.length += 1;
    return this.length - 1;
  }

  at(index: number): number {
    return this.array[index] ?? 0;
  }

  /** Keeps the first ones only. */
  cut(length: number): void {
    this.length = length;
  }
}
