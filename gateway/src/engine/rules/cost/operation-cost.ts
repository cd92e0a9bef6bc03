import { Kind, OperationTypeNode, parse } from "graphql";
import type { TreeObject } from "../../answer/tree";
import type { NormalisedOperation, OperationVariables } from "../../operation/normalised-operation";
import { actualCost } from "./actual-cost";
import { type CostRules, compileCost } from "./compile-cost";
import { type CostSet, estimate } from "./cost-tree";

/** What a mutation costs before it asks anything. */
const MUTATION = 10;

/** What one operation costs, compiled once into a function of its variables. */
export class OperationCost {
  readonly #set: CostSet;
  readonly #base: number;
  readonly #listSize: number;
  readonly #counted: boolean;

  constructor(rules: CostRules, { text, kind }: Pick<NormalisedOperation, "text" | "kind">) {
    const type = rules.schema.getRootType(kind);
    const [definition] = parse(text, { noLocation: true }).definitions;
    if (type === undefined || type === null || definition?.kind !== Kind.OPERATION_DEFINITION)
      throw new Error(`the public schema has no ${kind}`);
    this.#set = compileCost(rules, type, definition.selectionSet);
    this.#base = kind === OperationTypeNode.MUTATION ? MUTATION : 0;
    this.#listSize = rules.listSize;
    this.#counted = !rules.weights.any;
  }

  /** At most so much, where lists are no longer than expected. */
  estimated(variables: OperationVariables): number {
    return Math.min(Number.MAX_SAFE_INTEGER, this.#base + estimate(this.#set, variables, this.#listSize));
  }

  /**
   * What an answer came to.
   *
   * @param nodes objects that were written, which is all there is to it where nothing weighs other than by default
   */
  actual(tree: TreeObject | null, nodes: number, variables: OperationVariables): number {
    if (this.#counted) return this.#base + nodes;
    return this.#base + (tree === null ? 0 : actualCost(this.#set, tree, null, variables));
  }
}
