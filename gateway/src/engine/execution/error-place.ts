import type { Place } from "./fault-log";
import type { Reader, Shape } from "./shape";

/**
 * A subgraph's error path in the tree's names, from the object that was asked about: as much of it as leads through
 * what was asked. What a source writes into a path beyond that goes nowhere.
 */
export function placeOfError(path: readonly unknown[], shape: Shape): Place {
  const place: (string | number)[] = [];
  let at: Shape | Reader | null = shape;
  for (const element of path) {
    if (at === null) break;
    const next: { name: string | number; at: Shape | Reader | null } | null = "fields" in at ? byName(element, at) : byIndex(element, at);
    if (next === null) break;
    place.push(next.name);
    at = next.at;
  }
  return place;
}

function byName(element: unknown, shape: Shape): { name: string; at: Shape | Reader | null } | null {
  const index = typeof element === "string" ? shape.index.get(element) : undefined;
  const field = index === undefined ? undefined : shape.fields[index];
  return field === undefined ? null : { name: field.treeName, at: below(field.reader) };
}

function byIndex(element: unknown, reader: Reader): { name: number; at: Shape | Reader | null } | null {
  if (typeof element !== "number" || !Number.isSafeInteger(element) || element < 0) return null;
  return { name: element, at: reader.item === null ? null : below(reader.item) };
}

/** What may come after a value in a path: an index into a list, a name of an object, or nothing. */
function below(reader: Reader): Shape | Reader | null {
  if (reader.kind === "LIST") return reader;
  return reader.shapes?.of(undefined) ?? null;
}
