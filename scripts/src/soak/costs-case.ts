import { holdCosts } from "@actionline/gateway/engine/rules/cost/testing/cost-bound";
import type { CaseAlone } from "../measure/measured-case";

const OPERATIONS = 5_000;

/** A35: no answer comes to more than what its operation was estimated to cost. */
export const costsCase: CaseAlone = {
  name: "gateway-costs",
  about: `estimated costs of ${OPERATIONS} random operations against what their answers come to`,
  alone: true,
  measure: async ({ say }) => {
    const { asked, nodes, broken } = await holdCosts(OPERATIONS, 3_535);
    for (const line of broken.slice(0, 10)) say(line);
    return {
      figures: { "operations asked": asked, "objects answered": nodes },
      ratios: [{ name: "estimated too low", value: broken.length, target: "0", met: broken.length === 0 }],
    };
  },
};
