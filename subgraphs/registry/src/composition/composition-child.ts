import type { CompositionJob } from "./job";
import { plainError } from "./plain-error";
import { runJob } from "./run-job";

/** A process apart, which may be killed: what is composed here was written by anybody. */
process.on("message", (job: CompositionJob) => {
  process.send?.(answer(job));
});
// What it takes to begin is nobody's composing.
process.send?.({ ready: true });
// Whoever started it is gone.
process.on("disconnect", () => process.exit(0));

function answer(job: CompositionJob): object {
  try {
    return runJob(job, () => process.send?.({ composed: true }));
  } catch (error) {
    return { failed: plainError(error) };
  }
}
