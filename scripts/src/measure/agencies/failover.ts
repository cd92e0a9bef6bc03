import { setTimeout as sleep } from "node:timers/promises";
import { startAgencyHub } from "@actionline/gateway/agencies/testing/agency-hub";
import { type AgencyServer, type Manner, startAgencyServer } from "@actionline/gateway/agencies/testing/agency-server";
import { agencySubgraph } from "@actionline/gateway/agencies/testing/agency-subgraph";
import { fakeMirror } from "@actionline/gateway/agencies/testing/fake-mirror";
import { executable } from "@actionline/gateway/engine/testing/compose";
import type { Gateway } from "@actionline/gateway/gateway";

/** Milliseconds. */
export interface Failover {
  /** From the failure to the first answer by the mirror. */
  readonly first: number;
  /** From the failure until answers are as quick as before. */
  readonly quick: number;
  /** From the server's return to its first answer. */
  readonly back: number;
}

const QUERY = "{ teams { id itu_rating } }";
const QUICK_MS = 100;
const itu = agencySubgraph("itu", () => ({ itu_rating: 1 }));
const copy = agencySubgraph("itu", () => ({ itu_rating: 10 }));

/** A server fails in a way, is answered for, and comes back, while the same is asked again and again. */
export async function failover(manner: Manner): Promise<Failover> {
  const server = await startAgencyServer(executable(itu));
  const mirror = fakeMirror(executable(copy), new Date());
  const { gateway } = await startAgencyHub([{ subgraph: itu, url: server.url, mirror }]);
  try {
    await until(gateway, (by) => by === "LIVE");
    return await failedOver(server, gateway, manner);
  } finally {
    await gateway.stop();
    await server.stop();
  }
}

async function failedOver(server: AgencyServer, gateway: Gateway, manner: Manner): Promise<Failover> {
  server.manner = manner;
  const failed = performance.now();
  await until(gateway, (by) => by === "MIRROR");
  const first = performance.now() - failed;
  await until(gateway, (by, took) => by === "MIRROR" && took < QUICK_MS);
  const quick = performance.now() - failed;
  server.manner = "ANSWERS";
  const returned = performance.now();
  await until(gateway, (by) => by === "LIVE");
  return { first, quick, back: performance.now() - returned };
}

async function until(gateway: Gateway, holds: (answeredBy: string, took: number) => boolean): Promise<void> {
  for (;;) {
    const began = performance.now();
    const { body } = await gateway.execute({ query: QUERY });
    const [source] = (body.extensions?.sources ?? []) as { answeredBy: string }[];
    if (holds(source?.answeredBy ?? "", performance.now() - began)) return;
    await sleep(10);
  }
}
