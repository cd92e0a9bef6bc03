import type { HarvestScheduler } from "./harvest-scheduler";

/** Milliseconds between two looks at what is due. */
const EVERY = 5_000;

/** Lets a scheduler run by itself; returns how to end it, after what is under way. */
export function startScheduler(scheduler: HarvestScheduler, onFault: (error: unknown) => void, everyMs = EVERY): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<unknown> = Promise.resolve();
  const look = (): void => {
    running = scheduler
      .runDue()
      .catch(onFault)
      .finally(() => {
        if (!stopped) timer = setTimeout(look, everyMs);
      });
  };
  timer = setTimeout(look, everyMs);
  return async () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    await running;
  };
}
