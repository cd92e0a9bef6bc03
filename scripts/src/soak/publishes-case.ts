import { randomPublishes } from "@actionline/registry/testing/random-publishes";
import type { CaseAlone } from "../measure/measured-case";

const EDITS = 50_000;
const MUTATIONS = 10_000;
const MOST_MS = 10_000;

/** F40 and F41: whatever is published, nothing of others changes, and every text gets a verdict. */
export const publishesCase: CaseAlone = {
  name: "publishes",
  about: `${EDITS} schemas drawn at random and ${MUTATIONS} with changed bytes, of which none that is admitted may change what is others'`,
  alone: true,
  measure: async ({ say, seed }) => {
    const edits = await randomPublishes({ count: EDITS, seed, variant: "POLICY", mutate: false, say });
    const mutations = await randomPublishes({ count: MUTATIONS, seed: seed + EDITS, variant: "POLICY", mutate: true, say });
    const control = await randomPublishes({ count: 1_000, seed, variant: "STOCK", mutate: false });
    for (const line of [...edits.faults, ...mutations.faults].slice(0, 10)) say(line);
    const violations = edits.violations.length + mutations.violations.length;
    const faults = edits.faults.length + mutations.faults.length;
    const slowest = Math.round(Math.max(edits.slowest, mutations.slowest));
    return {
      figures: {
        edits: EDITS,
        admitted: edits.admitted,
        mutations: MUTATIONS,
        "mutations admitted": mutations.admitted,
        slowest,
        seed,
      },
      ratios: [
        { name: "admitted schemas that change what is others'", value: violations, target: "0", met: violations === 0 },
        { name: "texts without a verdict", value: faults, target: "0", met: faults === 0 },
        { name: "milliseconds of the slowest verdict", value: slowest, target: `at most ${MOST_MS}`, met: slowest <= MOST_MS },
        {
          name: "of 1,000 that merely compose, those that do",
          value: control.violations.length,
          target: "over 0",
          met: control.violations.length > 0,
        },
      ],
    };
  },
};
