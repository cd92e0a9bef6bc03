import type { MeasuredCase } from "../measure/measured-case";
import { crashHarvests } from "./crash-harvests";

const KILLS = 100;

/** The long form of the crash test. */
export const crashCase: MeasuredCase = {
  name: "crash",
  about: `${KILLS} harvests killed with SIGKILL at random moments, compared with undisturbed ones; and a wrong variant that must be found out`,
  measure: async ({ client, db, uri, say, seed }) => {
    const trial = { client, uri, seed, kills: KILLS, say };
    const right = await crashHarvests({ ...trial, name: db.databaseName, variant: "TOGETHER" });
    const wrong = await crashHarvests({ ...trial, name: `${db.databaseName}_wrong`, variant: "CURSOR_FIRST" });
    for (const difference of right.differences) say(difference);
    return {
      figures: { seed, kills: right.kills, harvests: right.rounds, "kills of the wrong variant": wrong.kills },
      ratios: [
        {
          name: "differences from undisturbed harvests",
          value: right.differences.length,
          target: "0",
          met: right.differences.length === 0,
        },
        {
          name: "differences where the cursor moves first",
          value: wrong.differences.length,
          target: "at least 1",
          met: wrong.differences.length > 0,
        },
      ],
    };
  },
};
