import { EngineError } from "../engine-error";
import { FaultPlaces, type Step } from "./fault-places";
import type { AnswerPath, Gap, PutOffPart, Writing, Written } from "./projection";
import { RepeatedTexts } from "./repeated-texts";
import type { Fault } from "./tree";

/** What a walk had come to before a value that was then lost. */
export interface Mark {
  readonly text: string;
  readonly nodes: number;
  readonly parts: number;
}

/** What the walks of one answer, its parts included, may still write. */
export interface Allowance {
  readonly most: number;
  left: number;
}

/** One walk over a tree: the text so far, where it stands, and what it missed on the way. */
export class TreeWalk {
  text = "";
  nodes = 0;
  /** Fields and indexes that lead to where the walk stands; what lies beyond the depth in hand is left over. */
  readonly steps: Step[];
  readonly putOff: PutOffPart[] = [];
  /** No string of the tree needs an escape. */
  readonly plain: boolean;
  /** Null where no object stands at several places. */
  readonly repeated: RepeatedTexts | null;
  /** How often a value couldn't be written, whether that is told or not. */
  missed = 0;
  readonly #gaps: Gap[] = [];
  /** Those of them where null is allowed: it is only that nobody answered. */
  readonly #harmless = new Set<Gap>();
  #gapsLeftOut = 0;
  readonly #mostGaps: number;
  readonly #faults: readonly Fault[];
  readonly #allowance: Allowance;
  #foundPlaces: FaultPlaces | undefined;

  constructor(steps: readonly Step[], allowance: Allowance, { mostGaps, faults = [], plain = false, repeated }: Writing) {
    this.steps = [...steps];
    this.#allowance = allowance;
    this.#mostGaps = mostGaps;
    this.#faults = faults;
    this.plain = plain;
    this.repeated = repeated === undefined || repeated.size === 0 ? null : new RepeatedTexts(repeated);
  }

  /** A value that can't be written; a gap, unless a fault tells it already. It is harmless where null is allowed. */
  miss(reason: Gap["reason"], coordinate: string, depth: number, harmless = false): void {
    this.missed += 1;
    if (this.#places.tell(this.steps, depth)) return;
    if (this.#gaps.length >= this.#mostGaps) {
      this.#gapsLeftOut += 1;
      return;
    }
    const gap = { path: this.path(depth), coordinate, reason };
    this.#gaps.push(gap);
    if (harmless) this.#harmless.add(gap);
  }

  /** Internal names of the object where the walk stands, at which faults stand or below which they do. */
  faultyNames(depth: number): ReadonlySet<string | number> {
    return this.#places.namesAt(this.steps, depth);
  }

  /** Where the walk stands, in the client's names. */
  path(depth: number): AnswerPath {
    return this.steps.slice(0, depth).map(responseNameOf);
  }

  /** Goes back to before a value that was lost, to which so many steps lead. */
  goBack({ text, nodes, parts }: Mark, depth: number): void {
    this.missed += 1;
    this.text = text;
    this.nodes = nodes;
    this.putOff.length = parts;
    if (this.#harmless.size > 0) this.#forgetHarmless(depth);
  }

  /** Refuses an answer that outgrows its limit: one entity can stand in many places, so no source's limit bounds it. */
  checkLength(): void {
    if (this.text.length <= this.#allowance.left) return;
    throw new EngineError("QUERY_TOO_COSTLY", "The answer is larger than the hub sends; ask for fewer items or fewer fields.", {
      mostCharacters: this.#allowance.most,
    });
  }

  /** A walk for a part of the same answer that is written later, from where this one stands. */
  continuation(depth: number): (writing: Writing) => TreeWalk {
    const steps = this.steps.slice(0, depth);
    return (writing) => new TreeWalk(steps, this.#allowance, writing);
  }

  written(): Written {
    this.checkLength();
    this.#allowance.left -= this.text.length;
    return { text: this.text, gaps: this.#gaps, gapsLeftOut: this.#gapsLeftOut, nodes: this.nodes, putOff: this.putOff };
  }

  /** What nobody answered within a value that is lost for something else would be null with it. */
  #forgetHarmless(depth: number): void {
    const within = this.path(depth);
    let kept = this.#gaps.length;
    while (kept > 0 && within.every((step, index) => this.#gaps[kept - 1]?.path[index] === step)) kept -= 1;
    for (const gap of this.#gaps.splice(kept)) if (!this.#harmless.delete(gap)) this.#gaps.push(gap);
  }

  /** Found when first needed: most answers miss nothing. */
  get #places(): FaultPlaces {
    this.#foundPlaces ??= new FaultPlaces(this.#faults);
    return this.#foundPlaces;
  }
}

function responseNameOf(step: Step): string | number {
  return typeof step === "number" ? step : step.responseName;
}
