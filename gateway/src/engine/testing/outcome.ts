import { SourceError } from "../engine-error";
import type { SubgraphAnswer } from "../transport/transport";

/** How a question to a source ended: a code, or "ANSWERED". */
export async function outcomeOf(asked: Promise<SubgraphAnswer>): Promise<string> {
  try {
    await asked;
    return "ANSWERED";
  } catch (error) {
    if (error instanceof SourceError) return error.code;
    throw error;
  }
}

/** What a source of whose words nothing may be seen was told to say. */
export const SECRET = "postgres://hub:opensesame@db.internal/srv/agency at Object.<anonymous> (/srv/index.js:1:1)";

/** Everything of an error that a user could be shown, as one text. */
export async function shownOf(asked: Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await asked);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return JSON.stringify({ message: error.message, code: error.code, facts: error.facts });
  }
}
