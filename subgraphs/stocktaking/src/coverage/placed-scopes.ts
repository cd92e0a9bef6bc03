import type { KeptScope } from "../columns/reference-tables";

/** Scopes by the places that they name; of those that name the same the later one speaks. */
export class PlacedScopes {
  readonly #at = new Map<string, KeptScope>();
  readonly #everywhere: KeptScope | null = null;

  constructor(scopes: readonly KeptScope[]) {
    for (const scope of scopes) {
      if (scope.places === undefined) this.#everywhere = later(this.#everywhere, scope);
      else for (const place of scope.places) this.#at.set(place, later(this.#at.get(place) ?? null, scope));
    }
  }

  get size(): number {
    return this.#at.size;
  }

  /** The scope that names the place, else the nearest place around it; else one that names none. */
  closest(place: string, around: readonly string[]): KeptScope | null {
    if (this.#at.size > 0) {
      const own = this.#at.get(place);
      if (own !== undefined) return own;
      for (const whole of around) {
        const scope = this.#at.get(whole);
        if (scope !== undefined) return scope;
      }
    }
    return this.#everywhere;
  }
}

const later = (known: KeptScope | null, scope: KeptScope): KeptScope => (known === null || scope.sequence > known.sequence ? scope : known);
