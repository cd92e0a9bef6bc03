import { Kind, type OperationDefinitionNode, type SelectionSetNode } from "graphql";
import type { FetchNode } from "../plan/plan";
import { entitySelection } from "./fetch-text";
import type { PathStep } from "./flatten-path";

/** A fetch of a plan, and where it stands. */
export interface PlacedFetch {
  readonly node: FetchNode;
  readonly steps: readonly PathStep[];
  readonly definition: OperationDefinitionNode;
}

interface Reach extends PlacedFetch {
  readonly names: readonly string[];
  /** Where objects of its answer stand below it, by names: "team.lead". */
  readonly objects: ReadonlySet<string>;
}

/**
 * Fetches of whose answer one object may stand at several places of the tree: places that one representation stands for,
 * and places of the answer at which it holds the same. That is so where nothing tells those places apart later on. Not so
 * where
 *
 * - another fetch answers the same nested objects for the places themselves, which may differ in what it requires;
 * - a fetch below goes on from some of the places alone, having a type condition, or takes a value from above them.
 */
export function sharedAnswers(fetches: readonly PlacedFetch[]): ReadonlySet<FetchNode> {
  // Names of the answer and of the tree differ: too rare to follow.
  if (fetches.some(({ node }) => (node.outputRewrites ?? []).length > 0)) return new Set();
  const reaches = fetches.map(reachOf);
  const shared = reaches.filter((one) => reaches.every((other) => other === one || leavesAlone(other, one)));
  return new Set(shared.map(({ node }) => node));
}

function leavesAlone(other: Reach, one: Reach): boolean {
  if (isPrefix(other.names, one.names)) return ![...other.objects].some((name) => one.objects.has(name));
  if (!isPrefix(one.names, other.names)) return true;
  const further = other.steps.slice(one.steps.length);
  const goesFurther = goesThrough(other.steps, one.steps) && further.slice(0, -1).every(({ conditions }) => conditions === null);
  return goesFurther && other.node.contextRewrites === undefined;
}

function goesThrough(steps: readonly PathStep[], first: readonly PathStep[]): boolean {
  return steps.length > first.length && first.every((step, index) => isSameStep(step, steps[index]));
}

function isSameStep(one: PathStep, other: PathStep | undefined): boolean {
  return one.name === other?.name && one.conditions?.join() === other.conditions?.join();
}

function isPrefix(one: readonly string[], other: readonly string[]): boolean {
  return one.every((name, index) => name === other[index]);
}

function reachOf({ node, steps, definition }: PlacedFetch): Reach {
  const names = steps.map(({ name }) => name);
  const selection = node.requires === undefined ? definition.selectionSet : entitySelection(definition);
  const objects = new Set<string>();
  addObjects(selection, names, objects);
  return { node, steps, definition, names, objects };
}

function addObjects(set: SelectionSetNode, above: readonly string[], objects: Set<string>): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) addObjects(selection.selectionSet, above, objects);
    else if (selection.kind === Kind.FIELD && selection.selectionSet !== undefined) {
      const names = [...above, (selection.alias ?? selection.name).value];
      objects.add(names.join("."));
      addObjects(selection.selectionSet, names, objects);
    }
  }
}
