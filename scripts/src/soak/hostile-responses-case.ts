import { hostileResponses } from "@actionline/gateway/engine/testing/hostile-responses/recorded";
import type { CaseAlone } from "../measure/measured-case";

const OPERATIONS = 200;
const RESPONSES = 1_000_000;

/** D17: whatever a source answers, it changes nothing but what it owns and was asked. */
export const hostileResponsesCase: CaseAlone = {
  name: "hostile-responses",
  about: `${RESPONSES} mutated responses of one source to ${OPERATIONS} recorded operations, whose answers may hold nothing of it elsewhere`,
  alone: true,
  measure: async ({ say, seed }) => {
    const { responses, changed, problems } = await hostileResponses({ operations: OPERATIONS, responses: RESPONSES, seed, say });
    for (const line of problems.slice(0, 10)) say(line);
    return {
      figures: { operations: OPERATIONS, responses, "answers that changed": changed, seed },
      ratios: [
        {
          name: "values that stand where they may not, or are lost in silence",
          value: problems.length,
          target: "0",
          met: problems.length === 0,
        },
      ],
    };
  },
};
