/**
 * Every code the hub can answer with, the HTTP status it takes where no data can be given, and the sentence that
 * explains it. The README's table is generated from this list.
 */
export const ERROR_CODES = {
  BAD_REQUEST: { status: 400, meaning: "The request isn't a GraphQL request; the message says what is missing." },
  BAD_INPUT: { status: 400, meaning: "An argument has a value that the hub can't use; the message says which and what to give." },
  NOT_FOUND: { status: 200, meaning: "There is no such record for you at this point of the log." },
  PAGE_TOO_LARGE: { status: 400, meaning: "Ask for 1 to 200 at a time and follow the cursor." },
  CURSOR_INVALID: { status: 400, meaning: "The cursor isn't from this list; start again without it." },
  AS_OF_ONE: { status: 400, meaning: "asOf takes exactly one of sequence, at and snapshot." },
  AS_OF_MIXED: { status: 400, meaning: "One request reads at one point; give every asOf the same value." },
  AS_OF_UNKNOWN: { status: 400, meaning: "No such point: it lies ahead, or no snapshot has that name." },
  QUERY_TOO_LARGE: { status: 400, meaning: "The document has too many tokens, fields or directives; ask for less at once." },
  QUERY_TOO_DEEP: { status: 400, meaning: "The selection is nested too deeply." },
  QUERY_TOO_WIDE: { status: 400, meaning: "Too many aliases or root fields in one request." },
  QUERY_TOO_COSTLY: { status: 400, meaning: "The answer would take too much work or too many nodes; ask for less, or for smaller pages." },
  PLAN_LIMIT: { status: 400, meaning: "The question has too many ways to be answered; ask it in parts." },
  BODY_TOO_LARGE: { status: 413, meaning: "The request body is larger than the hub accepts." },
  CITATION_INVALID: { status: 400, meaning: "The address isn't a citation of this hub, or a part of it was lost; copy it whole." },
  CITATION_BROKEN: { status: 410, meaning: "The hub can't give the cited answer any more; the message says why." },
  UNAUTHENTICATED: { status: 401, meaning: "The token isn't known or has ended." },
  FORBIDDEN: { status: 200, meaning: "Your role doesn't allow this; the message names the role that does." },
  VERSION_CONFLICT: { status: 200, meaning: "The record changed since you read it; read it again and repeat." },
  IDEMPOTENCY_MISMATCH: { status: 200, meaning: "This idempotencyKey was used with another input." },
  LOG_BUSY: { status: 503, meaning: "Another process is writing; try again in a few seconds." },
  SOURCE_UNAVAILABLE: { status: 200, meaning: "A source didn't answer; the rest of the answer stands." },
  SOURCE_TIMEOUT: { status: 200, meaning: "A source took too long; the rest of the answer stands." },
  SOURCE_ERROR: { status: 200, meaning: "A source answered with an error; the rest of the answer stands." },
  SOURCE_INVALID_VALUE: { status: 200, meaning: "A source gave a value of the wrong kind; it is null here." },
  DEADLINE: { status: 504, meaning: "The request took longer than the hub allows; ask for less." },
  OVERLOADED: { status: 503, meaning: "The hub is busy; try again in a few seconds." },
  INTERNAL: { status: 500, meaning: "A fault of the hub's own, noted under the incident id given." },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;
