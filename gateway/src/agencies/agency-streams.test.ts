import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { createClient } from "graphql-sse";
import { createHandler } from "graphql-sse/lib/use/http";
import { executable, type TestSubgraph } from "../engine/testing/compose";
import type { TinyHub } from "../testing/tiny-hub";
import { startAgencyHub, supergraphWith } from "./testing/agency-hub";
import { agencySubgraph } from "./testing/agency-subgraph";
import { fakeMirror } from "./testing/fake-mirror";

const RATED = "subscription { itu_rated { id name itu_rating itu_note } }";
const base = agencySubgraph("itu", () => ({ itu_rating: 1, itu_note: "live" }));
/** What the agency's server tells, one after the other. */
let told: readonly unknown[] = [];
let ended = 0;
const itu: TestSubgraph = {
  ...base,
  sdl: `${base.sdl}\n type Subscription { itu_rated: Team }`,
  resolvers: {
    ...base.resolvers,
    Subscription: {
      itu_rated: {
        subscribe: async function* () {
          try {
            for (const itu_rated of told) {
              yield { itu_rated };
              // Others have their turn.
              await wait(5);
            }
          } finally {
            ended += 1;
          }
        },
      },
    },
  },
};
const RATING = { id: "c1", itu_rating: 5, itu_note: "up" };

let server: Server;
let heard: IncomingHttpHeaders[] = [];
/** In place of a server that means well. */
let manner: ((response: ServerResponse) => void) | null = null;
let hub: TinyHub;
let url: string;

beforeAll(async () => {
  const answer = createHandler({ schema: executable(itu) });
  server = createServer((request, response) => {
    heard.push(request.headers);
    if (manner !== null) return manner(response);
    answer(request, response).catch(() => response.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const agency = { subgraph: itu, url: `http://127.0.0.1:${port}/graphql`, mirror: fakeMirror(executable(base), new Date()) };
  hub = await startAgencyHub([agency], {}, { supergraphSdl: await supergraphWith([agency]) });
  ({ url } = await hub.gateway.listen(0, "127.0.0.1"));
});
beforeEach(() => {
  heard = [];
  manner = null;
  told = [];
});
afterAll(async () => {
  await hub.gateway.stop();
  server.closeAllConnections();
  server.close();
});

interface Told {
  readonly data?: { readonly itu_rated: unknown } | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: { readonly sources?: readonly unknown[] };
}

async function listen(most: number, query = RATED): Promise<Told[]> {
  const client = createClient({ url: `${url}/graphql`, retryAttempts: 0, headers: { authorization: "Bearer good" } });
  const events: Told[] = [];
  for await (const event of client.iterate({ query })) {
    events.push(event as Told);
    if (events.length === most) break;
  }
  client.dispose();
  return events;
}

/** One event as a server writes it that may be anybody's. */
const says = (rated: unknown) => (response: ServerResponse) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(`event: next\ndata: ${JSON.stringify({ data: { itu_rated: rated } })}\n\n`);
};

test("F24 events of an agency that was granted subscriptions reach whoever subscribed, with what the hub says beside them", async () => {
  told = [RATING, { id: "c2", itu_rating: 6, itu_note: "down" }];
  const events = await listen(10);
  expect(events.map(({ data }) => data)).toEqual([
    { itu_rated: { ...RATING, name: expect.any(String) } },
    { itu_rated: { id: "c2", itu_rating: 6, itu_note: "down", name: expect.any(String) } },
  ]);
  expect(events[1]?.extensions?.sources).toContainEqual(expect.objectContaining({ agency: "itu", answeredBy: "LIVE" }));
});

test("the agency's server is asked signed, and with nothing of whoever subscribed", async () => {
  told = [RATING];
  await listen(1);
  expect(heard[0]).toMatchObject({ accept: "text/event-stream", "actionline-hub": expect.any(String), signature: expect.any(String) });
  expect(heard[0]).not.toHaveProperty("authorization");
});

test("what wasn't asked for is left out of events, and what isn't of its type is null and told", async () => {
  manner = says({ __typename: "Team", id: "c1", name: "Forged", itu_rating: "many", itu_note: "x", secret: "10.0.0.7" });
  const [event] = await listen(1);
  expect(event?.data?.itu_rated).toEqual({ id: "c1", name: expect.not.stringContaining("Forged"), itu_rating: null, itu_note: "x" });
  expect(event?.errors?.map(({ extensions }) => extensions?.code)).toEqual(["SOURCE_INVALID_VALUE"]);
  expect(JSON.stringify(event)).not.toContain("10.0.0.7");
});

test.each<[string, (response: ServerResponse) => void, RegExp]>([
  ["leads elsewhere", (response) => response.writeHead(307, { location: "http://169.254.169.254/" }).end(), /^SOURCE_REDIRECT$/],
  ["answers something else", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>"), /^SOURCE_CONTENT_TYPE$/],
  [
    "sends an endless event",
    (response) => response.writeHead(200, { "content-type": "text/event-stream" }).write(`data: ${"x".repeat(2_000_000)}`),
    /^SOURCE_TOO_LARGE$/,
  ],
])("a server that %s ends its subscription with an error", async (_, bad, code) => {
  manner = bad;
  const events = await listen(5);
  expect(events).toHaveLength(1);
  expect(events[0]?.errors?.[0]?.extensions?.code).toMatch(code);
});

test("the agency's server hears when whoever subscribed has gone", async () => {
  told = Array.from({ length: 10_000 }, () => RATING);
  const before = ended;
  await listen(1);
  for (let looks = 0; looks < 200 && ended === before; looks += 1) await wait(25);
  expect(ended).toBe(before + 1);
});
