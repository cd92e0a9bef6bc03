import type { OperationDefinitionNode } from "graphql";
import type { TreeObject } from "../answer/tree";
import type { FetchNode } from "../plan/plan";
import { sourceFault } from "../transport/source-faults";
import { AlikeObjects } from "./alike";
import { isRecord, typenameOf } from "./answered";
import type { EntityBatch } from "./entity-batch";
import { addNote, EntityFaults, type EntityNotes } from "./entity-faults";
import type { EntityReply } from "./entity-question";
import { type EntityShape, EntityShapes } from "./entity-shapes";
import type { FaultLog } from "./fault-log";
import { type FaultNote, FaultNotes, withoutTold } from "./fault-note";
import { entitySelection } from "./fetch-text";
import type { PathStep } from "./flatten-path";
import { givesKeyBack, type KeyEchoes } from "./key-echo";
import { type MergeWalk, mergeObject } from "./merge";
import { answerNull } from "./null-answer";
import type { PlanContext } from "./plan-context";
import type { RunState } from "./run-state";
import { takeObject } from "./take";

const MISMATCH: FaultNote = { path: [], code: "SOURCE_ENTITY_MISMATCH" };

/** Takes up the answers of one entity fetch: each entity is pruned, checked, compared and merged where it belongs. */
export class EntityReceiver {
  readonly #subgraph: string;
  readonly #shapes: EntityShapes;
  readonly #faults: EntityFaults;
  readonly #echoes: KeyEchoes;
  readonly #context: PlanContext;
  /** Places that one representation stands for may hold the same objects. */
  readonly #shares: boolean;
  /** Names of the answer and of the tree differ somewhere, so that even a trusted answer is copied. */
  readonly #renames: boolean;

  constructor(node: FetchNode, shapes: EntityShapes, faults: EntityFaults, echoes: KeyEchoes, context: PlanContext) {
    this.#subgraph = node.serviceName;
    this.#shapes = shapes;
    this.#faults = faults;
    this.#echoes = echoes;
    this.#shares = context.shares(node);
    this.#renames = (node.outputRewrites ?? []).length > 0;
    this.#context = context;
  }

  receive(reply: EntityReply, batch: EntityBatch, state: RunState, faults: FaultLog): void {
    faults.leftOut += reply.errorsLeftOut;
    const notes = this.#faults.notesOf(reply, batch, faults);
    const { entities } = reply;
    if (Array.isArray(entities) && entities.length === batch.size) this.#merge(entities, batch, state, notes);
    else if (Array.isArray(entities) || notes.size === 0) this.lose(sourceFault(this.#subgraph, MISMATCH.code), batch, state, faults);
    state.hasGrown();
    if (notes.size > 0) this.#faults.tell(notes, state, batch, faults);
  }

  /** What no source is asked of nobody is null, as if it had been. */
  passOver({ nobodies }: EntityBatch, state: RunState): void {
    if (nobodies.length === 0) return;
    for (const [object, typename] of nobodies) this.#answerNull([object], typename);
    state.hasGrown();
  }

  /** Tells that nothing of what was asked came. */
  lose(failure: unknown, batch: EntityBatch, state: RunState, faults: FaultLog): void {
    this.#faults.tellLost(failure, state, batch, faults);
  }

  #merge(entities: readonly unknown[], batch: EntityBatch, state: RunState, notes: EntityNotes): void {
    const trusted = state.transportOf(this.#subgraph).trusted && !this.#renames;
    const walk: MergeWalk = {
      path: [],
      faults: new FaultNotes(this.#context.settings.mostFaults),
      types: this.#context.types,
      copies: false,
    };
    const copying: MergeWalk = { ...walk, copies: !this.#shares };
    const alike = this.#shares ? new AlikeObjects(state.repeated) : null;
    for (let number = 0; number < entities.length; number++) {
      const owner = batch.owners[number];
      if (owner === undefined) continue;
      const others = batch.others[number];
      const entity = entities[number];
      if (entity === null) this.#answerNull([owner, ...(others ?? [])], batch.typenameAt(number));
      // Unless nothing tells the places apart later on, none of them may hold an object of another's.
      else this.#mergeOne(entity, owner, others, batch.typenameAt(number), trusted, others === undefined ? walk : copying, alike);
      if (others !== undefined && this.#shares) state.hasMeetings = true;
      if (walk.faults.notes.length > 0) noteEach(notes, number, walk.faults.take());
    }
    if (state.repeated.size > 0) state.hasMeetings = true;
  }

  /** The subgraph doesn't know the entity, or an error below took it. */
  #answerNull(owners: readonly TreeObject[], sent: string): void {
    const shape = this.#shapes.of(sent, undefined);
    if (shape !== null) for (const owner of owners) answerNull(owner, shape.merged);
  }

  #mergeOne(
    entity: unknown,
    owner: TreeObject,
    others: readonly TreeObject[] | undefined,
    sent: string,
    trusted: boolean,
    walk: MergeWalk,
    alike: AlikeObjects | null,
  ): void {
    const shape = isRecord(entity) ? this.#shapes.of(sent, typenameOf(entity)) : null;
    if (!isRecord(entity) || shape === null) {
      walk.faults.add(MISMATCH);
      return;
    }
    const taken = takeObject(entity, shape.answered, trusted, walk, alike);
    if (!this.#isSame(taken, owner, shape) || !mergeObject(owner, taken, shape.merged, walk)) walk.faults.add(MISMATCH);
    else if (others !== undefined) {
      for (const other of others) if (!mergeObject(other, taken, shape.merged, walk)) walk.faults.add(MISMATCH);
    }
  }

  #isSame(taken: TreeObject, owner: TreeObject, { echoNames }: EntityShape): boolean {
    return echoNames.length === 0 || givesKeyBack(taken, owner, echoNames, this.#echoes);
  }
}

/** The receiver of what one operation asks of its entities. */
export function receiverOf(
  node: FetchNode,
  definition: OperationDefinitionNode,
  echoes: KeyEchoes,
  steps: readonly PathStep[],
  context: PlanContext,
): EntityReceiver {
  const shapes = new EntityShapes(node, entitySelection(definition), echoes, context);
  const faults = new EntityFaults(node.serviceName, steps, shapes, context);
  return new EntityReceiver(node, shapes, faults, echoes, context);
}

/** Leaves out what is wrong at a place where the source itself told an error. */
function noteEach(notes: EntityNotes, number: number, found: readonly FaultNote[]): void {
  for (const note of withoutTold(found, notes.get(number) ?? [])) addNote(notes, number, note);
}
