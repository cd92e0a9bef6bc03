import type { Exchange } from "../exchange";
import type { Question } from "../question";
import type { Reply } from "./reply";

/**
 * What answers questions, knowing nothing of where they come from: admission, the engine, errors as users read them.
 * There are two, with the same limits, checks and answers: the hub's own, and Apollo Server's for the sake of its plugins.
 */
export interface Pipeline {
  /** Never rejects: what goes wrong is told in the reply. */
  answer(question: Question, exchange: Exchange): Promise<Reply>;
}
