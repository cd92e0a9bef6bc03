import "@actionline/gateway/no-telemetry";
import { graphsEqual } from "@actionline/gateway/engine/testing/equality/graphs-equal";
import type { CaseAlone } from "../measure/measured-case";

const GRAPHS = 100;
const OPERATIONS = 500;

/** Random operations over random graphs: what one graph doesn't have, another may. */
export const graphsEqualCase: CaseAlone = {
  name: "graphs-equal",
  about: `${OPERATIONS} random operations to each of ${GRAPHS} federated graphs dealt out at random, answered as by one schema`,
  alone: true,
  measure: async ({ say, seed }) => {
    const onGraph = (graph: number, asked: number): void => {
      if ((graph + 1 - seed) % 10 === 0) say(`${graph + 1 - seed} graphs, ${asked} operations`);
    };
    const { asked, withErrors, differences } = await graphsEqual({ first: seed, graphs: GRAPHS, operations: OPERATIONS, onGraph });
    for (const difference of differences) say(difference);
    return {
      figures: { graphs: GRAPHS, operations: asked, "with errors": withErrors, seed },
      ratios: [
        { name: "operations asked", value: asked, target: String(GRAPHS * OPERATIONS), met: asked === GRAPHS * OPERATIONS },
        { name: "operations that differ", value: differences.length, target: "0", met: differences.length === 0 },
      ],
    };
  },
};
