import { setImmediate as nextTurn } from "node:timers/promises";
import type { EngineQuestion } from "../engine-api";
import type { PlanRequest } from "../plan/planner";
import type { LiveGeneration } from "./live-generation";

/** What a generation is asked before it takes over. */
export interface WarmUp {
  readonly questions: readonly EngineQuestion[];
  readonly plans: readonly PlanRequest[];
  /** Milliseconds after which it takes over as it is. */
  readonly time: number;
}

/** Makes plans one after another; counts those made, and those of operations that the generation doesn't answer. */
export async function warmUp<Scope>(generation: LiveGeneration<Scope>, { questions, plans, time }: WarmUp) {
  const tasks = [
    ...questions.map((question) => () => ask(generation, question)),
    ...plans.map((request) => () => generation.warm(request)),
  ];
  const until = performance.now() + time;
  const count = { warmed: 0, refused: 0 };
  for (const task of tasks) {
    if (performance.now() > until) break;
    await task().then(
      () => count.warmed++,
      () => count.refused++,
    );
    await nextTurn();
  }
  return count;
}

async function ask<Scope>(generation: LiveGeneration<Scope>, question: EngineQuestion): Promise<void> {
  const { normalised } = await generation.prepare(question);
  await generation.warm({ operation: normalised.text, overrideLabels: [] });
}
