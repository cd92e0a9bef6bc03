import { Engine } from "./engine";
import { InvalidOperation } from "./engine-api";
import { EngineError } from "./engine-error";
import { plainTransport } from "./testing/compose";
import { FEATURES } from "./testing/features";
import type { Feature, FeatureCase } from "./testing/features/feature";
import { federate } from "./testing/features/federate";

/** Our engine over a feature's graph, whose subgraphs are trusted or not from one question to the next. */
async function openEngine(feature: Feature) {
  const { supergraphSdl, schemas } = federate(feature);
  const trust = { given: true };
  const engine = await Engine.open({
    supergraphSdl,
    transportOf: ({ name }) => {
      const schema = schemas.get(name);
      if (schema === undefined) throw new Error(`there is no subgraph ${name}`);
      return {
        ...plainTransport(schema),
        get trusted() {
          return trust.given;
        },
      };
    },
  });
  return { engine, trust };
}

async function answered(engine: Engine, { asks, variables }: FeatureCase) {
  try {
    const prepared = await engine.current.prepare({ query: asks });
    const answer = await engine.current.execute(prepared, { variables, signal: new AbortController().signal, scope: null });
    if (answer.kind !== "whole") throw new Error("an answer in parts");
    return { data: answer.data, errors: answer.errors.map(({ path }) => path?.join(".") ?? "") };
  } catch (error) {
    const refused = error instanceof InvalidOperation || (error instanceof EngineError && error.code === "BAD_INPUT");
    if (refused) return { data: "null", errors: [] };
    throw error;
  }
}

/** The cases that gateways are audited by, one of each of their kinds, each with pruning off and on. */
describe("D16: the engine knows", () => {
  it.each(FEATURES.map((feature): [string, Feature] => [feature.name, feature]))("%s", async (_, feature) => {
    const { engine, trust } = await openEngine(feature);
    for (const asked of feature.cases) {
      for (const trusted of [true, false]) {
        trust.given = trusted;
        const { asks, variables, gives, errors = [] } = asked;
        const told = { asks, variables, trusted };
        expect({ ...told, ...(await answered(engine, asked)) }).toEqual({ ...told, data: JSON.stringify(gives), errors });
      }
    }
    await engine.close();
  });
});
