import { canonicalText } from "@actionline/log/canonical";
import { Kind, type SelectionSetNode } from "graphql";
import type { EntityType } from "./subgraph-shape";

export type Key = Readonly<Record<string, unknown>>;

/** Under what the values of one thing of an agency's are kept. */
export function entityId(agency: string, type: string, key: Key): string {
  return `${agency}/${type}/${canonicalText(key)}`;
}

/** The first key of the type that is whole in a representation; null where none is. */
export function keyOf({ keys }: Pick<EntityType, "keys">, representation: Readonly<Record<string, unknown>>): Key | null {
  for (const key of keys) {
    const values = keyWithin(key, representation);
    if (values !== null) return values;
  }
  return null;
}

/** Every key of the type that is whole in a representation, in the SDL's order. */
export function keysWithin({ keys }: Pick<EntityType, "keys">, representation: Readonly<Record<string, unknown>>): readonly Key[] {
  return keys.map((key) => keyWithin(key, representation)).filter((key) => key !== null);
}

function keyWithin(selection: SelectionSetNode, values: Readonly<Record<string, unknown>>): Key | null {
  const key: Record<string, unknown> = {};
  for (const node of selection.selections) {
    if (node.kind !== Kind.FIELD) return null;
    const { value: name } = node.name;
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined || value === null) return null;
    const held = node.selectionSet === undefined ? plain(value) : isObject(value) ? keyWithin(node.selectionSet, value) : null;
    if (held === null) return null;
    key[name] = held;
  }
  return key;
}

/** An id is text, whether it was sent as text or as a number. */
function plain(value: unknown): unknown {
  return typeof value === "number" ? String(value) : value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
