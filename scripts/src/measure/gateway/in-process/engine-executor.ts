import { Engine } from "@actionline/gateway/engine/engine";
import { InProcessTransport } from "@actionline/gateway/engine/transport/in-process/in-process-transport";
import { ACTIVITIES_QUERY, ACTIVITY_SUBGRAPHS, activitySchema, composeActivities } from "./activity-graph";
import type { AskActivities } from "./executor";
import { openReaders, type Readers } from "./readers";

/** The engine over three subgraphs in this process. */
export async function engineExecutor(): Promise<AskActivities> {
  const schemas = new Map(ACTIVITY_SUBGRAPHS.map((name) => [name as string, activitySchema(name)]));
  const engine = await Engine.open<Readers>({
    supergraphSdl: composeActivities(),
    transportOf: ({ name }) => {
      const schema = schemas.get(name);
      if (schema === undefined) throw new Error(`there is no subgraph "${name}"`);
      return new InProcessTransport<Readers>({ subgraph: name, schema, contextOf: (readers) => readers });
    },
  });
  const { signal } = new AbortController();
  return async () => {
    const { current } = engine;
    const prepared = await current.prepare({ query: ACTIVITIES_QUERY });
    const answer = await current.execute(prepared, { variables: { first: 100 }, signal, scope: openReaders() });
    if (answer.kind !== "whole" || answer.data === undefined) throw new Error("the engine gave no whole answer");
    return answer.data;
  };
}
