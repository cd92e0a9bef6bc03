import { NODE_FLAGS } from "../../hub/gateways/node-flags";
import type { CaseAlone } from "../measured-case";
import type { ExecutorOrders } from "./apart/executor-process";
import { ProcessApart } from "./apart/process-apart";
import type { ExecutorName } from "./in-process/executor";
import { median } from "./median";
import { profiling } from "./profiling";

const WARM_UP = 1_500;
const ROUNDS = 7;
const ROUND = 400;
const MOST = 2;

/** The engine over subgraphs in its own process, against what one schema over the same data costs at best. */
export const inProcessCase: CaseAlone = {
  name: "gateway-in-process",
  about: "100 activities with organization, team and budgets: three subgraphs in the gateway's process, against graphql-jit on one schema",
  alone: true,
  measure: async () => {
    const jit = open("graphql-jit");
    const engine = open("engine");
    try {
      if ((await jit.tell("start", "graphql-jit")) !== (await engine.tell("start", "engine")))
        throw new Error("the two answer differently");
      const micros = { jit: [] as number[], engine: [] as number[] };
      for (let round = 0; round <= ROUNDS; round += 1) {
        const times = round === 0 ? WARM_UP : ROUND;
        const [jitMicros, engineMicros] = [await jit.tell("ask", times), await engine.tell("ask", times)];
        if (round > 0) micros.jit.push(jitMicros);
        if (round > 0) micros.engine.push(engineMicros);
      }
      const ratio = median(micros.engine) / median(micros.jit);
      return {
        figures: { "graphql-jit: µs a request": Math.round(median(micros.jit)), "engine: µs a request": Math.round(median(micros.engine)) },
        ratios: [{ name: "times graphql-jit on one schema", value: ratio, target: `at most ${MOST}`, met: ratio <= MOST }],
      };
    } finally {
      await Promise.all([jit.stop(), engine.stop()]);
    }
  },
};

/** Both with the flags that the hub itself runs with. */
function open(name: ExecutorName): ProcessApart<ExecutorOrders> {
  return new ProcessApart("executor-process", {
    env: { NODE_ENV: "production" },
    execArgv: [...NODE_FLAGS, ...profiling(`in-process-${name}`)],
  });
}
