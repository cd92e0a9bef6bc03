import { EngineError } from "../engine-error";
import { FaultPlaces, type Step } from "./fault-places";
import type { AnswerPath, Gap, PutOffPart, Writing, Written } from "./projection";
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
  readonly #gaps: Gap[] = [];
  #gapsLeftOut = 0;
  readonly #mostGaps: number;
  readonly #faults: readonly Fault[];
  readonly #allowance: Allowance;
  #foundPlaces: FaultPlaces | undefined;

  constructor(steps: readonly Step[], allowance: Allowance, { mostGaps, faults = [], plain = false }: Writing) {
    this.steps = [...steps];
    this.#allowance = allowance;
    this.#mostGaps = mostGaps;
    this.#faults = faults;
    this.plain = plain;
  }

  /** A value that can't be written; a gap, unless a fault tells it already. */
  miss(reason: Gap["reason"], coordinate: string, depth: number): void {
    if (this.#places.tell(this.steps, depth)) return;
    if (this.#gaps.length >= this.#mostGaps) this.#gapsLeftOut += 1;
    else this.#gaps.push({ path: this.path(depth), coordinate, reason });
  }

  /** Internal names of the object where the walk stands, at which faults stand or below which they do. */
  faultyNames(depth: number): ReadonlySet<string | number> {
    return this.#places.namesAt(this.steps, depth);
  }

  /** Where the walk stands, in the client's names. */
  path(depth: number): AnswerPath {
    return this.steps.slice(0, depth).map(responseNameOf);
  }

  mark(): Mark {
    return { text: this.text, nodes: this.nodes, parts: this.putOff.length };
  }

  /** Goes back to before a value that was lost. */
  goBack({ text, nodes, parts }: Mark): void {
    this.text = text;
    this.nodes = nodes;
    this.putOff.length = parts;
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

  /** Found when first needed: most answers miss nothing. */
  get #places(): FaultPlaces {
    this.#foundPlaces ??= new FaultPlaces(this.#faults);
    return this.#foundPlaces;
  }
}

function responseNameOf(step: Step): string | number {
  return typeof step === "number" ? step : step.responseName;
}
