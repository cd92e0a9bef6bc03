import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { leafOf, serialise } from "./complete-leaf";
import { executeFields, holdsLeavesAlone, isPromise, leavesOf, resolveInfo } from "./execute-fields";
import type { Execution } from "./execution";
import { type Completer, type FieldPlan, LOST, type ObjectPlan, PENDING } from "./field-plan";
import { Place } from "./place";

/** What is asked of an object type at one place of the operation; made when first needed. */
export type PlanOf = (type: GraphQLObjectType) => ObjectPlan;

/** @param name the field's, such as "Team.name", for what is said of its nulls */
export function completerOf(type: GraphQLOutputType, name: string, planOf: PlanOf): Completer {
  return isNonNullType(type) ? nonNull(type.ofType, completerOf(type.ofType, name, planOf), name) : nullable(type, name, planOf);
}

function nonNull(type: GraphQLOutputType, inner: Completer, name: string): Completer {
  const missing = () => new Error(`Cannot return null for non-nullable field ${name}.`);
  const { leaf } = inner;
  return {
    nonNull: true,
    leaf: leaf && leafOf(getNamedType(type) as GraphQLLeafType, (value) => given(leaf(value), missing)),
    leaves: inner.leaves,
    complete: (execution, value, place, field) => given(inner.complete(execution, value, place, field), missing),
  };
}

function given(value: unknown, missing: () => Error): unknown {
  if (value === null) throw missing();
  return value;
}

function nullable(type: Exclude<GraphQLOutputType, { ofType: never }>, name: string, planOf: PlanOf): Completer {
  if (isLeafType(type)) {
    const leaf = leafOf(type, (value) => (isNothing(value) ? null : serialise(type, value)));
    return { nonNull: false, leaf, leaves: null, complete: (_, value) => leaf(value) };
  }
  const planOfObject = isObjectType(type) ? once(() => planOf(type)) : null;
  const complete = isListType(type)
    ? listOf(completerOf(type.ofType, name, planOf), name)
    : isAbstractType(type)
      ? abstractOf(type, name, planOf)
      : objectOf(planOfObject ?? once(() => planOf(type as GraphQLObjectType)));
  return {
    nonNull: false,
    leaf: null,
    leaves: planOfObject && leavesOfObject(planOfObject),
    complete: (execution, value, place, field) => (isNothing(value) ? null : complete(execution, value, place, field)),
  };
}

/** Null and undefined are nothing; an error that was given as a value is thrown. */
function isNothing(value: unknown): boolean {
  if (value instanceof Error) throw value;
  return value === null || value === undefined;
}

type Complete = Completer["complete"];

function listOf(item: Completer, name: string): Complete {
  return (execution, value, place, field) => {
    if (typeof value !== "object" || value === null || !(Symbol.iterator in value)) {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${name}".`);
    }
    const items = Array.isArray(value) ? value : [...(value as Iterable<unknown>)];
    const answer: unknown[] = [];
    for (let index = 0; index < items.length; index++) {
      const completed = completeItem(execution, items[index], answer, place, item, field);
      if (completed === LOST && item.nonNull) return LOST;
      answer.push(completed === LOST || completed === PENDING ? null : completed);
    }
    return answer;
  };
}

function completeItem(execution: Execution, value: unknown, answer: unknown[], list: Place, item: Completer, field: FieldPlan): unknown {
  let place: Place | undefined;
  try {
    if (isPromise(value)) {
      place = new Place(list, answer.length, undefined, answer, item.nonNull);
      return execution.wait(value, place, item, field);
    }
    if (item.leaf !== null) return item.leaf(value);
    const leaves = item.leaves?.(value);
    if (leaves !== undefined) return leaves;
    place = new Place(list, answer.length, undefined, answer, item.nonNull);
    return item.complete(execution, value, place, field);
  } catch (error) {
    return execution.fail(error, place ?? new Place(list, answer.length, undefined, answer, item.nonNull), field);
  }
}

/** Of an object that asks for more than leaves there is no short way. */
function leavesOfObject(planOf: () => ObjectPlan): Completer["leaves"] {
  let leavesAlone: boolean | undefined;
  return (value) => {
    const plan = planOf();
    leavesAlone ??= holdsLeavesAlone(plan);
    return leavesAlone ? leavesOf(plan, value) : undefined;
  };
}

function objectOf(planOf: () => ObjectPlan): Complete {
  return (execution, value, place, field) => completeObject(execution, planOf(), value, place, field);
}

function once(make: () => ObjectPlan): () => ObjectPlan {
  let made: ObjectPlan | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export function completeObject(execution: Execution, plan: ObjectPlan, value: unknown, place: Place, field: FieldPlan): unknown {
  const { type } = plan;
  if (!type.isTypeOf) return executeFields(execution, plan, value, place);
  const checked = (is: unknown) => {
    if (!is) throw new GraphQLError(`Expected value of type "${type.name}" but got something else.`, { nodes: field.nodes });
    return executeFields(execution, plan, value, place);
  };
  const is = type.isTypeOf(value, execution.context, resolveInfo(field, execution, fieldPlace(place)));
  return isPromise(is) ? execution.when(is, place, field, checked) : checked(is);
}

/** Resolvers of types are told of the field's place, not of the item's in its list. */
function fieldPlace(place: Place): Place {
  let above = place;
  while (typeof above.key === "number" && above.prev !== undefined) above = above.prev;
  return above;
}

function abstractOf(type: GraphQLAbstractType, name: string, planOf: PlanOf): Complete {
  const plans = new Map<unknown, ObjectPlan>();
  const resolveType = type.resolveType ?? defaultTypeResolver;
  return (execution, value, place, field) => {
    const completed = (typeName: unknown) => {
      let plan = plans.get(typeName);
      if (plan === undefined) {
        plan = planOf(possibleType(typeName, type, execution, name));
        plans.set(typeName, plan);
      }
      return completeObject(execution, plan, value, place, field);
    };
    const typeName = resolveType(value, execution.context, resolveInfo(field, execution, fieldPlace(place)), type);
    return isPromise(typeName) ? execution.when(typeName, place, field, completed) : completed(typeName);
  };
}

function possibleType(typeName: unknown, type: GraphQLAbstractType, execution: Execution, name: string): GraphQLObjectType {
  const { schema } = execution.operation;
  const found = typeof typeName === "string" ? schema.getType(typeName) : undefined;
  if (isObjectType(found) && schema.isSubType(type, found)) return found;
  throw new GraphQLError(
    `Abstract type "${type.name}" must resolve to one of its Object types at runtime for field "${name}"; it was "${String(typeName)}".`,
  );
}
