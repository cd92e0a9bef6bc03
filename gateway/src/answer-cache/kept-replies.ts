import { nameOfPoint } from "@actionline/kit/point";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Begun } from "../answering/hub-engine";
import type { Reply, WholeReply } from "../answering/reply";
import type { PreparedOperation } from "../engine/engine-api";
import type { Exchange } from "../exchange";
import type { Question } from "../question";
import type { AnswerCache, AnswerKey, FoundAnswer } from "./answer-cache";
import { type AnswerLifetime, answerLifetime } from "./answer-lifetime";

/** Gives replies again while they may be kept, and says in their headers how long whoever asks may keep them too. */
export class KeptReplies {
  readonly #cache: AnswerCache;
  readonly #usual: Readonly<Record<string, number>>;
  /** Operations that had an answer which may be kept: no other is looked for, since most operations never have one. */
  readonly #kept = new WeakSet<PreparedOperation>();

  /** @param usual seconds by subgraph, where neither the schema nor the subgraph says */
  constructor(cache: AnswerCache, usual: Readonly<Record<string, number>>) {
    this.#cache = cache;
    this.#usual = usual;
  }

  /** The kept reply, or the one that is made. */
  async through(begun: Begun, question: Question, exchange: Exchange, make: () => Promise<Reply>): Promise<Reply> {
    const { request } = exchange;
    if (request === null || !mayBeHadAgain(begun, exchange)) return make();
    const found = this.#kept.has(begun.prepared) ? this.#cache.find(keyOf(begun, question, request)) : null;
    if (found !== null) return again(found);
    const reply = await make();
    if (reply.kind !== "whole" || reply.errors.length > 0) return reply;
    const lifetime = answerLifetime(begun.generation.caching(begun.prepared), exchange.fetches, this.#usual);
    if (lifetime.seconds <= 0) return reply;
    this.#kept.add(begun.prepared);
    this.#cache.keep(keyOf(begun, question, request), reply, lifetime);
    return withHeaders(reply, lifetime);
  }
}

/** Not so for what changes something, comes in parts or is only planned. */
function mayBeHadAgain({ prepared }: Begun, { inParts, planOnly, explains }: Exchange): boolean {
  return prepared.kind === "query" && !planOnly && !explains && !inParts;
}

function keyOf({ generation }: Begun, question: Question, { asOf, principal }: RequestContext): AnswerKey {
  return {
    generation: generation.id,
    query: question.query,
    operationName: question.operationName ?? null,
    variables: question.variables ?? {},
    // The latest point has another instant each time; what it reads is the same until the next entry.
    point: asOf.latest ? `latest ${asOf.sequence}` : nameOfPoint(asOf),
    principal: principal.id,
  };
}

function again({ reply, age, left, private: own }: FoundAnswer): WholeReply {
  const told = withHeaders(reply, { seconds: left, private: own });
  return { ...told, headers: new Map([...told.headers, ["age", String(age)]]) };
}

function withHeaders(reply: WholeReply, { seconds, private: own }: AnswerLifetime): WholeReply {
  const scope = own ? "private" : "public";
  return { ...reply, headers: new Map([...reply.headers, ["cache-control", `max-age=${seconds}, ${scope}`]]) };
}
