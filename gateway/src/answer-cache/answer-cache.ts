import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { WholeReply } from "../answering/reply";
import type { AnswerLifetime } from "./answer-lifetime";

/** Everything that could change an answer. */
export interface AnswerKey {
  /** The supergraph. */
  readonly generation: string;
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The point of the log that is read; the latest one by its sequence. */
  readonly point: string;
  /** Who asks; null for anyone. Answers to one principal are never given to another. */
  readonly principal: string | null;
}

interface Kept {
  readonly reply: WholeReply;
  readonly keptAt: number;
  readonly until: number;
  readonly private: boolean;
}

/** An answer that was kept, and how it may be kept on. */
export interface FoundAnswer {
  readonly reply: WholeReply;
  /** Seconds. */
  readonly age: number;
  readonly left: number;
  readonly private: boolean;
}

/** Whole answers without errors, each for as long as every part of it may be kept; bounded by bytes. */
export class AnswerCache {
  readonly #kept: LRUCache<string, Kept>;
  readonly #clock: () => number;

  /** @param clock milliseconds that only go on */
  constructor(bytes: number, clock: () => number = () => performance.now()) {
    this.#clock = clock;
    this.#kept = new LRUCache({ maxSize: Math.max(1, bytes), sizeCalculation: ({ reply }) => 500 + 2 * (reply.data?.length ?? 0) });
  }

  find(key: AnswerKey): FoundAnswer | null {
    const text = textOf(key);
    const found = this.#kept.get(text);
    if (found === undefined) return null;
    const now = this.#clock();
    if (now < found.until) {
      return { reply: found.reply, age: seconds(now - found.keptAt), left: seconds(found.until - now), private: found.private };
    }
    this.#kept.delete(text);
    return null;
  }

  keep(key: AnswerKey, reply: WholeReply, lifetime: AnswerLifetime): void {
    if (lifetime.seconds <= 0 || reply.data === undefined || reply.errors.length > 0) return;
    const keptAt = this.#clock();
    this.#kept.set(textOf(key), { reply, keptAt, until: keptAt + lifetime.seconds * 1_000, private: lifetime.private });
  }

  get bytes(): number {
    return this.#kept.calculatedSize;
  }
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1_000);

function textOf({ generation, query, operationName, variables, point, principal }: AnswerKey): string {
  const whole = JSON.stringify([generation, query, operationName, sorted(variables), point, principal]);
  return createHash("sha256").update(whole).digest("base64");
}

/** One order of names, so that how a client wrote its variables doesn't matter. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)]);
}
