import { hubError } from "@actionline/kit/hub-error";
import type { WholeReply } from "../answering/reply";
import type { OpenStream } from "./open-streams";
import { paced } from "./paced";

/** Answers of an open stream at its pace. One whose client isn't let in any more ends with an answer that says so. */
export async function* streamEvents(
  events: AsyncGenerator<WholeReply, void, void>,
  stream: OpenStream,
  perSecond: number,
): AsyncGenerator<WholeReply, void, void> {
  yield* paced(events, perSecond, stream.signal);
  if (stream.ended === "REVOKED") yield REVOKED;
}

const { message, extensions } = hubError(
  "UNAUTHENTICATED",
  "Your token has ended, or stands for something else now, so that this ends; sign in again, then subscribe anew.",
);

const REVOKED: WholeReply = {
  kind: "whole",
  data: undefined,
  errors: [{ message, extensions }],
  extensions: null,
  status: 401,
  headers: new Map(),
};
