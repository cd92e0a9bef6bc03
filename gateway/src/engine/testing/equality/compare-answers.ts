import type { Answer, Answered, Path } from "./answer";

/** What comparing two answers came to. */
export interface Comparison {
  /** What differs, in a sentence; null where they are equal. */
  readonly difference: string | null;
  /** Rules that were needed to call them equal. */
  readonly allowed: readonly Allowance[];
}

/**
 * Where a federated answer can't be told to equal that of graphql-js, and needn't:
 *
 * - `lost-together`: several things go wrong beneath one place that is lost for each of them. The specification has one
 *   error told of it and leaves open which; graphql-js reads field by field and tells the first, a gateway asks several
 *   subgraphs at once and may tell any of them, or more. Both must tell at least one, and the gateway none at a place
 *   where nothing is wrong.
 * - `parts-keep-more`: what `@defer` puts off is lost by itself, so that the null of a deferred field goes no further
 *   than its fragment, and what stands around it stays. The undeferred answer is null there, the one in parts isn't.
 */
export type Allowance = "lost-together" | "parts-keep-more";

const EQUAL: Comparison = { difference: null, allowed: [] };

/** Compares an answer with the one that is right. `everyFault` gives all places where something is wrong. */
export function compareAnswers(right: Answer, given: Answer, everyFault: () => readonly Path[]): Comparison {
  if (right.kind === "refused" || given.kind === "refused") return compareRefusals(right, given);
  const data: unknown = JSON.parse(right.data);
  const wrong = (given.denied ?? []).find((path) => holdsValue(data, path));
  if (wrong !== undefined) return different(`denied at ${textOf(wrong)}, where there is a value`);
  const told = { ...given, errors: [...given.errors, ...deniedIn(right, given)] };
  if (given.inParts === true) return compareParts(right, told);
  if (right.data !== given.data) return different("other data");
  return compareErrors(right, told, everyFault);
}

/** Where the right answer denies something, and the given one tells so for all the places that differ by an index alone. */
function deniedIn(right: Answered, given: Answered): readonly Path[] {
  const denied = new Set((given.denied ?? []).map(textOf));
  return (right.denied ?? []).filter((path) => denied.has(textOf(path.filter((step) => typeof step === "string"))));
}

/** Whether a path without indexes leads to a value anywhere. */
function holdsValue(data: unknown, [step, ...rest]: Path): boolean {
  if (Array.isArray(data)) return data.some((item) => holdsValue(item, step === undefined ? [] : [step, ...rest]));
  if (step === undefined || data === null || typeof data !== "object") return data !== null && data !== undefined;
  return Object.hasOwn(data, step) && holdsValue((data as Record<string | number, unknown>)[step], rest);
}

function compareRefusals(right: Answer, given: Answer): Comparison {
  if (right.kind === given.kind) return EQUAL;
  return different(
    right.kind === "refused" ? `not refused (${right.reason})` : `refused (${given.kind === "refused" ? given.reason : ""})`,
  );
}

function compareErrors(right: Answered, given: Answered, everyFault: () => readonly Path[]): Comparison {
  const data: unknown = JSON.parse(right.data);
  const rightLosses = lossesOf(data, right.errors);
  const givenLosses = lossesOf(data, given.errors);
  for (const place of new Set([...rightLosses.keys(), ...givenLosses.keys()])) {
    const one = rightLosses.get(place);
    const other = givenLosses.get(place);
    if (one === undefined) return different(`an error beneath ${place} where there is none`);
    if (other === undefined) return different(`no error for ${place}`);
  }
  const rightPaths = new Set(right.errors.map(textOf));
  const givenPaths = new Set(given.errors.map(textOf));
  if (sameItems(rightPaths, givenPaths)) return EQUAL;
  const faults = new Set(everyFault().map(textOf));
  const unknown = [...givenPaths].find((path) => !faults.has(path) && !rightPaths.has(path));
  if (unknown !== undefined) return different(`an error at ${unknown}, where nothing is wrong`);
  // A place that is null for itself has its error at exactly its own path, so only losses from beneath may differ.
  for (const [place, paths] of rightLosses) {
    if (paths.every((path) => path === place) && !sameItems(new Set(paths), new Set(givenLosses.get(place)))) {
      const deeper = [...(givenLosses.get(place) ?? [])].find((path) => path !== place && !faults.has(path));
      if (deeper !== undefined) return different(`an error at ${deeper} in place of ${place}`);
    }
  }
  return { difference: null, allowed: ["lost-together"] };
}

/** Errors by the place that is null for them: the first null on the way to where they stand. */
function lossesOf(data: unknown, errors: readonly Path[]): Map<string, string[]> {
  const losses = new Map<string, string[]>();
  for (const path of errors) {
    const place = textOf(path.slice(0, depthOfNull(data, path)));
    losses.set(place, [...(losses.get(place) ?? []), textOf(path)]);
  }
  return losses;
}

function depthOfNull(data: unknown, path: Path): number {
  let value = data;
  for (const [depth, step] of path.entries()) {
    if (value === null || typeof value !== "object") return depth;
    value = Object.hasOwn(value, step) ? (value as Record<string | number, unknown>)[step] : undefined;
  }
  return path.length;
}

/** Parts put together hold their names in another order, and may hold more where something was lost. */
function compareParts(right: Answered, given: Answered): Comparison {
  const rightData: unknown = JSON.parse(right.data);
  const givenData: unknown = JSON.parse(given.data);
  const wrong = firstBeyond(rightData, givenData, []);
  if (wrong !== null) return different(`other data at ${textOf(wrong)}`);
  if (inOrder(rightData) !== inOrder(givenData)) {
    return right.errors.length > 0 && given.errors.length > 0
      ? { difference: null, allowed: ["parts-keep-more"] }
      : different("parts that lack something without an error");
  }
  const same = sameItems(new Set(right.errors.map(textOf)), new Set(given.errors.map(textOf)));
  return same ? EQUAL : compareErrors(right, { ...given, data: right.data }, () => given.errors);
}

/** The first place where parts hold something else than what is right; null where they only hold more, or lack what was lost. */
function firstBeyond(right: unknown, given: unknown, path: Path): Path | null {
  if (right === null) return null;
  if (typeof right !== "object") return right === given ? null : path;
  if (given === null || typeof given !== "object" || Array.isArray(right) !== Array.isArray(given)) return path;
  for (const [name, value] of Object.entries(right)) {
    if (!Object.hasOwn(given, name)) return [...path, name];
    const wrong = firstBeyond(value, (given as Record<string, unknown>)[name], [...path, name]);
    if (wrong !== null) return wrong;
  }
  const more = Object.keys(given).find((name) => !Object.hasOwn(right, name));
  return more === undefined ? null : [...path, more];
}

/** JSON text with the names of objects in order. */
export function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (item === null || typeof item !== "object" || Array.isArray(item)) return item;
    const sorted = Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1));
    return sorted.flat();
  });
}

function textOf(path: Path): string {
  return path.join(".");
}

function sameItems(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((item) => other.has(item));
}

function different(difference: string): Comparison {
  return { difference, allowed: [] };
}
