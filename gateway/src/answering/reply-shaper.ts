import type { GraphQLError } from "graphql";
import type { Logger } from "pino";
import { codesOf } from "../answer-errors";
import type { AnswerInParts, AnswerPart, EngineAnswer, WholeAnswer } from "../engine/engine-api";
import type { Exchange } from "../exchange";
import { httpFactsOf } from "../http-refusal";
import { extensionsOf } from "./extensions-of";
import { type Reply, type ReplyInParts, type ReplyPart, usualStatus, type WholeReply } from "./reply";
import { mostTelling, toldErrors, toldRefusal } from "./told-errors";

const NO_HEADERS: WholeReply["headers"] = new Map();

/** Turns what the engine answered into what goes out: errors as users read them, and what is told beside the data. */
export class ReplyShaper {
  readonly #mostErrors: number;
  readonly #logger: Logger;

  constructor(mostErrors: number, logger: Logger) {
    this.#mostErrors = mostErrors;
    this.#logger = logger;
  }

  shape(answer: EngineAnswer, exchange: Exchange): Reply {
    if (answer.kind === "parts") return this.inParts(answer, exchange);
    if (answer.kind === "stream") return { kind: "stream", events: this.#events(answer.events, exchange) };
    return this.#told(answer, exchange);
  }

  inParts({ first, parts }: AnswerInParts, exchange: Exchange): ReplyInParts {
    const told = { ...this.#told(first, exchange), extensions: null };
    return { kind: "parts", first: told, parts: this.#parts(parts, exchange), closing: () => extensionsOf(exchange) };
  }

  refusal(error: unknown, exchange: Exchange): WholeReply {
    const told = this.#whole({ data: undefined, errors: toldRefusal(error, this.#mostErrors, this.#logger) }, exchange);
    return { ...told, ...httpFactsOf(error) };
  }

  #told({ data, errors, errorsLeftOut, nodes, cost }: WholeAnswer, exchange: Exchange): WholeReply {
    exchange.actualNodes = cost?.actual ?? nodes;
    if (cost !== undefined) exchange.estimatedNodes = cost.estimated;
    exchange.errorsLeftOut = errorsLeftOut;
    return this.#whole({ data, errors: this.#shaped(errors, exchange) }, exchange);
  }

  #shaped(errors: readonly GraphQLError[], exchange: Exchange): WholeReply["errors"] {
    if (errors.length === 0) return [];
    exchange.errorsLeftOut += Math.max(0, errors.length - this.#mostErrors);
    return mostTelling(toldErrors(errors.slice(0, this.#mostErrors), this.#logger), this.#mostErrors);
  }

  #whole({ data, errors }: Pick<WholeReply, "data" | "errors">, exchange: Exchange): WholeReply {
    exchange.codes = codesOf(errors);
    const status = usualStatus({ data, errors });
    return { kind: "whole", data, errors, extensions: extensionsOf(exchange), status, headers: NO_HEADERS };
  }

  async *#parts(batches: AnswerInParts["parts"], exchange: Exchange): AsyncGenerator<readonly ReplyPart[], void, void> {
    for await (const batch of batches) yield batch.map((part) => this.#part(part, exchange));
  }

  #part({ errorsLeftOut, errors, ...part }: AnswerPart, exchange: Exchange): ReplyPart {
    exchange.errorsLeftOut += errorsLeftOut;
    return { ...part, errors: this.#shaped(errors, exchange) };
  }

  async *#events(events: AsyncIterable<WholeAnswer>, exchange: Exchange): AsyncGenerator<WholeReply, void, void> {
    for await (const event of events) yield this.#told(event, exchange);
  }
}
