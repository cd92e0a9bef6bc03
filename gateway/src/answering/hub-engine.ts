import type { EngineAnswer, EngineQuestion, Generation, PreparedOperation } from "../engine/engine-api";
import type { FetchReport } from "../engine/execution/execution";
import type { Exchange } from "../exchange";
import { putsOff, withoutDefer } from "./without-defer";

/** An operation, and the generation that it keeps to from beginning to end. */
export interface Begun {
  readonly generation: Generation<Exchange>;
  readonly prepared: PreparedOperation;
}

/** The engine as requests of the hub use it: in as many pieces as whoever asks can take. */
export class HubEngine {
  readonly #generation: () => Generation<Exchange>;
  /** Operations that put something off, as they are asked for whoever takes one piece. */
  readonly #inOnePiece = new WeakMap<PreparedOperation, string>();

  /** @param generation the one of the moment */
  constructor(generation: () => Generation<Exchange>) {
    this.#generation = generation;
  }

  async begin(question: EngineQuestion, exchange: Exchange): Promise<Begun> {
    const generation = this.#generation();
    const prepared = await this.#prepare(generation, question, exchange);
    exchange.operationName = prepared.operation.name?.value ?? null;
    exchange.begun = { generation, prepared };
    return exchange.begun;
  }

  async execute({ generation, prepared }: Begun, variables: Readonly<Record<string, unknown>>, exchange: Exchange): Promise<EngineAnswer> {
    if (exchange.planOnly) {
      exchange.plan = await generation.explain(prepared);
      return { kind: "whole", data: "null", errors: [], errorsLeftOut: 0, nodes: 0 };
    }
    if (exchange.explains) exchange.plan = await exchange.deadline.within(generation.explain(prepared));
    const onFetch = (report: FetchReport): void => void exchange.fetches.push(report);
    const request = { variables, signal: exchange.deadline.signal, scope: exchange, onFetch };
    return generation.execute(prepared, request);
  }

  async #prepare(generation: Generation<Exchange>, question: EngineQuestion, { inParts }: Exchange): Promise<PreparedOperation> {
    const prepared = await generation.prepare(question);
    if (inParts || !question.query.includes("@defer") || !putsOff(prepared.normalised)) return prepared;
    const query = this.#inOnePiece.get(prepared) ?? withoutDefer(question.query);
    this.#inOnePiece.set(prepared, query);
    return generation.prepare({ ...question, query });
  }
}
