import type { PointerPart } from "./excerpt";
import type { Findings } from "./finding";

const DEEPEST = 32;
const LARGEST = 1_000_000;
/** What each value and key costs beside its text, so that a million empty lists are as large as they are. */
const COST_OF_A_VALUE = 4;

// Anything in a text that needs a closer look; nearly every text has none of it and is done after one pass.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this file is for.
const SUSPECT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufffd]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this file is for.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const MISENCODED = /[\u0080-\u009f\ufffd]/;
const HALF_CHARACTER = /\p{Surrogate}/u;

/**
 * Looks through a value before anything else touches it: its size, its depth, its keys, and characters that can't be
 * stored or shown. It says whether the value is small and flat enough to be looked at further.
 */
export function checkHygiene(value: unknown, findings: Findings): boolean {
  return new Walk(findings).visit(value, 0);
}

class Walk {
  readonly #findings: Findings;
  readonly #path: PointerPart[] = [];
  #size = 0;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  visit(value: unknown, depth: number): boolean {
    this.#size += typeof value === "string" ? value.length + COST_OF_A_VALUE : COST_OF_A_VALUE;
    if (!this.#fits()) return false;
    if (typeof value === "string") return this.#text(value);
    if (typeof value !== "object" || value === null) return true;
    if (depth >= DEEPEST) {
      this.#findings.noteAt("DEPTH_TOO_GREAT", [], `more than ${DEEPEST} levels`);
      return false;
    }
    return Array.isArray(value) ? this.#list(value, depth) : this.#object(value as Readonly<Record<string, unknown>>, depth);
  }

  #list(list: readonly unknown[], depth: number): boolean {
    for (let index = 0; index < list.length; index += 1) {
      if (!this.#step(index, list[index], depth)) return false;
    }
    return true;
  }

  #object(object: Readonly<Record<string, unknown>>, depth: number): boolean {
    for (const key in object) {
      this.#size += key.length;
      if (key === "__proto__") this.#findings.noteAt("KEY_FORBIDDEN", [...this.#path, key], key);
      if (!this.#step(key, object[key], depth)) return false;
    }
    return true;
  }

  #step(part: PointerPart, value: unknown, depth: number): boolean {
    this.#path.push(part);
    const goesOn = this.visit(value, depth + 1);
    this.#path.pop();
    return goesOn;
  }

  #text(text: string): boolean {
    if (!SUSPECT.test(text)) return true;
    if (CONTROL.test(text)) this.#findings.noteAt("CONTROL_CHARACTER", this.#path, around(text, CONTROL));
    if (HALF_CHARACTER.test(text)) this.#findings.noteAt("LONE_SURROGATE", this.#path, around(text, HALF_CHARACTER));
    if (MISENCODED.test(text)) this.#findings.noteAt("TEXT_MISENCODED", this.#path, around(text, MISENCODED));
    return true;
  }

  #fits(): boolean {
    if (this.#size <= LARGEST) return true;
    // The first level alone: where the limit is met says little about which part is large.
    this.#findings.noteAt("RECORD_TOO_LARGE", this.#path.slice(0, 1), `more than ${LARGEST} characters`);
    return false;
  }
}

/** The text around what a pattern found, so that a long text's excerpt shows the place. */
function around(text: string, pattern: RegExp): string {
  const at = text.search(pattern);
  return text.slice(Math.max(0, at - 30), at + 31);
}
