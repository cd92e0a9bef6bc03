import type { TreeObject } from "../answer/tree";
import { codeOfFault } from "../transport/source-faults";
import { type EntityBatch, isUnanswered } from "./entity-batch";
import type { EntityReply, PlacedError } from "./entity-question";
import type { EntityShapes } from "./entity-shapes";
import { placeOfError } from "./error-place";
import type { FaultLog, Place } from "./fault-log";
import type { FaultNote } from "./fault-note";
import type { PathStep } from "./flatten-path";
import { visitPlaces } from "./places";
import type { PlanContext } from "./plan-context";
import type { RunState } from "./run-state";
import { valueAt } from "./tree-values";

/** What is wrong with the entities of one batch, by the number of their representation. */
export type EntityNotes = Map<number, FaultNote[]>;

/** Tells what is wrong with entities at every place of the tree where they stand. */
export class EntityFaults {
  readonly #subgraph: string;
  readonly #steps: readonly PathStep[];
  readonly #shapes: EntityShapes;
  readonly #context: PlanContext;

  constructor(subgraph: string, steps: readonly PathStep[], shapes: EntityShapes, context: PlanContext) {
    this.#subgraph = subgraph;
    this.#steps = steps;
    this.#shapes = shapes;
    this.#context = context;
  }

  /** The errors that a subgraph told, by entity. One that points nowhere belongs to those that it left without an answer. */
  notesOf({ entities, errors }: EntityReply, batch: EntityBatch, faults: FaultLog): EntityNotes {
    const notes: EntityNotes = new Map();
    for (const error of errors) {
      const number = numberOf(error, batch);
      const numbers = number === null ? unansweredOf(entities, Math.min(batch.size, faults.most)) : [number];
      for (const one of numbers) addNote(notes, one, this.#note(error, batch, one));
      if (numbers.length === 0) faults.tell(this.#subgraph, null, { path: [], code: codeOfFault(error.cause), cause: error.cause });
    }
    return notes;
  }

  tell(notes: EntityNotes, state: RunState, batch: EntityBatch, faults: FaultLog): void {
    this.#visit(state, batch, faults, (object, place, number) => {
      const names = this.#shapes.namesOf(batch.typenameAt(number), state.run.variables);
      for (const note of notes.get(number) ?? []) this.#tellOne(note, object, place, names, faults);
    });
  }

  /** Tells that nothing of what was asked came. */
  tellLost(failure: unknown, state: RunState, batch: EntityBatch, faults: FaultLog): void {
    this.#visit(state, batch, faults, (object, place, number) => {
      const names = this.#shapes.namesOf(batch.typenameAt(number), state.run.variables);
      const lost = names.filter((name) => isUnanswered(object, name));
      faults.tellLost(this.#subgraph, place, lost, failure);
    });
  }

  #note({ path, cause }: PlacedError, batch: EntityBatch, number: number): FaultNote {
    const shape = this.#shapes.of(batch.typenameAt(number), undefined)?.merged ?? null;
    return { path: shape === null ? [] : placeOfError(path?.slice(1) ?? [], shape), code: codeOfFault(cause), cause };
  }

  /** What is wrong with an entity as a whole is told at each name that it lacks. */
  #tellOne(note: FaultNote, object: TreeObject, place: Place, names: readonly string[], faults: FaultLog): void {
    const lacking = note.path.length > 0 ? [] : names.filter((name) => (valueAt(object, name) ?? null) === null);
    if (lacking.length === 0) faults.tell(this.#subgraph, place, note);
    for (const name of lacking) faults.tell(this.#subgraph, place, { ...note, path: [name] });
  }

  #visit(state: RunState, batch: EntityBatch, faults: FaultLog, tell: (object: TreeObject, place: Place, number: number) => void): void {
    const numbers = batch.numbers();
    visitPlaces(state.tree, this.#steps, this.#context.types, faults, (object, place) => {
      const number = numbers.get(object);
      if (number !== undefined) tell(object, place, number);
    });
  }
}

export function addNote(notes: EntityNotes, number: number, note: FaultNote): void {
  const noted = notes.get(number);
  if (noted === undefined) notes.set(number, [note]);
  else noted.push(note);
}

function numberOf({ path }: PlacedError, { size }: EntityBatch): number | null {
  const number = path?.[0];
  return typeof number === "number" && Number.isInteger(number) && number >= 0 && number < size ? number : null;
}

/** The entities that weren't answered, as far as they may be told: all, where there is no list of them. */
function unansweredOf(entities: unknown, most: number): readonly number[] {
  const numbers = Array.from({ length: most }, (_, number) => number);
  return Array.isArray(entities) ? numbers.filter((number) => (entities[number] ?? null) === null) : numbers;
}
