import type { GraphQLError } from "graphql";
import type { TreeObject } from "../answer/tree";
import type { AnswerCost, WholeAnswer } from "../engine-api";
import type { NormalisedOperation, OperationVariables } from "../operation/normalised-operation";
import type { OperationCost } from "./cost/operation-cost";

/** What is known of a request's cost before it is answered. */
export interface Estimated {
  readonly cost: OperationCost;
  readonly estimated: number;
  readonly variables: OperationVariables;
}

/** An operation as whoever asks may have it. */
export class Admitted {
  /** To be planned, run and written. */
  readonly operation: NormalisedOperation;
  readonly #errors: readonly GraphQLError[];
  readonly #estimate: Estimated | null;

  constructor(operation: NormalisedOperation, errors: readonly GraphQLError[], estimate: Estimated | null) {
    this.operation = operation;
    this.#errors = errors;
    this.#estimate = estimate;
  }

  /** The answer with what was denied and what it cost; denials come first, for whoever reads no further than the first error. */
  told(answer: WholeAnswer, tree: TreeObject | null, mostErrors: number): WholeAnswer {
    const cost = this.#costOf(tree, answer.nodes);
    const costed = cost === null ? answer : { ...answer, cost };
    if (this.#errors.length === 0) return costed;
    const all = [...this.#errors, ...answer.errors];
    const errors = all.slice(0, mostErrors);
    return { ...costed, errors, errorsLeftOut: answer.errorsLeftOut + all.length - errors.length };
  }

  #costOf(tree: TreeObject | null, nodes: number): AnswerCost | null {
    if (this.#estimate === null) return null;
    const { cost, estimated, variables } = this.#estimate;
    return { estimated, actual: cost.actual(tree, nodes, variables) };
  }
}
