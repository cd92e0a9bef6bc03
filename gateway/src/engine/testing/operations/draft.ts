import type { SeededRandom } from "./seeded-random";
import type { Shares } from "./shares";

/** What an operation has gathered while it is being written. */
export class Draft {
  readonly random: SeededRandom;
  readonly definitions: string[] = [];
  readonly variables: Record<string, unknown> = {};
  /** Written-out fragments, to be spread again elsewhere: name and type. */
  readonly fragments: { readonly name: string; readonly type: string }[] = [];
  readonly fragmentTexts: string[] = [];
  /** How many selections it may still take. */
  budget: number;
  readonly shares: Shares;
  readonly mayDefer: boolean;
  #named = 0;
  readonly #declared = new Map<string, string>();

  constructor(random: SeededRandom, budget: number, shares: Shares, mayDefer: boolean) {
    this.random = random;
    this.budget = budget;
    this.shares = shares;
    this.mayDefer = mayDefer;
  }

  /** A name that nothing else has. */
  unique(prefix: string): string {
    this.#named += 1;
    return `${prefix}${this.#named}`;
  }

  /** Declares a variable, and gives it a value unless that is undefined. */
  declare(type: string, defaultText: string | null, value: unknown): string {
    const name = this.random.chance(0.1) ? this.unique(this.random.pick(["constructor", "_", "representations", "id"])) : this.unique("v");
    this.definitions.push(`$${name}: ${type}${defaultText === null ? "" : ` = ${defaultText}`}`);
    if (value !== undefined) this.variables[name] = value;
    if (defaultText === null && value !== undefined && value !== null) this.#declared.set(type, name);
    return `$${name}`;
  }

  /** A variable of exactly the type that was declared before and has a value. */
  declared(type: string): string | null {
    const name = this.#declared.get(type);
    return name === undefined ? null : `$${name}`;
  }
}
