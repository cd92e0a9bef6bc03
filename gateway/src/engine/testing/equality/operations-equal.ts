import type { TestGraph } from "../graph/test-graph";
import type { Shares } from "../operations/shares";
import { shrinkOperation } from "../operations/shrink-operation";
import type { TestOperation } from "../operations/test-operation";
import type { Answer } from "./answer";
import { Monolith } from "./ask-monolith";
import { type Allowance, compareAnswers } from "./compare-answers";
import { caseOf, type TestCase } from "./test-case";

/** Somebody who must answer like the monolith. */
export interface Asked {
  ask(operation: TestOperation, world: string): Promise<Answer>;
}

export interface EqualityOptions {
  readonly graph: TestGraph;
  readonly asked: Asked;
  /** Seeds, from the first. */
  readonly first: number;
  readonly count: number;
  readonly shares?: Shares;
  /** Operations under way at once. */
  readonly atOnce?: number;
  /** A difference that is known to the caller isn't told; it is counted by the name given. */
  readonly known?: (difference: Difference) => string | null;
  readonly onProgress?: (asked: number) => void;
}

/** An operation that was answered otherwise, with what is needed to find it again. */
export interface Difference {
  readonly case: TestCase;
  readonly what: string;
  readonly right: Answer;
  readonly given: Answer;
}

/** What asking many operations came to. */
export interface EqualityReport {
  readonly asked: number;
  readonly refused: number;
  readonly withErrors: number;
  readonly inParts: number;
  readonly bytes: number;
  readonly allowed: Readonly<Record<Allowance, number>>;
  readonly known: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

/** Differences after which no more are looked for. */
const ENOUGH = 20;

/** Asks random operations of somebody and of the monolith, and compares. */
export async function operationsEqual(options: EqualityOptions): Promise<EqualityReport> {
  const tally = new Tally(options);
  let next = options.first;
  const work = async () => {
    while (next < options.first + options.count && tally.differences.length < ENOUGH) {
      const seed = next;
      next += 1;
      await tally.ask(caseOf(options.graph, seed, options.shares));
      if ((seed + 1) % 1_000 === 0) options.onProgress?.(seed + 1 - options.first);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce ?? 4 }, work));
  return tally;
}

class Tally implements EqualityReport {
  asked = 0;
  refused = 0;
  withErrors = 0;
  inParts = 0;
  bytes = 0;
  readonly allowed: Record<Allowance, number> = { "lost-together": 0, "asked-together": 0, "parts-keep-more": 0 };
  readonly known: Record<string, number> = {};
  readonly differences: Difference[] = [];
  readonly #options: EqualityOptions;
  readonly #monolith: Monolith;

  constructor(options: EqualityOptions) {
    this.#options = options;
    this.#monolith = new Monolith(options.graph);
  }

  async ask(asked: TestCase): Promise<void> {
    const right = this.#monolith.ask(asked.operation, asked.world);
    const given = await this.#options.asked.ask(asked.operation, asked.world);
    const { difference, allowed } = compareAnswers(right, given, () => this.#monolith.everyFault(asked.operation, asked.world));
    this.#count(right, given);
    for (const rule of allowed) this.allowed[rule] += 1;
    if (difference !== null) this.#differs({ case: asked, what: difference, right, given });
  }

  #count(right: Answer, given: Answer): void {
    this.asked += 1;
    if (right.kind === "refused") this.refused += 1;
    else {
      this.bytes += right.data.length;
      if (right.errors.length > 0) this.withErrors += 1;
    }
    if (given.kind === "answered" && given.inParts === true) this.inParts += 1;
  }

  #differs(difference: Difference): void {
    const known = this.#options.known?.(difference) ?? null;
    if (known === null) this.differences.push(difference);
    else this.known[known] = (this.known[known] ?? 0) + 1;
  }
}

/** The difference with the smallest operation that still shows one of its kind, as a text to work from. */
export async function tellDifference({ case: found, what, right, given }: Difference, graph: TestGraph, asked: Asked): Promise<string> {
  const monolith = new Monolith(graph);
  const [kind] = what.split(" at ");
  const answers = async (operation: TestOperation) => {
    const one = monolith.ask(operation, found.world);
    const other = await asked.ask(operation, found.world);
    return { one, other, comparison: compareAnswers(one, other, () => monolith.everyFault(operation, found.world)) };
  };
  const smallest = await shrinkOperation(found.operation, async (smaller) => {
    const { one, comparison } = await answers(smaller);
    return one.kind === right.kind && comparison.difference !== null && comparison.difference.split(" at ")[0] === kind;
  });
  const { one, other } = smallest === found.operation ? { one: right, other: given } : await answers(smallest);
  return [
    `seed ${found.seed}, ${found.world}: ${what}`,
    `operation: ${found.operation.query}`,
    `operation name: ${found.operation.operationName}, variables: ${JSON.stringify(found.operation.variables)}`,
    `smallest: ${smallest.query.replace(/\s+/g, " ")}`,
    `right: ${JSON.stringify(one)}`,
    `given: ${JSON.stringify(other)}`,
  ].join("\n");
}
