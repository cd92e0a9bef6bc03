/** An answer's object or list that is being filled. */
export type Container = Record<string | number, unknown> | unknown[];

/** Where a value of the answer goes; it is also the path that resolvers are told of. */
export class Place {
  /** Whether it became null because of an error; what fails beneath it is told no more. */
  lost = false;

  constructor(
    readonly prev: Place | undefined,
    readonly key: string | number,
    readonly typename: string | undefined,
    readonly container: Container,
    readonly nonNull: boolean,
  ) {}

  put(value: unknown): void {
    (this.container as Record<string | number, unknown>)[this.key] = value;
  }

  /** The nearest place that may be null, from this one upwards; undefined for the whole answer. */
  nullable(): Place | undefined {
    let place: Place | undefined = this;
    while (place?.nonNull === true) place = place.prev;
    return place;
  }

  path(): (string | number)[] {
    const path: (string | number)[] = [];
    for (let place: Place | undefined = this; place !== undefined; place = place.prev) path.push(place.key);
    return path.reverse();
  }
}
