import {
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLScalarType,
  isEnumType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  isScalarType,
} from "graphql";
import { EngineError } from "../engine-error";

/** Whether a value of a client's is certainly one of a type's. False says only that graphql-js has to judge it. */
export type InputCheck = (value: unknown, depth: number) => boolean;

/** Checks of the input types of one schema, each put together once. */
export class InputChecks {
  readonly #most: number;
  readonly #objects = new Map<GraphQLInputObjectType, InputCheck>();

  /** @param mostDepth levels of lists and objects within one another that a value may have */
  constructor(mostDepth: number) {
    this.#most = mostDepth;
  }

  of(type: GraphQLInputType): InputCheck {
    if (isNonNullType(type)) {
      const nullable = this.of(type.ofType);
      return (value, depth) => value !== null && value !== undefined && nullable(value, depth);
    }
    const given = this.#given(type);
    return (value, depth) => value === null || value === undefined || given(value, depth);
  }

  #given(type: GraphQLInputType): InputCheck {
    if (isScalarType(type)) return SPECIFIED.get(type.name) ?? this.#custom(type);
    if (isEnumType(type)) return enumCheck(type);
    if (isListType(type)) return this.#list(type.ofType);
    if (isNonNullType(type)) return this.of(type);
    return this.#object(type);
  }

  #list(itemType: GraphQLInputType): InputCheck {
    const item = this.of(itemType);
    return (value, depth) => {
      // One item may stand for a list of it.
      if (!Array.isArray(value)) return item(value, depth);
      this.#refuseDeeperThan(depth);
      return value.every((inner) => item(inner, depth + 1));
    };
  }

  /** Put together when first met by a value, for an input type may hold itself. */
  #object(type: GraphQLInputObjectType): InputCheck {
    return (value, depth) => {
      this.#refuseDeeperThan(depth);
      return (this.#objects.get(type) ?? this.#keptCheck(type))(value, depth);
    };
  }

  #keptCheck(type: GraphQLInputObjectType): InputCheck {
    const check = this.#objectCheck(type);
    this.#objects.set(type, check);
    return check;
  }

  #objectCheck(type: GraphQLInputObjectType): InputCheck {
    const fields = Object.values(type.getFields());
    const checks = new Map(fields.map((field) => [field.name, this.of(field.type)]));
    const required = fields.filter(isRequiredInputField).map(({ name }) => name);
    return (value, depth) => {
      if (!isPlainObject(value)) return false;
      if (required.some((name) => value[name] === undefined)) return false;
      const given = Object.keys(value);
      if (type.isOneOf && (given.length !== 1 || value[given[0] ?? ""] === null)) return false;
      for (const name of given) {
        const check = checks.get(name);
        const inner = value[name];
        if (check === undefined || inner === undefined || !check(inner, depth + 1)) return false;
      }
      return true;
    };
  }

  #custom(type: GraphQLScalarType): InputCheck {
    return (value, depth) => {
      this.#refuseDeepValue(value, depth);
      return parses(type, value);
    };
  }

  /** Step by step, where types don't bound how deep a value goes. */
  #refuseDeepValue(value: unknown, depth: number): void {
    const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (typeof next.value !== "object" || next.value === null) continue;
      this.#refuseDeeperThan(next.depth);
      for (const inner of Object.values(next.value)) open.push({ value: inner, depth: next.depth + 1 });
    }
  }

  #refuseDeeperThan(depth: number): void {
    if (depth < this.#most) return;
    throw new EngineError("QUERY_TOO_LARGE", `A variable is nested more than ${this.#most} levels deep; make it flatter.`, {
      most: this.#most,
    });
  }
}

const SPECIFIED: ReadonlyMap<string, InputCheck> = new Map<string, InputCheck>([
  ["Int", (value) => typeof value === "number" && (value | 0) === value],
  ["Float", (value) => typeof value === "number" && Number.isFinite(value)],
  ["String", (value) => typeof value === "string"],
  ["Boolean", (value) => typeof value === "boolean"],
  ["ID", (value) => typeof value === "string" || Number.isInteger(value)],
]);

function enumCheck(type: GraphQLEnumType): InputCheck {
  const names = new Set(type.getValues().map(({ name }) => name));
  return (value) => typeof value === "string" && names.has(value);
}

/** What a scalar's parser throws is told by graphql-js, which asks it again. */
function parses(type: GraphQLScalarType, value: unknown): boolean {
  try {
    return type.parseValue(value) !== undefined;
  } catch {
    return false;
  }
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
