import type { OperationDefinitionNode } from "graphql";
import type { FetchNode } from "../plan/plan";
import type { Transport } from "../transport/transport";
import type { EntityAsking } from "./entity-fetch";
import type { EntityReply } from "./entity-question";
import { receiverOf } from "./entity-receiver";
import type { PathStep } from "./flatten-path";
import { echoing, type KeyEchoes } from "./key-echo";
import type { PlanContext } from "./plan-context";
import type { RunState } from "./run-state";
import { FetchOperation } from "./subgraph-question";

/** Ways to subgraphs that answer errors where they are asked for their own keys. */
const refusing = new WeakSet<Transport>();

/** An answer, and the way of asking that it answers. */
export interface AskedAnswer {
  readonly asking: EntityAsking;
  readonly reply: EntityReply;
}

/** An entity fetch that asks for the keys as well, where the subgraph isn't taken at its word. */
export class EchoingFetch {
  readonly asking: EntityAsking;
  readonly #echoes: KeyEchoes;
  readonly #context: PlanContext;
  /** Ways that have answered this fetch with the keys: what goes wrong there later isn't the keys' doing. */
  readonly #proven = new WeakSet<Transport>();

  private constructor(asking: EntityAsking, echoes: KeyEchoes, context: PlanContext) {
    this.asking = asking;
    this.#echoes = echoes;
    this.#context = context;
  }

  static of(
    node: FetchNode,
    definition: OperationDefinitionNode,
    usages: readonly string[],
    steps: readonly PathStep[],
    context: PlanContext,
  ): EchoingFetch | null {
    const made = context.settings.echoKeys(node.serviceName) ? echoing(node, definition, context.typesOf(node.serviceName)) : null;
    if (made === null) return null;
    const operation = new FetchOperation(node.serviceName, "query", made.text, usages, node.operationName ?? undefined);
    const receiver = receiverOf(node, made.definition, made.echoes, steps, context);
    return new EchoingFetch({ operation, receiver }, made.echoes, context);
  }

  /** Asks with the keys, and once more without them where that is what went wrong; null where keys aren't to be asked. */
  async ask(state: RunState, ask: (asking: EntityAsking) => Promise<EntityReply>, plain: EntityAsking): Promise<AskedAnswer | null> {
    const transport = state.transportOf(this.asking.operation.subgraph);
    if (transport.trusted || refusing.has(transport)) return null;
    const reply = await ask(this.asking);
    if (this.#isAnswered(reply, transport)) return { asking: this.asking, reply };
    const without = await ask(plain);
    if (Array.isArray(without.entities)) this.#remember(transport);
    return { asking: plain, reply: without };
  }

  #isAnswered({ entities, errors }: EntityReply, transport: Transport): boolean {
    if (errors.some(({ path }) => this.#isEcho(path?.[1]))) return false;
    if (!Array.isArray(entities)) return errors.length === 0 || this.#proven.has(transport);
    this.#proven.add(transport);
    return true;
  }

  #isEcho(name: unknown): boolean {
    return typeof name === "string" && this.#echoes.has(name);
  }

  #remember(transport: Transport): void {
    if (refusing.has(transport)) return;
    refusing.add(transport);
    this.#context.settings.onEchoRefused(this.asking.operation.subgraph);
  }
}
