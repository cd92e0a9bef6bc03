import { randomUUID } from "node:crypto";
import { ERROR_CODES, type ErrorCode } from "@actionline/schema/error-code";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";

const LONGEST_MESSAGE = 500;

/** What libraries call the user's own mistakes, and the hub's name for them. */
const MISTAKES: Readonly<Record<string, ErrorCode>> = {
  GRAPHQL_PARSE_FAILED: "BAD_REQUEST",
  GRAPHQL_VALIDATION_FAILED: "BAD_REQUEST",
  OPERATION_RESOLUTION_FAILURE: "BAD_REQUEST",
  PERSISTED_QUERY_NOT_SUPPORTED: "BAD_REQUEST",
  BAD_USER_INPUT: "BAD_INPUT",
};

/** The parser's refusal of a long document; its words, which hold a slip of the pen, are the only sign it gives. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] \d+ tokens/;
/** What validation says where it would compare too many fields of the same name with one another. */
const TOO_MANY_PAIRS = "Validation aborted.";
const SAME_FIELDS = "The document names the same fields too many times; name each once.";

/**
 * The one place that names failures: whatever went wrong, as a user may read it. What the hub itself refused passes with
 * its code and facts, a mistake in the document with its place, and anything else becomes an incident: its text, which
 * may hold an address, a stack or another's data, goes to the log alone.
 */
export function answerError(formatted: GraphQLFormattedError, error: unknown, logger: Logger): GraphQLFormattedError {
  const place = formatted.path === undefined ? {} : { path: formatted.path };
  const refusal = causes(error).find(isRefusal);
  if (refusal !== undefined) return { message: cut(refusal.message), ...place, extensions: factsOf(refusal) };
  const mistake = mistakeOf(formatted);
  if (mistake !== null) {
    const locations = formatted.locations === undefined ? {} : { locations: formatted.locations };
    const message = formatted.message === TOO_MANY_PAIRS ? SAME_FIELDS : cut(formatted.message);
    return { message, ...locations, ...place, extensions: { code: mistake } };
  }
  return { ...incident(causes(error).at(-1), logger, formatted.path), ...place };
}

/** An answer that holds nothing but the error, such as one given before GraphQL began. */
export function answerOf(error: unknown, logger: Logger): { status: number; body: { errors: GraphQLFormattedError[] } } {
  const formatted = error instanceof GraphQLError ? error.toJSON() : { message: "" };
  const errors = [answerError(formatted, error, logger)];
  return { status: statusOf(errors), body: { errors } };
}

/** The HTTP status of an answer without data. */
export function statusOf(errors: readonly GraphQLFormattedError[]): number {
  const [code] = codesOf(errors);
  return code === undefined ? 200 : ERROR_CODES[code].status;
}

/** The codes of an answer's errors, each once. */
export function codesOf(errors: readonly GraphQLFormattedError[]): readonly ErrorCode[] {
  return [...new Set(errors.map(({ extensions }) => extensions?.code).filter(isErrorCode))];
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(ERROR_CODES, code);
}

function isRefusal(error: unknown): error is GraphQLError {
  return error instanceof GraphQLError && isErrorCode(error.extensions.code);
}

/** The error and what it wraps, from the outside in. */
function causes(error: unknown): readonly unknown[] {
  const chain = [error];
  for (let inner = wrapped(error); inner !== undefined && chain.length < 10; inner = wrapped(inner)) chain.push(inner);
  return chain;
}

function wrapped(error: unknown): Error | undefined {
  return error instanceof GraphQLError ? error.originalError : undefined;
}

function mistakeOf({ message, extensions }: GraphQLFormattedError): ErrorCode | null {
  if (TOO_MANY_TOKENS.test(message) || message === TOO_MANY_PAIRS) return "QUERY_TOO_LARGE";
  return MISTAKES[String(extensions?.code)] ?? null;
}

/** Facts are short and plain; what a library hung beside them isn't told. */
function factsOf({ extensions }: GraphQLError): Record<string, unknown> {
  const told = Object.entries(extensions).filter(([name, value]) => !HIDDEN.has(name) && isFact(value));
  return Object.fromEntries(told);
}

const HIDDEN = new Set(["serviceName", "http", "response", "exception", "stacktrace", "valueCompletion"]);

function isFact(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= 100 && value.every((item) => typeof item !== "object" && isFact(item));
  if (typeof value === "string") return value.length <= LONGEST_MESSAGE;
  return value === null || typeof value === "number" || typeof value === "boolean";
}

function incident(error: unknown, logger: Logger, path: GraphQLFormattedError["path"]): GraphQLFormattedError {
  const id = randomUUID();
  logger.error({ incident: id, path, err: error }, "incident");
  const message = `A fault of the hub's own. It is noted as incident ${id}; name it when you ask for help.`;
  return { message, extensions: { code: "INTERNAL" satisfies ErrorCode, incident: id } };
}

function cut(message: string): string {
  return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
}
