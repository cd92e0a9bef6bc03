/**
 * What was made for an object, kept on the object itself. A WeakMap would keep both until the next full collection: those of
 * young objects, which end all that belongs to a request, take its values for living, and what these hold with them.
 */
export class KeptContexts {
  readonly #mark = Symbol("context");
  /** Of objects that take nothing more. */
  readonly #apart = new WeakMap<object, { readonly made: unknown }>();

  of(key: object, make: () => unknown): unknown {
    // Its own alone: an object may have been made from another one.
    if (Object.hasOwn(key, this.#mark)) return Reflect.get(key, this.#mark);
    const apart = this.#apart.get(key);
    if (apart !== undefined) return apart.made;
    const made = make();
    if (!Reflect.defineProperty(key, this.#mark, { value: made })) this.#apart.set(key, { made });
    return made;
  }
}
