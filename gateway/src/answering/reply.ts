import type { GraphQLFormattedError } from "graphql";
import { statusOf } from "../answer-errors";

/** What a question is answered with, whatever it came by and whatever it goes out as. */
export type Reply = WholeReply | ReplyInParts | ReplyStream;

/** An answer in one piece. */
export interface WholeReply {
  readonly kind: "whole";
  /** JSON text; absent where the question was refused. */
  readonly data: string | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  readonly extensions: Readonly<Record<string, unknown>> | null;
  /** Of HTTP. */
  readonly status: number;
  /** Of HTTP, beside those of every answer. */
  readonly headers: ReadonlyMap<string, string>;
}

/** What `@defer` put off. */
export interface ReplyPart {
  readonly label: string | null;
  readonly path: readonly (string | number)[];
  /** JSON text. */
  readonly data: string;
  readonly errors: readonly GraphQLFormattedError[];
}

/** An answer whose rest follows. */
export interface ReplyInParts {
  readonly kind: "parts";
  readonly first: WholeReply;
  /** Those that are ready together come together. */
  readonly parts: AsyncIterable<readonly ReplyPart[]>;
  /** What is told beside the last part. */
  readonly closing: () => Readonly<Record<string, unknown>> | null;
}

/** One answer for each event. */
export interface ReplyStream {
  readonly kind: "stream";
  readonly events: AsyncGenerator<WholeReply, void, void>;
}

/** The answer as one JSON text, with the data as the engine wrote it. */
export function textOf({ data, errors, extensions }: WholeReply): string {
  const told = errors.length === 0 ? "" : `"errors":${JSON.stringify(errors)}`;
  const beside = extensions === null ? "" : `"extensions":${JSON.stringify(extensions)}`;
  const members = [data === undefined ? "" : `"data":${data}`, told, beside].filter((member) => member !== "");
  return `{${members.join(",")}}`;
}

/** The HTTP status of a whole answer: what was executed is 200, and what was refused takes the status of its first error. */
export function usualStatus({ data, errors }: Pick<WholeReply, "data" | "errors">): number {
  return data === undefined ? statusOf(errors) : 200;
}
