import type { GraphQLObjectType, GraphQLSchema } from "graphql";
import type { NormalisedOperation, OperationVariables } from "../operation/normalised-operation";
import type { ObjectPlan } from "./object-plan";
import { PlanCompiler } from "./plan-compiler";
import type { Projection, Writing, Written } from "./projection";
import type { Fault, TreeObject } from "./tree";
import { TreeWalk } from "./tree-walk";
import { Variants } from "./variants";

/** The projection of one operation, with a plan for each combination of its conditions' values. */
export class CompiledProjection implements Projection {
  readonly #root: GraphQLObjectType;
  readonly #plans: Variants<ObjectPlan>;
  readonly #mostCharacters: number;

  constructor(schema: GraphQLSchema, { kind, selection }: Pick<NormalisedOperation, "kind" | "selection">, mostCharacters: number) {
    const root = schema.getRootType(kind);
    if (root === undefined || root === null) throw new Error(`the public schema has no ${kind}`);
    this.#root = root;
    this.#mostCharacters = mostCharacters;
    this.#plans = new Variants(selection, (variant) => {
      const plan = new PlanCompiler(schema, variant).planOf(root, [selection]);
      if (plan === null) throw new Error("the type of the root isn't known");
      return plan;
    });
  }

  write(tree: TreeObject | null, variables: OperationVariables, writing: Writing): Written {
    return this.#write(this.#plans.of(variables, false), tree, writing);
  }

  writeFirst(tree: TreeObject | null, variables: OperationVariables, writing: Writing): Written {
    return this.#write(this.#plans.of(variables, true), tree, writing);
  }

  #write(plan: ObjectPlan, tree: TreeObject | null, writing: Writing): Written {
    if (tree === null) return this.#nothing(writing.faults ?? []);
    const walk = new TreeWalk([], { most: this.#mostCharacters, left: this.#mostCharacters }, writing);
    if (!plan.write(walk, tree, 0)) walk.goBack({ text: "null", nodes: 0, parts: 0 }, 0);
    return walk.written();
  }

  /** The root itself was lost: any fault says why, and without one it is a gap. */
  #nothing(faults: readonly Fault[]): Written {
    const gaps = faults.length > 0 ? [] : [{ path: [], coordinate: this.#root.name, reason: "NEVER_ANSWERED" as const }];
    return { text: "null", gaps, gapsLeftOut: 0, nodes: 0, putOff: [] };
  }
}
