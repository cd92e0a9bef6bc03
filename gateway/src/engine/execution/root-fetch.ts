import type { TreeObject } from "../answer/tree";
import type { FetchNode } from "../plan/plan";
import { codeOfFault, sourceFault } from "../transport/source-faults";
import type { SubgraphAnswer } from "../transport/transport";
import { AlikeObjects } from "./alike";
import { type Answered, answeredAt } from "./answered";
import { ALWAYS } from "./asked-when";
import { placeOfError } from "./error-place";
import type { FaultLog, Place } from "./fault-log";
import { type FaultNote, FaultNotes, withoutTold } from "./fault-note";
import { plainOperation } from "./fetch-text";
import { objectsAt, type PathStep } from "./flatten-path";
import { mergeObject } from "./merge";
import type { Part } from "./part";
import { visitPlaces } from "./places";
import type { PlanContext } from "./plan-context";
import { pendingRewrites } from "./rewrites";
import type { RunState } from "./run-state";
import { namesAsked, type Shape } from "./shape";
import type { Step } from "./step";
import type { FetchOperation } from "./subgraph-question";
import { takeObject } from "./take";

const ROOTS = { query: "Query", mutation: "Mutation", subscription: "Subscription" } as const;

/** Asks root fields of a subgraph, for the tree's root or for each `Query` that stands further down. */
export class RootFetch implements Step {
  readonly operation: FetchOperation;
  readonly #steps: readonly PathStep[];
  readonly #context: PlanContext;
  readonly #shape: Shape;
  readonly #renames: boolean;
  /** Places of its answer may hold the same objects. */
  readonly #shares: boolean;

  constructor(node: FetchNode, steps: readonly PathStep[], context: PlanContext) {
    this.operation = plainOperation(node, node.variableUsages ?? []);
    this.#steps = steps;
    this.#context = context;
    this.#renames = (node.outputRewrites ?? []).length > 0;
    this.#shares = context.shares(node);
    this.#shape = rootShape(node, context);
  }

  run(state: RunState, part: Part): Promise<void> | undefined {
    const targets = objectsAt(state.tree, this.#steps, this.#context.types, state.hasMeetings);
    return targets.length === 0 ? undefined : this.#fetch(targets, state, part);
  }

  /** Takes up an answer; a subscription's events come this way too. */
  receive({ data, errors, errorsLeftOut }: SubgraphAnswer, targets: readonly TreeObject[], state: RunState, faults: FaultLog): void {
    faults.leftOut += errorsLeftOut ?? 0;
    const notes: FaultNote[] = errors.map((error) => ({
      path: placeOfError(error.path ?? [], this.#shape),
      code: codeOfFault(error.original),
      cause: error.original ?? error,
    }));
    if (data !== null) notes.push(...withoutTold(this.#merge(data, targets, state).notes, notes));
    else if (errors.length === 0) this.lose(sourceFault(this.operation.subgraph, "SOURCE_INVALID_SHAPE"), targets, state, faults);
    if (notes.length > 0) this.#tell(notes, data, targets, state, faults);
  }

  /** Tells that nothing of what was asked came. */
  lose(failure: unknown, targets: readonly TreeObject[], state: RunState, faults: FaultLog): void {
    this.#atPlaces(targets, state, faults, (place) =>
      faults.tellLost(this.operation.subgraph, place, namesAsked(this.#shape, state.run.variables), failure),
    );
  }

  async #fetch(targets: readonly TreeObject[], state: RunState, part: Part): Promise<void> {
    try {
      this.receive(await state.ask(this.operation, [], 0), targets, state, part.faults);
    } catch (failure) {
      this.lose(failure, targets, state, part.faults);
    }
  }

  #merge(data: Answered, targets: readonly TreeObject[], state: RunState): FaultNotes {
    const adopts = state.transportOf(this.operation.subgraph).trusted && !this.#renames;
    const found = new FaultNotes(this.#context.settings.mostFaults);
    const walk = { path: [], faults: found, types: this.#context.types, copies: targets.length > 1 };
    const alike = this.#shares && targets.length === 1 ? new AlikeObjects(state.repeated) : null;
    const taken = takeObject(data, this.#shape, adopts, walk, alike);
    if (state.repeated.size > 0) state.hasMeetings = true;
    for (const target of targets) {
      if (!mergeObject(target, taken, this.#shape, walk)) found.add({ path: [], code: "SOURCE_ENTITY_MISMATCH" });
    }
    state.hasGrown();
    return found;
  }

  /** An error that points nowhere belongs to the fields that it left without an answer, or else to no place. */
  #tell(notes: readonly FaultNote[], data: Answered | null, targets: readonly TreeObject[], state: RunState, faults: FaultLog): void {
    const asked = new Set(namesAsked(this.#shape, state.run.variables));
    const lacks = (name: string) => data === null || (answeredAt(data, name) ?? null) === null;
    const lacking = this.#shape.fields.filter(({ name, treeName }) => asked.has(treeName) && lacks(name));
    for (const note of notes) {
      const paths = note.path.length > 0 ? [note.path] : lacking.map(({ treeName }) => [treeName]);
      if (paths.length === 0) faults.tell(this.operation.subgraph, null, note);
      else this.#atPlaces(targets, state, faults, (place) => tellAll(paths, note, this.operation.subgraph, place, faults));
    }
  }

  #atPlaces(targets: readonly TreeObject[], state: RunState, faults: FaultLog, tell: (place: Place) => void): void {
    if (this.#steps.length === 0) {
      tell([]);
      return;
    }
    const wanted = new Set(targets);
    visitPlaces(state.tree, this.#steps, this.#context.types, faults, (object, place) => {
      if (wanted.has(object)) tell(place);
    });
  }
}

function tellAll(paths: readonly Place[], note: FaultNote, subgraph: string, place: Place, faults: FaultLog): void {
  for (const path of paths) faults.tell(subgraph, place, { ...note, path });
}

function rootShape(node: FetchNode, context: PlanContext): Shape {
  const { selectionSet } = context.definitionOf(node);
  const root = ROOTS[node.operationKind];
  const asked = [{ set: selectionSet, when: ALWAYS, parent: root }];
  const shape = context.shapesOf(node.serviceName).shapes(root, asked, pendingRewrites(node.outputRewrites)).of(undefined);
  if (shape === null) throw new Error(`A plan asks ${root} of ${node.serviceName}, which doesn't have it.`);
  return shape;
}
