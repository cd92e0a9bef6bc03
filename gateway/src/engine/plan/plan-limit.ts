import { EngineError } from "../engine-error";

/** The refusal of a question whose plan would take too long to find. */
export function planLimit(cause?: unknown): EngineError {
  return new EngineError("PLAN_LIMIT", "This question could be answered in too many ways to choose from; ask it in parts.", {}, cause);
}
