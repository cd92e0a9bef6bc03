import { canonicalText } from "@actionline/log/canonical";
import type { GraphQLSchema } from "graphql";
import { type Key, keysWithin } from "../entity-key";
import type { EntityType } from "../subgraph-shape";
import { checkedValue, UnusableValue } from "./checked-value";
import type { EntityQuestion } from "./entity-question";

/** What an agency told of one thing: the values that could be used; null where it says that it knows no such thing. */
export interface Told {
  readonly key: Key;
  readonly values: Readonly<Record<string, unknown>> | null;
}

export interface ToldThings {
  readonly things: readonly Told[];
  /** By what was wrong, how often. */
  readonly faults: Readonly<Record<string, number>>;
}

interface Asked {
  readonly keys: readonly Key[];
  readonly entity: EntityType;
  readonly question: EntityQuestion;
  readonly schema: GraphQLSchema;
}

/** Characters that the values of one thing may come to. */
const LONGEST = 65_536;

/** Reads an answer that nobody vouches for: only what was asked, of the type it must have, about the thing that was asked for. */
export function toldOf(answer: { readonly data?: unknown; readonly errors?: unknown }, asked: Asked): ToldThings {
  const entities = entitiesOf(answer.data);
  const faults: Record<string, number> = {};
  const count = (what: string): void => {
    faults[what] = (faults[what] ?? 0) + 1;
  };
  if (entities === null || entities.length !== asked.keys.length) return { things: [], faults: { SOURCE_ENTITY_MISMATCH: 1 } };
  const failed = failedPlaces(answer.errors);
  const things = asked.keys.flatMap((key, index): readonly Told[] => {
    const entity = entities[index];
    if (entity === null || entity === undefined) {
      // An error leaves open whether it knows the thing; a null without one is an answer.
      if (failed.has(`${index}`)) count("SOURCE_ERROR");
      return failed.has(`${index}`) ? [] : [{ key, values: null }];
    }
    const told = isObject(entity) && isAbout(entity, key, asked) ? valuesOf(entity, `${index}`, failed, asked, count) : null;
    if (told === null) count("SOURCE_ENTITY_MISMATCH");
    return told === null ? [] : [{ key, values: told }];
  });
  return { things, faults };
}

/** Everything that it says by way of a key has to be what was asked for. */
function isAbout(entity: Record<string, unknown>, key: Key, { entity: type }: Asked): boolean {
  if (entity.__typename !== type.name) return false;
  const wanted = canonicalText(key);
  return keysWithin(type, entity).some((one) => canonicalText(one) === wanted);
}

function valuesOf(
  entity: Record<string, unknown>,
  place: string,
  failed: ReadonlySet<string>,
  { question, schema }: Asked,
  count: (what: string) => void,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [alias, { name, field }] of question.fields) {
    if (failed.has(`${place}.${alias}`)) count("SOURCE_ERROR");
    else if (Object.hasOwn(entity, alias)) keep(values, name, () => checkedValue(entity[alias], field.type, schema), count);
  }
  if (canonicalText(values).length <= LONGEST) return values;
  count("SOURCE_TOO_LARGE");
  return {};
}

function keep(values: Record<string, unknown>, name: string, check: () => unknown, count: (what: string) => void): void {
  try {
    values[name] = check();
  } catch (error) {
    if (!(error instanceof UnusableValue)) throw error;
    count("SOURCE_INVALID_VALUE");
  }
}

function entitiesOf(data: unknown): readonly unknown[] | null {
  return isObject(data) && Array.isArray(data._entities) ? data._entities : null;
}

/** Where something failed: `3` for a thing, `3.v0` for anything at or beneath a value of it. */
function failedPlaces(errors: unknown): ReadonlySet<string> {
  if (!Array.isArray(errors)) return new Set();
  const places = errors.flatMap((error: unknown) => {
    const path = isObject(error) && Array.isArray(error.path) ? error.path : [];
    const [root, index, alias] = path as readonly unknown[];
    if (root !== "_entities" || typeof index !== "number") return [];
    return [`${index}`, ...(typeof alias === "string" ? [`${index}.${alias}`] : [])];
  });
  return new Set(places);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
