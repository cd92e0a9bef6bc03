import { setImmediate as nextTurn } from "node:timers/promises";
import type { EngineQuestion } from "../engine-api";
import type { PlanRequest } from "../plan/planner";
import type { LiveGeneration } from "./live-generation";

/** What a generation is made ready for before it takes over. */
export interface WarmUp {
  /** To be planned, whether or not anyone asked them before. */
  readonly asked: readonly EngineQuestion[];
  readonly plans: readonly PlanRequest[];
  /** To be read: they come in these words. */
  readonly expected: readonly EngineQuestion[];
  /** Milliseconds after which it takes over as it is. */
  readonly time: number;
}

/** Makes ready one thing after another; counts plans made, and those of operations that the generation doesn't answer. */
export async function warmUp<Scope>(generation: LiveGeneration<Scope>, { asked, plans, expected, time }: WarmUp) {
  const until = performance.now() + time;
  const planned = [...asked.map((question) => () => ask(generation, question)), ...plans.map((request) => () => generation.warm(request))];
  const counts = await inTurns(planned, until);
  await inTurns(
    expected.map((question) => () => generation.expect(question)),
    until,
  );
  return counts;
}

/** What can't be made ready is told to who asks it. */
async function inTurns(tasks: readonly (() => Promise<void>)[], until: number) {
  const counts = { warmed: 0, refused: 0 };
  for (const task of tasks) {
    if (performance.now() > until) break;
    await task().then(
      () => counts.warmed++,
      () => counts.refused++,
    );
    await nextTurn();
  }
  return counts;
}

async function ask<Scope>(generation: LiveGeneration<Scope>, question: EngineQuestion): Promise<void> {
  const { normalised } = await generation.prepare(question);
  await generation.warm({ operation: normalised.text, overrideLabels: [] });
}
