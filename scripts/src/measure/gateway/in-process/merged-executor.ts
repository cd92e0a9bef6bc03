import { parse } from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import { ACTIVITIES_QUERY, activitySchema } from "./activity-graph";
import type { AskActivities } from "./executor";
import { openReaders } from "./readers";

/** What the engine is held against: one schema over the same data, its operation compiled once. */
export async function mergedExecutor(): Promise<AskActivities> {
  const compiled = compileQuery(activitySchema("merged"), parse(ACTIVITIES_QUERY));
  if (!isCompiledQuery(compiled)) throw new Error("graphql-jit doesn't compile the question");
  return async () => JSON.stringify((await compiled.query(undefined, openReaders(), { first: 100 })).data);
}
