import type { AskActivities, ExecutorName } from "./executor";

/** Each process loads what it measures and nothing else. */
export const EXECUTORS: Readonly<Record<ExecutorName, () => Promise<AskActivities>>> = {
  "graphql-jit": async () => (await import("./merged-executor.js")).mergedExecutor(),
  engine: async () => (await import("./engine-executor.js")).engineExecutor(),
};
