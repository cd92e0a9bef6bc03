import type { SentQuestion } from "../http/sent-question";
import type { Question } from "../question";

/** A question whose document was found. */
export interface Found {
  readonly question: Question;
  /** Keeps the document under the hash it came with, once it has proved to be one; null where there is nothing to keep. */
  readonly keep: (() => void) | null;
}

/** Finds the documents that questions name, or bring with them. */
export interface Documents {
  /** Refuses a question whose document isn't there, or isn't allowed. */
  find(sent: SentQuestion): Found;
}

/** The question, with the document that was found for it. */
export function questionWith(query: string, { operationName, variables }: SentQuestion): Question {
  return { query, operationName: operationName ?? undefined, variables: variables ?? undefined };
}
