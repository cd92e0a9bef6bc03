import { type SourceCode, SourceError } from "../engine-error";

/** What a user is told of each fault: fixed, so that nothing a source says, and no address, can stand in it. */
const SENTENCES: Readonly<Record<SourceCode, string>> = {
  SOURCE_TIMEOUT: "took too long; ask again, or without its fields.",
  SOURCE_UNAVAILABLE: "didn't answer; ask again, or without its fields.",
  SOURCE_CIRCUIT_OPEN: "asked to be left alone for a while; ask again in a minute, or without its fields.",
  SOURCE_STATUS: "refused the question; ask again, or without its fields.",
  SOURCE_CONTENT_TYPE: "answered with something else than JSON; its agency has to repair it.",
  SOURCE_ENCODING: "answered in an encoding that wasn't asked for; its agency has to repair it.",
  SOURCE_TOO_LARGE: "answered with more bytes than are accepted; ask for less of it at once.",
  SOURCE_TOO_DEEP: "answered with values that are nested too deeply; its agency has to repair it.",
  SOURCE_TOO_MANY_NODES: "answered with more values than are accepted; ask for less of it at once.",
  SOURCE_INVALID_JSON: "answered with text that isn't JSON; its agency has to repair it.",
  SOURCE_INVALID_SHAPE: "answered with JSON that isn't a GraphQL answer; its agency has to repair it.",
  SOURCE_INVALID_VALUE: "gave a value of the wrong kind; its agency has to repair it.",
  SOURCE_ENTITY_MISMATCH: "answered for other records than were asked; its agency has to repair it.",
  SOURCE_CONTRACT_VIOLATION: "answered against its contract; its agency has to repair it.",
  SOURCE_REDIRECT: "wants to be asked at another address, which isn't followed; its agency has to publish the new one.",
  SOURCE_ADDRESS_BLOCKED: "has an address that may not be asked; its agency has to publish another.",
  SOURCE_ERROR: "answered with an error; ask again, or without its fields.",
  SOURCE_CHANGED: "was published anew or taken back, which ends subscriptions to it; subscribe anew, or without its fields.",
  NOT_MIRRORED: "can't be asked now, and no copy of this value is held; ask again later, or without its fields.",
  NOT_AS_OF: "wasn't copied yet at the point that this answer reads at; ask for a later point, or without its fields.",
};

/** The code of an error that stood in an answer; whoever answers for a source by itself says which. */
export function codeOfFault(cause: unknown): SourceCode {
  return cause instanceof SourceError ? cause.code : "SOURCE_ERROR";
}

/** A fault of a source with the sentence that belongs to its code; `cause` is for the log. */
export function sourceFault(subgraph: string, code: SourceCode, cause?: unknown): SourceError {
  return new SourceError(subgraph, code, `The source "${subgraph}" ${SENTENCES[code]}`, cause);
}
