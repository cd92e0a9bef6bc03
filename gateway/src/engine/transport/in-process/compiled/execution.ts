import type { FragmentDefinitionNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { locatedError } from "graphql";
import { type Completer, type FieldPlan, LOST, PENDING } from "./field-plan";
import type { Place } from "./place";

/** What all executions of an operation have in common. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly definition: OperationDefinitionNode;
}

/** One execution: its errors, and how many values are still to come. */
export class Execution {
  readonly operation: Operation;
  readonly context: unknown;
  readonly variables: Record<string, unknown>;
  readonly errors: GraphQLError[] = [];
  /** Arguments of fields that every object of a list is asked with, by the field's number. */
  readonly keptArguments: (Record<string, unknown> | undefined)[] = [];
  /** Whether the whole answer became null. */
  lost = false;
  #pending = 0;
  #finish: (() => void) | null = null;

  constructor(operation: Operation, context: unknown, variables: Record<string, unknown>) {
    this.operation = operation;
    this.context = context;
    this.variables = variables;
  }

  /** Settles when nothing is to come any more; null where that is so already. */
  ended(): Promise<void> | null {
    if (this.#pending === 0) return null;
    return new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** Completes a value when it comes. Most that is waited for comes this way, so that it makes no more of each than it must. */
  wait(value: PromiseLike<unknown>, place: Place, completer: Completer, field: FieldPlan): typeof PENDING {
    this.#pending++;
    Promise.resolve(value).then(
      (come) => this.#settle(this.#completed(come, place, completer, field), place),
      (error) => this.#settle(this.fail(error, place, field), place),
    );
    return PENDING;
  }

  when(value: PromiseLike<unknown>, place: Place, field: FieldPlan, complete: (come: unknown) => unknown): typeof PENDING {
    this.#pending++;
    Promise.resolve(value).then(
      (come) => this.#settle(this.#attempt(complete, come, place, field), place),
      (error) => this.#settle(this.fail(error, place, field), place),
    );
    return PENDING;
  }

  /** Notes an error, unless what it would make null is lost already. */
  fail(error: unknown, place: Place, field: FieldPlan): typeof LOST {
    const target = place.nullable();
    for (let above = target; above !== undefined; above = above.prev) if (above.lost) return LOST;
    if (this.lost) return LOST;
    if (target === undefined) this.lost = true;
    else target.lost = true;
    this.errors.push(locatedError(error, field.nodes, place.path()));
    return LOST;
  }

  #completed(come: unknown, place: Place, completer: Completer, field: FieldPlan): unknown {
    try {
      return completer.complete(this, come, place, field);
    } catch (error) {
      return this.fail(error, place, field);
    }
  }

  #attempt(complete: (come: unknown) => unknown, come: unknown, place: Place, field: FieldPlan): unknown {
    try {
      return complete(come);
    } catch (error) {
      return this.fail(error, place, field);
    }
  }

  #settle(value: unknown, place: Place): void {
    if (value === LOST) place.nullable()?.put(null);
    else if (value !== PENDING) place.put(value);
    this.#pending--;
    if (this.#pending === 0) this.#finish?.();
  }
}
