/** Codes that say what a source did wrong; each leaves the rest of the answer standing. */
export type SourceCode =
  | "SOURCE_TIMEOUT"
  | "SOURCE_UNAVAILABLE"
  | "SOURCE_CIRCUIT_OPEN"
  | "SOURCE_STATUS"
  | "SOURCE_CONTENT_TYPE"
  | "SOURCE_ENCODING"
  | "SOURCE_TOO_LARGE"
  | "SOURCE_TOO_DEEP"
  | "SOURCE_TOO_MANY_NODES"
  | "SOURCE_INVALID_JSON"
  | "SOURCE_INVALID_SHAPE"
  | "SOURCE_INVALID_VALUE"
  | "SOURCE_ENTITY_MISMATCH"
  | "SOURCE_CONTRACT_VIOLATION"
  | "SOURCE_REDIRECT"
  | "SOURCE_ADDRESS_BLOCKED"
  | "SOURCE_ERROR"
  | "SOURCE_CHANGED"
  | "NOT_MIRRORED"
  | "NOT_AS_OF";

/** Codes that refuse a question before any subgraph is asked. */
export type RefusalCode =
  | "BAD_REQUEST"
  | "BAD_INPUT"
  | "QUERY_TOO_LARGE"
  | "QUERY_TOO_DEEP"
  | "QUERY_TOO_WIDE"
  | "QUERY_TOO_COSTLY"
  | "PLAN_LIMIT"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "DEADLINE"
  | "OVERLOADED"
  | "INTERNAL";

export type EngineCode = SourceCode | RefusalCode;

/** A sentence that says what to do, and the code that programs go by. Never an address, a stack or a source's own words. */
export class EngineError extends Error {
  readonly code: EngineCode;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: EngineCode, message: string, facts: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.facts = facts;
  }
}

/** No answer of a subgraph that could be used; `cause` holds what the log may say and a user may not. */
export class SourceError extends EngineError {
  readonly subgraph: string;
  override readonly code: SourceCode;

  constructor(subgraph: string, code: SourceCode, message: string, cause?: unknown) {
    super(code, message, {}, cause);
    this.subgraph = subgraph;
    this.code = code;
  }
}
