import { setTimeout as sleep } from "node:timers/promises";
import { startAgencyHub } from "@actionline/gateway/agencies/testing/agency-hub";
import { agencyOfSubgraph } from "@actionline/schema/agency-names";
import type { CaseAlone } from "../measured-case";
import { failover } from "./failover";
import { hostedFetch } from "./hosted-fetch";
import { manyAgencies } from "./many-agencies";

const AGENCIES = 100;
const SWAPS = 5;

/** What an agency's own server costs beside a bare call, how soon its mirror answers, and how soon a publish is in force. */
export const hostedCase: CaseAlone = {
  name: "hosted agencies",
  about: `A hosted fetch beside a bare call of the same body; failover to the mirror and back; swaps with ${AGENCIES} agencies.`,
  alone: true,
  async measure({ say }) {
    const { bare, hosted } = await hostedFetch();
    say("failover…");
    const refusing = await failover("RESETS");
    const hanging = await failover("HANGS");
    say(`swaps with ${AGENCIES} agencies…`);
    const swaps = await swapsOf(AGENCIES);
    const [added, longest] = [hosted.p50 - bare.p50, Math.max(...swaps)];
    return {
      figures: {
        "bare call p50, ms": bare.p50,
        "bare call p99, ms": bare.p99,
        "hosted fetch p50, ms": hosted.p50,
        "hosted fetch p99, ms": hosted.p99,
        "refusing server: first answer by the mirror, ms": Math.round(refusing.first),
        "refusing server: live again after, ms": Math.round(refusing.back),
        "hanging server: first answer by the mirror, ms": Math.round(hanging.first),
        "hanging server: answers quick again after, ms": Math.round(hanging.quick),
        "hanging server: live again after, ms": Math.round(hanging.back),
        "publish to in force, median, ms": Math.round([...swaps].sort((one, other) => one - other)[Math.floor(SWAPS / 2)] ?? 0),
      },
      ratios: [
        { name: "added by a hosted fetch, ms", value: added, target: "at most 1", met: added <= 1 },
        { name: "publish to in force, longest, ms", value: longest, target: "under 2,000", met: longest < 2_000 },
      ],
    };
  },
};

/** Milliseconds from a publish to when questions are answered by it. */
async function swapsOf(count: number): Promise<number[]> {
  const { agencies, supergraphSdl } = await manyAgencies(count);
  let number = 1;
  const served = agencies.map(({ subgraph: { name } }) => {
    return { name, agency: agencyOfSubgraph(name), url: null, sdlHash: null };
  });
  const source = {
    number: async () => number,
    read: async () => ({ number, sdl: `${supergraphSdl}\n# ${number}`, subgraphs: served }),
  };
  const following = { source, keptIn: null, looks: true };
  const { gateway, log } = await startAgencyHub(agencies, {}, { supergraphSdl, following });
  for (let asked = 0; asked < 10; asked++) {
    await gateway.execute({ query: `{ teams { id a0${asked}0_rating a00${asked}_note } }` });
  }
  const took: number[] = [];
  for (let swap = 1; swap <= SWAPS; swap++) {
    const published = performance.now();
    number++;
    while (log.filter((line) => line.includes("took over")).length < swap) await sleep(10);
    took.push(performance.now() - published);
  }
  await gateway.stop();
  return took;
}
