import { executable } from "../engine/testing/compose";
import type { TinyHub } from "../testing/tiny-hub";
import { BREAKER_RULES } from "./live/breaker";
import { startAgencyHub } from "./testing/agency-hub";
import { type AgencyServer, startAgencyServer } from "./testing/agency-server";
import { agencySubgraph } from "./testing/agency-subgraph";
import { fakeMirror } from "./testing/fake-mirror";

const subgraph = agencySubgraph("itu", () => ({ itu_rating: 1 }));
const MISMATCHED = '{"data":{"_entities":[]}}';
const clock = { now: 0 };
let server: AgencyServer;
let hub: TinyHub;

beforeEach(async () => {
  clock.now = 0;
  server = await startAgencyServer(executable(subgraph));
  const without = agencySubgraph("who", () => ({ who_rating: 1 }));
  const agencies = [
    { subgraph, url: server.url, mirror: fakeMirror(executable(subgraph), new Date(0)) },
    { subgraph: without, url: null, mirror: fakeMirror(executable(without), new Date(0)) },
  ];
  hub = await startAgencyHub(agencies, { elapsed: () => clock.now });
});
afterEach(async () => {
  await hub.gateway.stop();
  await server.stop();
});

/** Asks both, and gives what is told of the first: who answered, and why. */
async function ask(): Promise<string> {
  const { body } = await hub.gateway.execute({ query: "{ teams { itu_rating who_rating } }" });
  const sources = (body.extensions?.sources ?? []) as readonly {
    readonly source: string;
    readonly answeredBy: string;
    readonly reason: string;
  }[];
  const found = sources.find(({ source }) => source === "agency_itu");
  return `${found?.answeredBy} ${found?.reason ?? "none"}`;
}

/** Of one figure, what it counts by its labels. */
async function figure(name: string): Promise<Readonly<Record<string, number>>> {
  const figures = await hub.gateway.figures();
  const found = figures.find((each) => each.name === `actionline_${name}`);
  return Object.fromEntries((found?.values ?? []).map(({ labels, value }) => [Object.values(labels).join(" "), value]));
}

it("the figures say how each server stands, and count what answers say of it", async () => {
  expect(await ask()).toBe("LIVE none");
  expect(await figure("agency_standing")).toEqual({ "agency_itu CLOSED": 1, "agency_who NO_SERVER": 1 });
  server.manner = "RESETS";
  for (let failed = 0; failed < BREAKER_RULES.inARow; failed++) expect(await ask()).toBe("MIRROR SOURCE_UNAVAILABLE");
  expect(await ask()).toBe("MIRROR SOURCE_CIRCUIT_OPEN");
  expect(await figure("agency_standing")).toEqual({ "agency_itu OPEN": 1, "agency_who NO_SERVER": 1 });
  clock.now += BREAKER_RULES.rest;
  expect(await figure("agency_standing")).toMatchObject({ "agency_itu HALF_OPEN": 1 });
  server.manner = "ANSWERS";
  // Seen aside, while the mirror answers.
  expect(await ask()).toBe("MIRROR SOURCE_CIRCUIT_OPEN");
  while ((await figure("agency_standing"))["agency_itu CLOSED"] !== 1) await new Promise((soon) => setTimeout(soon, 5));
  expect(await ask()).toBe("LIVE none");
  expect(await figure("agency_answers_total")).toEqual({
    "agency_itu LIVE none": 2,
    "agency_itu MIRROR SOURCE_UNAVAILABLE": BREAKER_RULES.inARow,
    "agency_itu MIRROR SOURCE_CIRCUIT_OPEN": 2,
    "agency_who MIRROR NO_SERVER": BREAKER_RULES.inARow + 4,
  });
});

it("so they do of one that isn't believed", async () => {
  await ask();
  server.manner = (response) => void response.writeHead(200, { "content-type": "application/json" }).end(MISMATCHED);
  for (let violated = 0; violated < 3; violated++) await ask();
  expect(await figure("agency_standing")).toMatchObject({ "agency_itu QUARANTINED": 1 });
  expect(await ask()).toBe("MIRROR QUARANTINED");
  expect(await figure("agency_answers_total")).toMatchObject({ "agency_itu MIRROR QUARANTINED": 1 });
});

it("a question that nobody answered is counted as one, and not as the server's", async () => {
  server.manner = "RESETS";
  const { body } = await hub.gateway.execute({ query: "{ itu_best { itu_rating } }" });
  expect(body.extensions?.sources).toMatchObject([{ answeredBy: "MIRROR" }]);
  await hub.gateway.execute({ query: "{ itu_best { itu_rating } }" });
  const fetches = await figure("fetches_total");
  expect(Object.keys(fetches).filter((labels) => labels.startsWith("agency_itu LIVE"))).toEqual([]);
});
