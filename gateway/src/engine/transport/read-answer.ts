import type { SourceError } from "../engine-error";
import { sourceFault } from "./source-faults";
import type { SubgraphAnswer, SubgraphFault } from "./transport";

/** What is kept of a source's answer beside its data. */
export interface AnswerRules {
  readonly subgraph: string;
  /** Errors kept; the rest are counted. */
  readonly errors: number;
  /** What is kept of an error's `extensions`; nothing where absent. */
  readonly faultExtensions?: ((extensions: JsonObject) => JsonObject | undefined) | undefined;
  /** Whether the answer's own `extensions` are kept; they are dropped where absent. */
  readonly keepsExtensions?: boolean | undefined;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Enough for the log to tell what a source said. */
const MESSAGE_LENGTH = 2_000;
/** No place of an answer lies deeper than the answer may be. */
const PATH_LENGTH = 128;

/** Takes a parsed body as a GraphQL answer, or says that it is none. */
export function readAnswer(body: unknown, bytes: number, rules: AnswerRules): SubgraphAnswer {
  if (!isObject(body)) throw invalid(rules, "the body isn't an object");
  const { data } = body;
  const told = body.errors ?? [];
  if (!Array.isArray(told)) throw invalid(rules, "errors isn't a list");
  if (data !== undefined && data !== null && !isObject(data)) throw invalid(rules, "data isn't an object");
  // A null that nothing explains would be a silent gap.
  if ((data === undefined || data === null) && told.length === 0) throw invalid(rules, "there are neither data nor errors");
  const kept = rules.keepsExtensions === true && isObject(body.extensions) ? { extensions: body.extensions } : null;
  if (told.length === 0) return { data: data ?? null, errors: NONE, bytes, ...kept };
  const errors = told.slice(0, rules.errors).map((error) => readError(error, rules));
  return { data: data ?? null, errors, errorsLeftOut: told.length - errors.length, bytes, ...kept };
}

const NONE: readonly SubgraphFault[] = [];

function readError(error: unknown, rules: AnswerRules): SubgraphFault {
  if (!isObject(error)) throw invalid(rules, "an error isn't an object");
  const { message, path, extensions } = error;
  return {
    message: typeof message === "string" ? message.slice(0, MESSAGE_LENGTH) : "",
    path: isPath(path) ? path : undefined,
    extensions: isObject(extensions) ? rules.faultExtensions?.(extensions) : undefined,
  };
}

function isPath(path: unknown): path is readonly (string | number)[] {
  return Array.isArray(path) && path.length <= PATH_LENGTH && path.every((step) => typeof step === "string" || Number.isSafeInteger(step));
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(rules: AnswerRules, why: string): SourceError {
  return sourceFault(rules.subgraph, "SOURCE_INVALID_SHAPE", new Error(why));
}
