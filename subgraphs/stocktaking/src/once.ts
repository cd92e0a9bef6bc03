/** Work that one request does once for each key, however often it is asked for. */
export class Once<Key, Value> {
  readonly #known = new Map<Key, Promise<Value>>();

  of(key: Key, work: () => Promise<Value>): Promise<Value> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const value = work();
    this.#known.set(key, value);
    return value;
  }
}
