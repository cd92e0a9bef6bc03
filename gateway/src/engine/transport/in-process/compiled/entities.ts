import { type GraphQLObjectType, type GraphQLSchema, isAbstractType, isObjectType } from "graphql";
import { completeObject, type PlanOf } from "./completers";
import { holdsLeavesAlone, isPromise, leavesOf } from "./execute-fields";
import type { Execution } from "./execution";
import { type Completer, type FieldPlan, LOST, type ObjectPlan, PENDING } from "./field-plan";
import { Place } from "./place";

type ResolveReference = (reference: object, context: unknown, info: unknown) => unknown;

/** How entities of one type are found and answered. */
interface EntityPlan {
  readonly resolve: ResolveReference | null;
  readonly plan: ObjectPlan;
  /** It takes the short way. */
  readonly leavesAlone: boolean;
}

/** What references resolved to; each is of the type that its reference names. */
class ResolvedReferences {
  constructor(
    readonly plans: readonly EntityPlan[],
    readonly values: readonly unknown[],
  ) {}
}

/**
 * `_entities` of a schema that `@apollo/subgraph` built. Its own resolver writes `__typename` into each entity, from a
 * promise for each, so that their type can be resolved again; here it is known. What it doesn't know is left to it.
 */
export function withReferences(field: FieldPlan, schema: GraphQLSchema, planOf: PlanOf): FieldPlan {
  const { resolve: ask, completer } = field;
  if (ask === null || !isBuiltForReferences(schema)) return field;
  const plans = new Map<unknown, EntityPlan | null>();
  const planFor = (typename: unknown): EntityPlan | null => {
    const known = plans.get(typename);
    if (known !== undefined) return known;
    const type = typeof typename === "string" ? schema.getType(typename) : undefined;
    const made = isObjectType(type) && isEntity(type, schema) ? entityPlan(type, planOf(type)) : null;
    plans.set(typename, made);
    return made;
  };
  return {
    ...field,
    resolve: (source, values: { readonly representations: readonly Reference[] }, context, info) => {
      const found = values.representations.map(({ __typename }) => planFor(__typename));
      if (!found.every((plan) => plan !== null)) return ask(source, values, context, info);
      const resolved = values.representations.map((reference, index) =>
        resolveOne(found[index]?.resolve ?? null, reference, context, info),
      );
      return new ResolvedReferences(found, resolved);
    },
    completer: { ...completer, complete: (execution, value, place, own) => completeEntities(execution, value, place, own, completer) },
  };
}

function entityPlan(type: GraphQLObjectType, plan: ObjectPlan): EntityPlan {
  return { resolve: referenceResolver(type), plan, leavesAlone: holdsLeavesAlone(plan) };
}

interface Reference {
  readonly __typename: unknown;
}

/** A type without a resolver of its own is what its reference says. */
function resolveOne(resolve: ResolveReference | null, reference: Reference, context: unknown, info: unknown): unknown {
  return resolve === null ? reference : resolve(reference, context, info);
}

function completeEntities(execution: Execution, value: unknown, place: Place, field: FieldPlan, otherwise: Completer): unknown {
  if (!(value instanceof ResolvedReferences)) return otherwise.complete(execution, value, place, field);
  const answer: unknown[] = [];
  for (let index = 0; index < value.plans.length; index++) {
    const { plan, leavesAlone } = value.plans[index] as EntityPlan;
    const entity = value.values[index];
    const leaves = leavesAlone && !isPromise(entity) ? leavesOf(plan, entity) : undefined;
    const completed = leaves ?? completeEntity(execution, entity, plan, new Place(place, index, undefined, answer, false), field);
    answer.push(completed === LOST || completed === PENDING ? null : completed);
  }
  return answer;
}

function completeEntity(execution: Execution, value: unknown, plan: ObjectPlan, place: Place, field: FieldPlan): unknown {
  const complete = (entity: unknown): unknown => {
    if (entity instanceof Error) throw entity;
    if (entity === null || entity === undefined) return null;
    if (typeof entity !== "object")
      throw new Error(`Abstract type "_Entity" must resolve to an object; a reference to ${plan.type.name} didn't.`);
    return completeObject(execution, plan, entity, place, field);
  };
  try {
    return isPromise(value) ? execution.when(value, place, field, complete) : complete(value);
  } catch (error) {
    return execution.fail(error, place, field);
  }
}

/** The mark that `@apollo/subgraph` leaves on types whose references it resolves. */
interface Marked {
  readonly apollo?: { readonly subgraph?: { readonly resolveReference?: ResolveReference } };
}

function referenceResolver({ extensions }: GraphQLObjectType): ResolveReference | null {
  return (extensions as Marked).apollo?.subgraph?.resolveReference ?? null;
}

function isEntity(type: GraphQLObjectType, schema: GraphQLSchema): boolean {
  const entity = schema.getType("_Entity");
  return isAbstractType(entity) && schema.isSubType(entity, type);
}

function isBuiltForReferences(schema: GraphQLSchema): boolean {
  return Object.values(schema.getTypeMap()).some((type) => isObjectType(type) && referenceResolver(type) !== null);
}
