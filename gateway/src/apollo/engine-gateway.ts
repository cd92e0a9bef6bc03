import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
} from "@apollo/server-gateway-interface";
import type { HubEngine } from "../answering/hub-engine";
import { namedRefusal } from "../answering/told-errors";
import type { Generation } from "../engine/engine-api";
import type { Exchange, GatewayContext } from "../exchange";
import { valuesOf } from "./answer-values";

/** What tells of generations, the first one included. */
export interface Generations {
  current(): Generation<Exchange>;
  /** Calls back with each generation from now on; gives how to end that. */
  onChange(callback: (generation: Generation<Exchange>) => void): () => void;
}

/** The hub's engine as Apollo Server asks a gateway. */
export class EngineGateway implements GatewayInterface {
  readonly #engine: HubEngine;
  readonly #generations: Generations;

  constructor(engine: HubEngine, generations: Generations) {
    this.#engine = engine;
    this.#generations = generations;
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): () => void {
    const tell = ({ schema }: Generation<Exchange>) => callback({ apiSchema: schema, coreSupergraphSdl: "" });
    tell(this.#generations.current());
    return this.#generations.onChange(tell);
  }

  async load(): Promise<GatewayLoadResult> {
    return { executor: (requestContext) => this.#execute(requestContext) };
  }

  /** The engine is its opener's to close. */
  async stop(): Promise<void> {}

  async #execute({ context, request }: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> {
    const { exchange } = context as GatewayContext;
    if (exchange.begun === null) throw new Error("an operation is to be executed that was never begun");
    const answer = await this.#engine.execute(exchange.begun, request.variables ?? {}, exchange).catch((error: unknown) => {
      throw namedRefusal(error);
    });
    if (answer.kind !== "whole") throw new Error("an answer in parts or as a stream was made where none was asked for");
    exchange.errorsLeftOut = answer.errorsLeftOut;
    exchange.actualNodes = answer.nodes;
    return { data: valuesOf(answer.data ?? "null"), ...(answer.errors.length > 0 && { errors: answer.errors }) };
  }
}
