import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { type Client, createClient } from "graphql-sse";
import { executable } from "../engine/testing/compose";
import type { TinyHub } from "../testing/tiny-hub";
import type { FollowedSupergraph } from "./swap/followed-supergraph";
import { startAgencyHub, supergraphWith } from "./testing/agency-hub";
import { agencySubgraph } from "./testing/agency-subgraph";
import { fakeMirror } from "./testing/fake-mirror";

const RATED = "subscription { itu_rated { id itu_rating } }";
const base = agencySubgraph("itu", () => ({ itu_rating: 1, itu_note: "live" }));
const granted = { ...base, sdl: `${base.sdl}\n type Subscription { itu_rated: Team }` };
const SAYS = `event: next\ndata: ${JSON.stringify({ data: { itu_rated: { __typename: "Team", id: "c1", itu_rating: 5 } } })}\n\n`;
const STREAMS = 10;

let server: Server;
let url: string;
/** Streams that the agency's server holds open, of which it says nothing by itself. */
let open: Set<ServerResponse>;
let withGrant: string;
let withoutGrant: string;
let hubAlone: string;
let hub: TinyHub;
let client: Client;
let active: FollowedSupergraph;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.headers.accept !== "text/event-stream") {
      // Of another team than it was asked for.
      const forged = { data: { _entities: [{ __typename: "Team", id: "forged", itu_rating: 1 }] } };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(forged));
      return;
    }
    open.add(response);
    response.on("close", () => open.delete(response));
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(SAYS);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  withGrant = await supergraphWith([{ subgraph: granted, url: "agency:itu" }]);
  withoutGrant = await supergraphWith([{ subgraph: base, url: "agency:itu" }]);
  hubAlone = await supergraphWith([]);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(async () => {
  open = new Set();
  active = granting(1);
  const source = { number: async () => active.number, read: async () => active };
  const following = { source, keptIn: null, looks: true, every: 10 };
  const agency = { subgraph: granted, url: null, mirror: fakeMirror(executable(base), null) };
  hub = await startAgencyHub([agency], {}, { supergraphSdl: hubAlone, following });
  const { url: address } = await hub.gateway.listen(0, "127.0.0.1");
  client = createClient({ url: `${address}/graphql`, retryAttempts: 0, headers: { authorization: "Bearer good" } });
});
afterEach(async () => {
  client.dispose();
  await hub.gateway.stop();
});

const served = (sdlHash: string) => [{ name: "agency_itu", agency: "itu", url, sdlHash }];
const granting = (number: number): FollowedSupergraph => ({ number, sdl: `${withGrant}\n# ${number}`, subgraphs: served("granted") });

interface Told {
  readonly data?: { readonly itu_rated?: { readonly id: string } | null } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** As many subscriptions as there are, each with its first event heard; what each hears after it, until it ends. */
async function subscribed(count: number): Promise<readonly Promise<readonly Told[]>[]> {
  const begun = Array.from({ length: count }, async () => {
    const events = client.iterate({ query: RATED });
    const first = (await events.next()).value as Told;
    expect(first.data?.itu_rated).toMatchObject({ id: "c1" });
    const rest = async () => {
      const told: Told[] = [];
      for await (const event of events) told.push(event as Told);
      return told;
    };
    return { rest: rest() };
  });
  return (await Promise.all(begun)).map(({ rest }) => rest);
}

const codesOf = (told: readonly Told[]) => told.map(({ errors }) => errors?.map(({ extensions }) => extensions?.code));
async function until(holds: () => boolean): Promise<void> {
  for (let looks = 0; looks < 1_000 && !holds(); looks += 1) await wait(10);
}

describe("subscriptions that an agency says nothing on", () => {
  it.each([
    ["publishes a text without them", (): FollowedSupergraph => ({ number: 2, sdl: withoutGrant, subgraphs: served("granted no more") })],
    ["is taken off", (): FollowedSupergraph => ({ number: 2, sdl: hubAlone, subgraphs: [] })],
  ])("end at once where it %s, with an error that says why, and its server hears of it", async (_, next) => {
    const streams = await subscribed(STREAMS);
    expect(open.size).toBe(STREAMS);
    active = next();
    const told = await Promise.all(streams);
    expect(told.map(codesOf)).toEqual(Array(STREAMS).fill([["SOURCE_CHANGED"]]));
    expect(told[0]?.[0]?.errors?.[0]?.message).toBe(
      'The source "agency_itu" was published anew or taken back, which ends subscriptions to it; subscribe anew, or without its fields.',
    );
    await until(() => open.size === 0);
    expect(open.size).toBe(0);
  });

  it("end at once where its server answers against its contract, and can't be begun for a while", async () => {
    const streams = await subscribed(STREAMS);
    for (let answers = 0; answers < 3; answers += 1)
      await hub.gateway.execute({ query: `{ teams { id itu_rating } again${answers}: __typename }` });
    expect((await Promise.all(streams)).map(codesOf)).toEqual(Array(STREAMS).fill([["SOURCE_CONTRACT_VIOLATION"]]));
    const { value } = await client.iterate({ query: RATED }).next();
    expect(codesOf([value as Told])).toEqual([["SOURCE_UNAVAILABLE"]]);
  });

  it("go on where another supergraph leaves its text as it was", async () => {
    const [stream] = await subscribed(1);
    active = granting(2);
    await until(() => hub.log.some((line) => line.includes("a new supergraph took over")));
    for (const response of open) response.end(`${SAYS}event: complete\ndata:\n\n`);
    expect((await stream)?.map(({ data }) => data?.itu_rated?.id)).toEqual(["c1"]);
  });

  it("can be begun again where it is back", async () => {
    const [first] = await subscribed(1);
    active = { number: 2, sdl: hubAlone, subgraphs: [] };
    await first;
    active = granting(3);
    await until(() => hub.log.filter((line) => line.includes("a new supergraph took over")).length === 2);
    const [again] = await subscribed(1);
    for (const response of open) response.end(`${SAYS}event: complete\ndata:\n\n`);
    expect(codesOf((await again) ?? [])).toEqual([undefined]);
  });
});
