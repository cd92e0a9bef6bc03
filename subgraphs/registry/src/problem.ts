import type { ErrorCode } from "@actionline/schema/error-code";
import type { ASTNode } from "graphql";

/** One thing that is wrong with a publish: where it stands, and what to do. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  /** Whose text the place is in: a subgraph's name; null where it is in nobody's. */
  readonly subgraph: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly howToFix: string;
}

/** As many are told at once; the rest shows when these are repaired. */
export const MOST_PROBLEMS = 20;

/** Where a thing stands in the text that it was parsed from. */
export interface Place {
  readonly line: number | null;
  readonly column: number | null;
}

export const NOWHERE: Place = { line: null, column: null };

export function placeOf(node: ASTNode | undefined): Place {
  const token = node?.loc?.startToken;
  return token === undefined ? NOWHERE : { line: token.line, column: token.column };
}

/** What a stage finds, kept to what is told: a hostile text can be wrong in a hundred thousand places. */
export class Problems {
  readonly #subgraph: string;
  readonly #found: Problem[] = [];

  /** @param subgraph whose text is looked at */
  constructor(subgraph: string) {
    this.#subgraph = subgraph;
  }

  add(code: ErrorCode, place: ASTNode | Place | undefined, message: string, howToFix: string): void {
    if (this.#found.length >= MOST_PROBLEMS) return;
    const { line, column } = place === undefined || "kind" in place ? placeOf(place) : place;
    this.#found.push({ code, message, subgraph: this.#subgraph, line, column, howToFix });
  }

  get found(): readonly Problem[] {
    return this.#found;
  }

  get full(): boolean {
    return this.#found.length >= MOST_PROBLEMS;
  }
}

/** Ends an admission: what was found is told to the publisher, and nothing is changed. */
export class Refused extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems[0]?.message ?? "The publish is refused.");
    this.problems = problems;
  }
}

/** Goes on only where nothing was found. */
export function refuseIfAny({ found }: Pick<Problems, "found">): void {
  if (found.length > 0) throw new Refused(found);
}
