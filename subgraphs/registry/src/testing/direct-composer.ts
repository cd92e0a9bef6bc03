import type { Composing, CompositionJob, CompositionVerdict } from "../composition/job";
import { plainError } from "../composition/plain-error";
import { runJob } from "../composition/run-job";
import { Refused } from "../problem";

/** Composes in this process: for thousands of texts that are known to be small. */
export const DIRECT_COMPOSER: Composing = {
  run: async (job: CompositionJob): Promise<CompositionVerdict> => {
    try {
      return runJob(job);
    } catch (error) {
      const message = plainError(error);
      throw new Refused([{ code: "COMPOSITION_FAILED", message, subgraph: null, line: null, column: null, howToFix: "" }]);
    }
  },
  close: () => undefined,
};
