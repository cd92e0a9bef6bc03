import type { GraphQLError } from "graphql";
import { EngineError } from "../engine-error";

/** Variables that the operation can't be run with, with graphql-js's own errors. */
export class InvalidInputs extends EngineError {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super("BAD_INPUT", errors[0]?.message ?? "The variables aren't valid.");
    this.errors = errors;
  }
}
