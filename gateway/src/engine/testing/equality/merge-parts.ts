import type { Path } from "./answer";

/** Puts a part into the answer that it belongs to, where it isn't null. */
export function mergePart(answer: unknown, path: Path, part: unknown): void {
  if (part !== null) merge(at(answer, path), part);
}

function at(answer: unknown, path: Path): unknown {
  return path.reduce((value: unknown, step) => {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, step))
      throw new Error(`a part for ${path.join(".")}, which isn't there`);
    return (value as Record<string | number, unknown>)[step];
  }, answer);
}

function merge(into: unknown, from: unknown): void {
  if (into === null || typeof into !== "object" || from === null || typeof from !== "object") {
    throw new Error("a part for what isn't an object");
  }
  for (const [name, value] of Object.entries(from)) {
    const before = Object.hasOwn(into, name) ? (into as Record<string, unknown>)[name] : undefined;
    if (before !== null && typeof before === "object" && value !== null && typeof value === "object") merge(before, value);
    // Assigned, a field called __proto__ would be lost.
    else Object.defineProperty(into, name, { value, enumerable: true, configurable: true, writable: true });
  }
}
