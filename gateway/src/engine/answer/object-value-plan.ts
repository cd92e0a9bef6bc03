import {
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
} from "graphql";
import type { ObjectPlan } from "./object-plan";
import type { TreeObject, TreeValue } from "./tree";
import type { TreeWalk } from "./tree-walk";
import { ValuePlan } from "./value-plan";

/** Null where what is asked of a type depends on which object type it is, and it isn't one. */
export type PlanOfType = (type: GraphQLCompositeType) => ObjectPlan | null;

/** An object, written by what its `__typename` says it is. */
export class ObjectValuePlan extends ValuePlan {
  readonly #schema: GraphQLSchema;
  readonly #declared: GraphQLCompositeType;
  readonly #planOf: PlanOfType;
  /** A subgraph may call its root types what it likes. */
  readonly #isRoot: boolean;
  /** By what the tree holds as `__typename`; names of the public schema alone, so that no source can make it grow. */
  readonly #plans = new Map<TreeValue | undefined, ObjectPlan | null>();

  constructor(coordinate: string, nonNull: boolean, schema: GraphQLSchema, declared: GraphQLCompositeType, planOf: PlanOfType) {
    super(coordinate, nonNull);
    this.#schema = schema;
    this.#declared = declared;
    this.#planOf = planOf;
    this.#isRoot = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].some((root) => root === declared);
  }

  write(walk: TreeWalk, value: TreeValue, depth: number): boolean {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return this.none(walk, value, depth);
    // Array.isArray doesn't narrow a readonly array away.
    return this.writeObject(walk, value as TreeObject, depth, 1);
  }

  /** The same of what is known to be an object; `counted` is 0 where it was counted before. */
  writeObject(walk: TreeWalk, object: TreeObject, depth: number, counted: 0 | 1): boolean {
    const typename = this.#isRoot ? undefined : object.__typename;
    let plan = this.#plans.get(typename);
    if (plan === undefined) plan = this.#choose(typename);
    if (plan === undefined) return this.none(walk, object, depth);
    if (plan === null) return this.unanswered(walk, depth);
    walk.checkLength();
    const { text, nodes } = walk;
    const parts = walk.putOff.length;
    walk.nodes += counted;
    const { repeated } = walk;
    const isWritten = repeated?.has(object) ? repeated.write(walk, plan, object, depth) : plan.write(walk, object, depth);
    return isWritten || this.lost(walk, { text, nodes, parts }, depth);
  }

  /** Undefined where an object of that name may not stand here. */
  #choose(typename: TreeValue | undefined): ObjectPlan | null | undefined {
    const type = this.#typeFor(typename);
    if (type === undefined) return undefined;
    const plan = this.#planOf(type);
    this.#plans.set(typename, plan);
    return plan;
  }

  /**
   * An object type that is possible here; or the declared type where the name says no more than that: no fetch asked
   * for it, or a subgraph answered the name of the interface whose object stands for all kinds there.
   */
  #typeFor(typename: TreeValue | undefined): GraphQLCompositeType | undefined {
    const declared = this.#declared;
    if (typename === undefined || typename === declared.name) return declared;
    const type = typeof typename === "string" ? this.#schema.getType(typename) : undefined;
    if (!isCompositeType(type)) return undefined;
    if (isAbstractType(declared) && this.#schema.isSubType(declared, type as GraphQLObjectType)) return type;
    return isAbstractType(type) && isObjectType(declared) && this.#schema.isSubType(type, declared) ? declared : undefined;
  }
}
