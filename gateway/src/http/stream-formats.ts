import { textOf, type WholeReply } from "../answering/reply";

/** The two ways of sending answers one after the other over HTTP: GraphQL over SSE, and what Apollo's clients speak. */
export type StreamFormat = "text/event-stream" | "subscriptionSpec=1.0";

/** How a stream is written, piece by piece. */
export interface StreamWriter {
  readonly contentType: string;
  /** Sent at once: some clients take a response as begun only when something of its body is there. */
  readonly begin: string;
  /** A sign of life. */
  readonly heartbeat: string;
  readonly end: string;
  event(reply: WholeReply): string;
}

const PART = "Content-Type: application/json; charset=utf-8\r\n\r\n";
const DELIMITER = "\r\n--graphql";

/** Each part ends with the delimiter of the next, so that a client that waits for it has the whole part at once. */
const part = (text: string): string => `${PART}${text}${DELIMITER}\r\n`;

export const STREAM_WRITERS: Readonly<Record<StreamFormat, StreamWriter>> = {
  "text/event-stream": {
    contentType: "text/event-stream; charset=utf-8",
    begin: ":\n\n",
    heartbeat: ":\n\n",
    end: "event: complete\ndata:\n\n",
    event: (reply) => `event: next\ndata: ${textOf(reply)}\n\n`,
  },
  "subscriptionSpec=1.0": {
    contentType: 'multipart/mixed; boundary="graphql"; subscriptionSpec=1.0',
    begin: `${DELIMITER}\r\n`,
    heartbeat: part("{}"),
    // What stands after the last delimiter is none of the answer.
    end: `${PART}{}${DELIMITER}--\r\n`,
    // What isn't an answer to the question stands beside the payload: it is the stream that failed.
    event: (reply) => part(reply.data === undefined ? `{"payload":null,${textOf(reply).slice(1)}` : `{"payload":${textOf(reply)}}`),
  },
};
