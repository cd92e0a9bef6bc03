import { type GraphQLResolveInfo, getArgumentValues } from "graphql";
import type { Execution } from "./execution";
import { type FieldPlan, LOST, type ObjectPlan, PENDING } from "./field-plan";
import { Place } from "./place";

/** The object's part of the answer, or LOST where a field that may not be null is. */
export function executeFields(execution: Execution, plan: ObjectPlan, source: unknown, place: Place | undefined): unknown {
  const answer: Record<string, unknown> = { ...plan.empty };
  for (const field of plan.fields) {
    if (field.constant !== null) {
      answer[field.key] = field.constant;
      continue;
    }
    const value = executeField(execution, field, source, answer, place);
    if (value === LOST && field.completer.nonNull) return LOST;
    // What is still to come has its place in the order already.
    answer[field.key] = value === LOST || value === PENDING ? null : value;
  }
  return answer;
}

/** Whether nothing is asked of objects of this plan but properties that are leaves. */
export function holdsLeavesAlone({ type, fields }: ObjectPlan): boolean {
  return (
    !type.isTypeOf && fields.every(({ constant, resolve, completer }) => constant !== null || (resolve === null && completer.leaf !== null))
  );
}

/**
 * The part of the answer of an object whose plan asks for leaves alone, without a word of where it stands: most of an
 * answer is such. Undefined for whatever is out of the usual, for errors among it; then the long way begins anew.
 */
export function leavesOf({ fields, empty }: ObjectPlan, source: unknown): Record<string, unknown> | undefined {
  if (typeof source !== "object" || source === null || source instanceof Error) return undefined;
  const answer: Record<string, unknown> = { ...empty };
  try {
    for (const { key, name, constant, completer } of fields) {
      if (constant === null) {
        const value = (source as Record<string, unknown>)[name];
        if ((typeof value === "object" && value !== null) || typeof value === "function") return undefined;
        answer[key] = completer.leaf?.(value);
      } else answer[key] = constant;
    }
  } catch {
    // The long way meets it again, and tells it at its place.
    return undefined;
  }
  return answer;
}

function executeField(
  execution: Execution,
  field: FieldPlan,
  source: unknown,
  answer: Record<string, unknown>,
  parent: Place | undefined,
): unknown {
  const { completer } = field;
  let place: Place | undefined;
  try {
    let value: unknown;
    if (field.resolve === null) value = propertyOf(source, field.name);
    if (field.resolve !== null || typeof value === "function") {
      place = new Place(parent, field.key, field.parentType.name, answer, completer.nonNull);
      const resolve = field.resolve ?? callProperty;
      value = resolve(source, argumentsOf(field, execution), execution.context, resolveInfo(field, execution, place));
    }
    if (isPromise(value)) {
      place ??= new Place(parent, field.key, field.parentType.name, answer, completer.nonNull);
      return execution.wait(value, place, completer, field);
    }
    if (completer.leaf !== null) return completer.leaf(value);
    place ??= new Place(parent, field.key, field.parentType.name, answer, completer.nonNull);
    return completer.complete(execution, value, place, field);
  } catch (error) {
    return execution.fail(error, place ?? new Place(parent, field.key, field.parentType.name, answer, completer.nonNull), field);
  }
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { readonly then?: unknown }).then === "function";
}

function propertyOf(source: unknown, name: string): unknown {
  if ((typeof source === "object" && source !== null) || typeof source === "function") return (source as Record<string, unknown>)[name];
  return undefined;
}

/** A property that is a function is called on its object. */
function callProperty(source: unknown, values: Record<string, unknown>, context: unknown, info: GraphQLResolveInfo): unknown {
  const object = source as Record<string, (...words: unknown[]) => unknown>;
  return object[info.fieldName]?.(values, context, info);
}

/** Each call is given arguments of its own; those without objects in them are read once an execution. */
function argumentsOf(field: FieldPlan, execution: Execution): Record<string, unknown> {
  if (field.definition.args.length === 0) return {};
  const kept = execution.keptArguments[field.index];
  if (kept !== undefined) return { ...kept };
  const node = field.nodes[0] as FieldPlan["nodes"][0] & object;
  const values = getArgumentValues(field.definition, node, execution.variables);
  if (Object.values(values).every((value) => typeof value !== "object" || value === null))
    execution.keptArguments[field.index] = { ...values };
  return values;
}

export function resolveInfo(field: FieldPlan, execution: Execution, path: Place): GraphQLResolveInfo {
  const { schema, fragments, definition } = execution.operation;
  return {
    fieldName: field.name,
    fieldNodes: field.nodes,
    returnType: field.definition.type,
    parentType: field.parentType,
    path,
    schema,
    fragments,
    rootValue: undefined,
    operation: definition,
    variableValues: execution.variables,
  };
}
