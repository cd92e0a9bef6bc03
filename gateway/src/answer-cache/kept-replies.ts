import { nameOfPoint } from "@actionline/kit/point";
import type { Begun } from "../answering/hub-engine";
import type { Reply, WholeReply } from "../answering/reply";
import type { Exchange } from "../exchange";
import type { Question } from "../question";
import type { AnswerCache, AnswerKey, FoundAnswer } from "./answer-cache";
import { type AnswerLifetime, answerLifetime } from "./answer-lifetime";

/** Gives replies again while they may be kept, and says in their headers how long whoever asks may keep them too. */
export class KeptReplies {
  readonly #cache: AnswerCache;
  readonly #usual: Readonly<Record<string, number>>;

  /** @param usual seconds by subgraph, where neither the schema nor the subgraph says */
  constructor(cache: AnswerCache, usual: Readonly<Record<string, number>>) {
    this.#cache = cache;
    this.#usual = usual;
  }

  /** The kept reply, or the one that is made. */
  async through(begun: Begun, question: Question, exchange: Exchange, make: () => Promise<Reply>): Promise<Reply> {
    const key = keyOf(begun, question, exchange);
    if (key === null) return make();
    const found = this.#cache.find(key);
    if (found !== null) return again(found);
    const reply = await make();
    if (reply.kind !== "whole") return reply;
    const lifetime = answerLifetime(begun.generation.caching(begun.prepared), exchange.fetches, this.#usual);
    this.#cache.keep(key, reply, lifetime);
    return lifetime.seconds > 0 && reply.errors.length === 0 ? withHeaders(reply, lifetime) : reply;
  }
}

/** Null where the answer is nobody's to have again: of what changes something, comes in parts or is only planned. */
function keyOf({ generation, prepared }: Begun, question: Question, exchange: Exchange): AnswerKey | null {
  const { request, principal, inParts, planOnly, explains } = exchange;
  if (prepared.kind !== "query" || planOnly || explains || inParts || request === null) return null;
  const { asOf } = request;
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
