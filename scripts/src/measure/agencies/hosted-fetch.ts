import { agencyQuestion, liveAgencyOf } from "@actionline/gateway/agencies/testing/live-agency-of";
import { startServersApart } from "@actionline/gateway/agencies/testing/servers-apart";
import { Client } from "undici";

const ROUNDS = 3_000;
const WARM_UP = 500;
const TEXT = "query($representations:[_Any!]!){_entities(representations:$representations){...on Team{a_rating}}}";

/** Milliseconds of the middle one and of the hundredth, of the same questions asked by turns. */
export interface HostedFetch {
  readonly bare: { readonly p50: number; readonly p99: number };
  readonly hosted: { readonly p50: number; readonly p99: number };
}

/** A question of fifty entities, asked signed and guarded as the hub asks it, and by undici with the same body. */
export async function hostedFetch(): Promise<HostedFetch> {
  const servers = await startServersApart(["WELL"]);
  const url = servers.urls[0] ?? "";
  const live = liveAgencyOf(url, { elapsed: () => performance.now() });
  const client = new Client(new URL(url).origin);
  const variables = { representations: Array.from({ length: 50 }, (_, id) => ({ __typename: "Team", id: String(id) })) };
  const body = JSON.stringify({ query: TEXT, variables });
  const bareCall = async (): Promise<unknown> => {
    const headers = { "content-type": "application/json" };
    const answer = await client.request({ path: "/graphql", method: "POST", headers, body });
    return answer.body.json();
  };
  const hostedCall = (): Promise<unknown> => live.ask(agencyQuestion({ text: TEXT, variables }), Number.POSITIVE_INFINITY);
  const took = { bare: [] as number[], hosted: [] as number[] };
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const [bare, hosted] = [await timed(bareCall), await timed(hostedCall)];
    if (round < WARM_UP) continue;
    took.bare.push(bare);
    took.hosted.push(hosted);
  }
  await Promise.all([client.close(), live.close(), servers.stop()]);
  return { bare: middles(took.bare), hosted: middles(took.hosted) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function middles(took: number[]): { p50: number; p99: number } {
  took.sort((one, other) => one - other);
  const at = (share: number) => Math.round((took[Math.floor(took.length * share)] ?? 0) * 1_000) / 1_000;
  return { p50: at(0.5), p99: at(0.99) };
}
