import { GraphQLError } from "graphql";
import { clientPath } from "../answer/client-path";
import type { AnswerPath, Gap } from "../answer/projection";
import type { Fault } from "../answer/tree";
import type { EngineError } from "../engine-error";
import type { AskedNode } from "../operation/normalised-operation";

/** Faults and gaps as errors of an answer. */
export class ToldErrors {
  readonly #selection: readonly AskedNode[];
  readonly #isTrusted: (subgraph: string) => boolean;

  constructor(selection: readonly AskedNode[], isTrusted: (subgraph: string) => boolean) {
    this.#selection = selection;
    this.#isTrusted = isTrusted;
  }

  ofFault(fault: Fault): GraphQLError {
    const { path, code, message, subgraph, cause } = fault;
    const place = path === null ? {} : { path: clientPath(path, this.#selection) };
    // What a trusted subgraph threw is judged by whoever trusts it: its code may be one of theirs.
    if (cause instanceof Error && subgraph !== null && this.#isTrusted(subgraph)) {
      return new GraphQLError(cause.message, { ...place, originalError: cause });
    }
    return new GraphQLError(message, { ...place, extensions: subgraph === null ? { code } : { code, subgraph } });
  }

  ofGap({ path, reason }: Gap): GraphQLError {
    return new GraphQLError(GAPS[reason](place(path)), { path, extensions: { code: "SOURCE_INVALID_VALUE" } });
  }

  /** A part that isn't sent, for it makes the answer larger than may be. */
  ofRefusedPart(path: AnswerPath, { code, message, facts }: EngineError): GraphQLError {
    return new GraphQLError(message, { path, extensions: { ...facts, code } });
  }

  /** A part that the hub itself failed to write. */
  ofLostPart(path: AnswerPath, { code, message }: Fault): GraphQLError {
    return new GraphQLError(message, { path, extensions: { code } });
  }
}

const GAPS: Readonly<Record<Gap["reason"], (place: string) => string>> = {
  NULL_IN_NON_NULL: (place) =>
    `${place} has no value, so what needs it is null: what it belongs to isn't there, or its source has none to give.`,
  NEVER_ANSWERED: (place) =>
    `${place} was answered by no source, so it is null here: what it belongs to isn't there for the source to be asked of.`,
  WRONG_KIND: (place) => `${place} has a value of the wrong kind, so it is null here.`,
};

function place(path: AnswerPath): string {
  return path.length === 0 ? "The answer" : `"${path.join(".")}"`;
}
