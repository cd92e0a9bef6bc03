import type { TreeObject } from "../answer/tree";
import type { FetchNode } from "../plan/plan";
import { ContextReader } from "./context-values";
import { EchoingFetch } from "./echoing-fetch";
import { EntityBatch } from "./entity-batch";
import { type EntityReceiver, receiverOf } from "./entity-receiver";
import { plainOperation } from "./fetch-text";
import { objectsAt, type PathStep } from "./flatten-path";
import { NO_ECHOES } from "./key-echo";
import type { Part } from "./part";
import type { PlanContext } from "./plan-context";
import { type RepresentationWriter, representationWriter, typesSent } from "./representation";
import type { RunState } from "./run-state";
import { SentRepresentations } from "./sent-representations";
import type { Step } from "./step";
import type { AddedVariable, FetchOperation } from "./subgraph-question";

/** A way to ask for entities: with their keys asked back, or without. */
export interface EntityAsking {
  readonly operation: FetchOperation;
  readonly receiver: EntityReceiver;
}

/** Asks a subgraph to add to objects of the tree that it knows by their keys. */
export class EntityFetch implements Step {
  readonly #plain: EntityAsking;
  readonly #echoing: EchoingFetch | null;
  readonly #steps: readonly PathStep[];
  readonly #context: PlanContext;
  readonly #writer: RepresentationWriter;
  /** The same for fetches that ask about the same objects in the same words. */
  readonly #batchKey: string;
  readonly #values: ContextReader | null;
  readonly #isFinal: boolean;

  constructor(node: FetchNode, steps: readonly PathStep[], context: PlanContext) {
    const definition = context.definitionOf(node);
    const values = node.contextRewrites === undefined ? null : new ContextReader(node.contextRewrites, context.types);
    const usages = (node.variableUsages ?? []).filter((name) => values?.variables.includes(name) !== true);
    this.#plain = { operation: plainOperation(node, usages), receiver: receiverOf(node, definition, NO_ECHOES, steps, context) };
    this.#echoing = EchoingFetch.of(node, definition, usages, steps, context);
    this.#steps = steps;
    this.#context = context;
    const keysOf = (typename: string) => context.keysOf(node.serviceName, typename);
    this.#writer = representationWriter(node, keysOf, context.types);
    this.#batchKey = JSON.stringify([steps, node.requires, node.inputRewrites, typesSent(node).map(keysOf)]);
    this.#values = values;
    this.#isFinal = context.isFinal(node);
  }

  get subgraph(): string {
    return this.#plain.operation.subgraph;
  }

  /** The operations that it may send. */
  get operations(): readonly FetchOperation[] {
    return this.#echoing === null ? [this.#plain.operation] : [this.#plain.operation, this.#echoing.asking.operation];
  }

  /** Whether one run may ask several questions of it at once. */
  get isManifold(): boolean {
    return this.#values !== null;
  }

  run(state: RunState, part: Part): Promise<void> | undefined {
    if (this.#values === null) {
      const batch = state.batchOf(this.#batchKey, () =>
        this.#batch(objectsAt(state.tree, this.#steps, this.#context.types, state.hasMeetings)),
      );
      this.#plain.receiver.passOver(batch, state);
      if (batch.size > 0) return this.#fetch(batch, [], state, part);
      if (this.#isFinal) part.queue.passBy(this.subgraph);
      return undefined;
    }
    const groups = this.#values.groups(state.tree, this.#steps).map(({ objects, values }) => ({ batch: this.#batch(objects), values }));
    for (const { batch } of groups) this.#plain.receiver.passOver(batch, state);
    const pending = groups.filter(({ batch }) => batch.size > 0).map(({ batch, values }) => this.#fetch(batch, values, state, part));
    return pending.length === 0 ? undefined : Promise.all(pending).then(() => undefined);
  }

  #batch(objects: readonly TreeObject[]): EntityBatch {
    return new EntityBatch(objects, this.#writer);
  }

  async #fetch(batch: EntityBatch, values: readonly AddedVariable[], state: RunState, part: Part): Promise<void> {
    try {
      const added = [this.#sent(batch, state), ...values];
      let isFinal = this.#isFinal;
      const ask = ({ operation }: EntityAsking) => {
        const asked = part.queue.ask({ operation, added, size: batch.size, isFinal });
        // Asked a second time, nobody waits for it any more.
        isFinal = false;
        return asked;
      };
      const { asking, reply } = (await this.#echoing?.ask(state, ask, this.#plain)) ?? {
        asking: this.#plain,
        reply: await ask(this.#plain),
      };
      asking.receiver.receive(reply, batch, state, part.faults);
    } catch (failure) {
      this.#plain.receiver.lose(failure, batch, state, part.faults);
    }
  }

  /** As the tree is now: what waits to be sent may see it grow. */
  #sent(batch: EntityBatch, state: RunState): SentRepresentations {
    if (state.transportOf(this.subgraph).trusted) return new SentRepresentations(() => batch.representations, batch.objects());
    const texts = batch.representations;
    return new SentRepresentations(() => texts, null);
  }
}
