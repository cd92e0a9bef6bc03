import type { Answer, Answered, Path } from "./answer";
import { depthOfLoss, depthOfNull, holdsValue, inOrder, startsWith, textOf } from "./answer-places";

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
 * - `asked-together`: beneath such a place, a subgraph lost an object or a list because a non-nullable value in it failed,
 *   and with it what else it was asked there. A gateway can't know what that would have been, and may tell it as lost;
 *   what it belongs to is null anyway.
 * - `parts-keep-more`: what `@defer` puts off is lost by itself, so that the null of a deferred field goes no further
 *   than its fragment, and what stands around it stays. The undeferred answer is null there for an error beneath, the one
 *   in parts isn't.
 */
export type Allowance = "lost-together" | "asked-together" | "parts-keep-more";

const EQUAL: Comparison = { difference: null, allowed: [] };

/** Where something is wrong, and where of that something is denied. */
export type Faults = Pick<Answered, "errors" | "denied">;

/** Compares an answer with the one that is right. `everyFault` gives all places where something is wrong. */
export function compareAnswers(right: Answer, given: Answer, everyFault: () => Faults): Comparison {
  if (right.kind === "refused" || given.kind === "refused") return compareRefusals(right, given);
  const data: unknown = JSON.parse(right.data);
  const wrong = (given.denied ?? []).find((path) => holdsValue(data, path));
  if (wrong !== undefined) return different(`denied at ${textOf(wrong)}, where there is a value`);
  const told = { ...given, errors: [...given.errors, ...deniedIn(right, given)] };
  if (given.inParts === true) return compareParts(right, told, everyFault);
  return right.data === given.data ? compareErrors(right, told, everyFault) : different("other data");
}

/** Where the right answer denies something, and the given one tells so for all the places that differ by an index alone. */
function deniedIn(right: Faults, given: Answered): readonly Path[] {
  const denied = new Set((given.denied ?? []).map(textOf));
  return (right.denied ?? []).filter((path) => denied.has(textOf(path.filter((step) => typeof step === "string"))));
}

function compareRefusals(right: Answer, given: Answer): Comparison {
  if (right.kind === given.kind) return EQUAL;
  if (right.kind === "refused") return different(`not refused (${right.reason})`);
  return different(`refused (${given.kind === "refused" ? given.reason : ""})`);
}

/** Paths equal as sets, or else lost by the same places for reasons that there are. */
function compareErrors(right: Answered, given: Answered, everyFault: () => Faults): Comparison {
  const rightPaths = new Set(right.errors.map(textOf));
  const givenPaths = new Set(given.errors.map(textOf));
  // Each part that holds a field tells its error.
  if (givenPaths.size < given.errors.length && given.inParts !== true) return different("an error that is told twice");
  if (sameItems(rightPaths, givenPaths)) return EQUAL;
  const data: unknown = JSON.parse(right.data);
  const rightPlaces = lostPlaces(data, right.errors);
  const givenPlaces = lostPlaces(data, given.errors);
  const unfounded = [...givenPlaces].find((place) => !rightPlaces.has(place));
  if (unfounded !== undefined) return different(`an error beneath ${unfounded} where there is none`);
  const untold = [...rightPlaces].find((place) => !givenPlaces.has(place));
  if (untold !== undefined) return different(`no error for ${untold}`);
  return compareReasons(data, given, [...right.errors, ...everyFault().errors]);
}

function compareReasons(data: unknown, given: Answered, faults: readonly Path[]): Comparison {
  const others = errorsOtherThan(faults, given);
  const unknown = others.find((path) => !isLostBeside(path, depthOfNull(data, path), faults));
  if (unknown !== undefined) return different(`an error at ${textOf(unknown)}, where nothing is wrong`);
  return { difference: null, allowed: others.length > 0 ? ["lost-together", "asked-together"] : ["lost-together"] };
}

/** What is told as an error where none of these faults is. */
function errorsOtherThan(faults: readonly Path[], { errors }: Answered): readonly Path[] {
  const known = new Set(faults.map(textOf));
  return errors.filter((path) => !known.has(textOf(path)));
}

/** Whether a place stands beneath one that is null, as many steps down, for something else beneath it. */
function isLostBeside(path: Path, depth: number, faults: readonly Path[]): boolean {
  const lost = path.slice(0, depth);
  return path.length > depth && faults.some((fault) => fault.length > depth && startsWith(fault, lost));
}

/** Places that are null for an error at or beneath them: the first null on the way to each. */
function lostPlaces(data: unknown, errors: readonly Path[]): ReadonlySet<string> {
  return new Set(errors.map((path) => textOf(path.slice(0, depthOfNull(data, path)))));
}

/** Parts put together hold their names in another order, and may hold more where something was lost. */
function compareParts(right: Answered, given: Answered, everyFault: () => Faults): Comparison {
  const rightData: unknown = JSON.parse(right.data);
  const givenData: unknown = JSON.parse(given.data);
  if (inOrder(rightData) === inOrder(givenData)) return compareErrors(right, given, everyFault);
  const wrong = firstBeyond(rightData, givenData, [], lostPlaces(rightData, right.errors));
  if (wrong !== null) return different(`other data at ${textOf(wrong)}`);
  const every = everyFault();
  const faults = [...right.errors, ...every.errors];
  const others = errorsOtherThan(faults, given);
  const unknown = others.find((path) => !isLostBeside(path, depthOfLoss(givenData, path), faults));
  if (unknown !== undefined) return different(`an error at ${textOf(unknown)}, where nothing is wrong`);
  const told = [...given.errors, ...deniedIn(every, given)];
  const untold = faults
    .map((path) => path.slice(0, depthOfLoss(givenData, path)))
    .find((place) => !told.some((path) => startsWith(path, place)));
  if (untold !== undefined) return different(`no error for ${textOf(untold)} in parts`);
  return { difference: null, allowed: others.length > 0 ? ["parts-keep-more", "asked-together"] : ["parts-keep-more"] };
}

/** The first place where parts hold something else than what is right; null where they hold more for what was lost alone. */
function firstBeyond(right: unknown, given: unknown, path: Path, lost: ReadonlySet<string>): Path | null {
  if (right === null) return given === null || lost.has(textOf(path)) ? null : path;
  if (typeof right !== "object") return right === given ? null : path;
  if (given === null || typeof given !== "object" || Array.isArray(right) !== Array.isArray(given)) return path;
  const more = Object.keys(given).find((name) => !Object.hasOwn(right, name));
  if (more !== undefined) return [...path, more];
  for (const [name, value] of Object.entries(right)) {
    if (!Object.hasOwn(given, name)) return [...path, name];
    const wrong = firstBeyond(value, (given as Record<string, unknown>)[name], [...path, name], lost);
    if (wrong !== null) return wrong;
  }
  return null;
}

function sameItems(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((item) => other.has(item));
}

function different(difference: string): Comparison {
  return { difference, allowed: [] };
}
