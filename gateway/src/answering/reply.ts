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
export function textOf(reply: WholeReply): string {
  const { data } = reply;
  const beside = textBeside(reply);
  return data === undefined ? `{${beside.slice(1)}}` : `${BEFORE}${data}${beside}}`;
}

/**
 * The same as bytes, for long answers. The engine's text is made of many pieces until somebody reads it as one: measuring
 * it does so, which leaves nothing of the pieces to the garbage collector, and it is copied once.
 */
export function bytesOf(reply: WholeReply): Buffer {
  const { data } = reply;
  if (data === undefined) return Buffer.from(textOf(reply));
  const after = `${textBeside(reply)}}`;
  const length = Buffer.byteLength(data);
  const bytes = Buffer.allocUnsafe(BEFORE.length + length + Buffer.byteLength(after));
  bytes.write(BEFORE, "latin1");
  // As many bytes as signs: there is nothing in it but ASCII.
  bytes.write(data, BEFORE.length, length === data.length ? "latin1" : "utf8");
  bytes.write(after, BEFORE.length + length);
  return bytes;
}

const BEFORE = '{"data":';

/** What stands beside the data, each with a comma before it. */
function textBeside({ errors, extensions }: WholeReply): string {
  const told = errors.length === 0 ? "" : `,"errors":${JSON.stringify(errors)}`;
  return extensions === null ? told : `${told},"extensions":${JSON.stringify(extensions)}`;
}

/** The HTTP status of a whole answer: what was executed is 200, and what was refused takes the status of its first error. */
export function usualStatus({ data, errors }: Pick<WholeReply, "data" | "errors">): number {
  return data === undefined ? statusOf(errors) : 200;
}
