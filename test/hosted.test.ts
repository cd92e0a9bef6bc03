import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type AgencyServer, startAgencyServer } from "@actionline/gateway/agencies/testing/agency-server";
import { agencySubgraph } from "@actionline/gateway/agencies/testing/agency-subgraph";
import { executable, executableAsLinked, type TestSubgraph } from "@actionline/gateway/engine/testing/compose";
import { admitAgency } from "@actionline/scripts/hub/admit-agency";
import { createClient } from "graphql-sse";
import { createHandler } from "graphql-sse/lib/use/http";
import { startHub, type TestHub } from "./support/start-hub";

const AGENCY = "nord";
const SECRETARIAT = { id: "secretariat", name: "the secretariat", roles: [{ name: "SECRETARIAT" as const, of: null }] };
const PUBLISHER = { id: "nord", name: "a publisher", roles: [{ name: "PUBLISHER" as const, of: AGENCY }] };
const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Team @key(fields: "id") { id: ID! nord_rating: Int nord_note: String }
`;
const QUERY = "{ teams { id nord_rating } }";
const READ = new Date("2026-11-20T00:00:00.000Z");

let room: TestHub;
let listens: ReturnType<TestHub["hub"]["listen"]> | null = null;
/** Where the hub listens, from the first time that it is asked. */
function listening() {
  listens ??= room.hub.listen(0, "127.0.0.1");
  return listens;
}
let server: AgencyServer;

beforeAll(async () => {
  server = await startAgencyServer(executable(agencySubgraph(AGENCY, () => ({ nord_rating: 1, nord_note: "live" }))));
  room = await startHub({
    empty: true,
    follows: true,
    settings: { allowLocalAgencies: true, driftMs: 0 },
    notices: { allowLocalWebhooks: true },
    registry: { checkServer: async () => [], execArgv: ["-r", join(__dirname, "support/run-typescript.cjs")] },
  });
});
afterAll(async () => {
  await room?.stop();
  await server?.stop();
});

interface Rated {
  readonly id: string;
  readonly nord_rating: number | null;
}
const ask = async () => (await room.hub.execute({ query: QUERY })).body;
const ratings = async () => {
  const teams = (await ask()).data?.teams as readonly Rated[] | undefined;
  return teams === undefined ? undefined : [...new Set(teams.map(({ nord_rating }) => nord_rating))];
};
const source = async () => {
  const sources = ((await ask()).extensions?.sources ?? []) as readonly { readonly agency: string; readonly answeredBy: string }[];
  return sources.find(({ agency }) => agency === AGENCY);
};

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 500 && !(await holds()); looks++) await new Promise((soon) => setTimeout(soon, 50));
}

/** What the hub read of every team, as harvest keeps it. */
async function mirror(agency: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  const { hub } = room;
  const teams = (await room.ask("{ teams { id } }")).teams as readonly { readonly id: string }[];
  const entities = teams.map(({ id }) => ({
    kind: "ENTITY" as const,
    operation: "UPSERT" as const,
    owner: agency,
    subject: `${agency}/Team/${JSON.stringify({ id })}`,
    record: { id: `${agency}/Team/${JSON.stringify({ id })}`, agency, type: "Team", key: { id }, values },
  }));
  await hub.appender.append(entities);
  const reads = entities.map(({ subject }) => ({ _id: subject, agency, type: "Team", at: READ, known: true }));
  await hub.db.collection<{ _id: string }>("entity_reads").insertMany(reads);
}

it("an agency publishes, answers, is answered for when its server dies, and answers again, without anybody's doing", async () => {
  const { registry } = room.hub;
  expect(await ratings()).toBeUndefined();
  const held = await registry.publish({ agency: AGENCY, sdl: SDL, url: server.url }, PUBLISHER);
  expect(held).toMatchObject({ state: "HELD" });
  const admitted = await registry.approveHost(AGENCY, new URL(server.url).host, SECRETARIAT);
  expect(admitted).toMatchObject({ state: "ADMITTED" });
  await until(async () => (await ratings()) !== undefined);
  expect(await ratings()).toEqual([1]);
  expect(await source()).toMatchObject({ source: "agency_nord", answeredBy: "LIVE", reason: null });

  await mirror(AGENCY, { nord_rating: 10 });
  const { port } = new URL(server.url);
  await server.stop();
  expect(await ratings()).toEqual([10]);
  expect(await source()).toMatchObject({ answeredBy: "MIRROR", asOf: READ.toISOString(), reason: expect.stringMatching(/^SOURCE_/) });

  server = await startAgencyServer(executable(agencySubgraph(AGENCY, () => ({ nord_rating: 2, nord_note: "back" }))), Number(port));
  await until(async () => (await source())?.answeredBy === "LIVE");
  expect(await ratings()).toEqual([2]);
});

it("what is asked beside an agency without its server or copy is null and told, and the rest stands", async () => {
  const { port } = new URL(server.url);
  await server.stop();
  const silent = createServer((request) => request.socket.destroy()).listen(Number(port), "127.0.0.1");
  const { data, errors } = (await room.hub.execute({ query: "{ teams { id nord_note } }" })).body;
  const [team] = (data?.teams ?? []) as readonly unknown[];
  expect(team).toMatchObject({ id: expect.any(String), nord_note: null });
  expect(errors?.[0]?.extensions).toMatchObject({ code: "NOT_MIRRORED", agency: AGENCY });
  await new Promise((closed) => silent.close(closed));
});

describe("an agency whose server isn't as it was published", () => {
  const SUD = "sud";
  const SERVED = agencySubgraph(SUD, () => ({ sud_rating: 1, sud_note: "live" }));
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
  /** As its own library prints it. */
  const schemaOf = ({ sdl, resolvers }: TestSubgraph) => executableAsLinked({ sdl: `${link}\n${sdl}`, resolvers });
  const posted: { readonly body: string; readonly headers: IncomingHttpHeaders }[] = [];
  const noted = () => room.hub.registry.troubles.list(SUD);
  let receiver: Server;
  let secret: string;

  /** Another server in the place of the one before. */
  async function serve(subgraph: TestSubgraph): Promise<void> {
    const { port } = new URL(server.url);
    await server.stop();
    server = await startAgencyServer(schemaOf(subgraph), Number(port));
  }
  async function told(): Promise<{ readonly kind?: string; readonly text?: string }[]> {
    await room.hub.servers.look();
    await room.hub.notices.deliverer.deliver();
    return posted.map(({ body }) => JSON.parse(body) as { readonly kind?: string });
  }
  const answeredBy = async (query: string) => {
    const { body } = await room.hub.execute({ query });
    const sources = (body.extensions?.sources ?? []) as readonly { readonly agency: string; readonly answeredBy: string }[];
    return { body, by: sources.filter(({ agency }) => agency === SUD).map(({ answeredBy }) => answeredBy) };
  };

  beforeAll(async () => {
    server = await startAgencyServer(schemaOf(SERVED));
    receiver = createServer((request, response) => {
      let body = "";
      request.on("data", (piece) => {
        body += String(piece);
      });
      request.on("end", () => {
        posted.push({ body, headers: request.headers });
        response.end();
      });
    }).listen(0, "127.0.0.1");
    await once(receiver, "listening");
    const { hub } = room;
    const token = await admitAgency(hub.appender, hub.tokens, {
      id: SUD,
      name: "Sud",
      organization: "ITU",
      licence: "x",
      contactDesk: null,
    });
    const { port } = receiver.address() as AddressInfo;
    const input = { agency: SUD, webhook: `http://127.0.0.1:${port}/`, idempotencyKey: "1" };
    const set = "mutation ($input: SetNotificationChannelInput!) { setNotificationChannel(input: $input) { secret } }";
    ({ secret } = (await room.ask(set, { input }, token)).setNotificationChannel as { readonly secret: string });
    const publisher = { id: SUD, name: "a publisher", roles: [{ name: "PUBLISHER" as const, of: SUD }] };
    await hub.registry.publish({ agency: SUD, sdl: `${link}\n${SERVED.sdl}`, url: server.url }, publisher);
    await hub.registry.approveHost(SUD, new URL(server.url).host, SECRETARIAT);
    await until(async () => (await answeredBy("{ teams { sud_rating } }")).by.includes("LIVE"));
    await mirror(SUD, { sud_rating: 10, sud_note: "kept" });
  });
  afterAll(() => new Promise((closed) => receiver.close(closed)));

  it("F37 is told by a signed webhook when it serves another schema, and what it lacks is answered by its mirror", async () => {
    expect(await told()).toEqual([]);
    await serve({ ...SERVED, sdl: SERVED.sdl.replace("sud_note: String", "") });
    expect(await told()).toMatchObject([{ kind: "SUBGRAPH_DRIFTED", text: expect.stringContaining("Team.sud_note") }]);
    const { timestamp, signature } = {
      timestamp: posted[0]?.headers["actionline-timestamp"],
      signature: posted[0]?.headers["actionline-signature"],
    };
    expect(signature).toBe(`v1=${createHmac("sha256", secret).update(`${timestamp}.${posted[0]?.body}`).digest("hex")}`);
    expect(await noted()).toMatchObject([{ kind: "SCHEMA_DRIFT", until: null }]);
    const lacking = await answeredBy("{ teams { sud_rating sud_note } }");
    expect(lacking.by).toEqual(["MIRROR"]);
    expect(lacking.body.errors).toBeUndefined();
    expect(lacking.body.data?.teams).toContainEqual({ sud_rating: 10, sud_note: "kept" });
    expect((await answeredBy("{ teams { sud_rating } }")).by).toEqual(["LIVE"]);
    await serve(SERVED);
    expect(await told()).toHaveLength(1);
    expect(await noted()).toMatchObject([{ kind: "SCHEMA_DRIFT", until: expect.any(Date) }]);
  });

  it("is told when its answers are against its contract, and why its mirror answers for a while", async () => {
    await serve({ ...SERVED, resolvers: { ...SERVED.resolvers, Team: { __resolveReference: () => ({ id: "another", sud_rating: 3 }) } } });
    await until(async () => {
      await answeredBy("{ teams { sud_rating } }");
      return (await noted()).some(({ kind }) => kind === "QUARANTINE");
    });
    expect((await told()).at(-1)).toMatchObject({ kind: "SUBGRAPH_QUARANTINED", text: expect.stringContaining("other entities") });
    expect(await told()).toHaveLength(2);
    expect((await answeredBy("{ teams { sud_rating } }")).by).toEqual(["MIRROR"]);
  });

  it("is told when what it published isn't served any more, and what is served in its place", async () => {
    const { registry } = room.hub;
    const grant = { owner: "hub", agency: SUD, element: "Subscription", act: "subscribe", until: null };
    const { id } = await registry.grantConsent(grant, SECRETARIAT);
    const publisher = { id: SUD, name: "a publisher", roles: [{ name: "PUBLISHER" as const, of: SUD }] };
    const sdl = `${link}\n${SERVED.sdl}\ntype Subscription { sud_rated: Team }`;
    expect(await registry.publish({ agency: SUD, sdl, url: null }, publisher)).toMatchObject({ state: "ADMITTED" });
    expect(await registry.revokeConsent(id, SECRETARIAT)).toMatchObject([{ agency: SUD }]);
    expect((await told()).slice(2)).toMatchObject([
      { kind: "SUBGRAPH_PUT_BACK", text: expect.stringMatching(/subscription.*earlier texts.*Publish a schema that fits/) },
    ]);
    const { body, headers } = posted.at(-1) ?? { body: "", headers: {} };
    const signed = `${headers["actionline-timestamp"]}.${body}`;
    expect(headers["actionline-signature"]).toBe(`v1=${createHmac("sha256", secret).update(signed).digest("hex")}`);
  });
});

it("F24 an agency that was granted subscriptions tells its events through the hub, with what the hub knows beside them", async () => {
  const { hub } = room;
  const [team] = (await room.ask("{ teams { id name } }")).teams as readonly { readonly id: string; readonly name: string }[];
  const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Team @key(fields: "id") { id: ID! }
    type Subscription { east_moved: Team }`;
  const moves = async function* () {
    for (let moved = 0; moved < 2; moved += 1) yield { east_moved: team };
  };
  const resolvers = { Team: { __resolveReference: (reference: object) => reference }, Subscription: { east_moved: { subscribe: moves } } };
  const answer = createHandler({ schema: executableAsLinked({ sdl, resolvers }) });
  const east = createServer((request, response) => void answer(request, response).catch(() => response.destroy())).listen(0, "127.0.0.1");
  await once(east, "listening");
  try {
    const url = `http://127.0.0.1:${(east.address() as AddressInfo).port}/graphql`;
    const publisher = { id: "east", name: "a publisher", roles: [{ name: "PUBLISHER" as const, of: "east" }] };
    expect(await hub.registry.publish({ agency: "east", sdl, url }, publisher)).toMatchObject({ state: "REFUSED" });
    const grant = { owner: "hub", agency: "east", element: "Subscription", act: "subscribe", until: null };
    await hub.registry.grantConsent(grant, SECRETARIAT);
    await hub.registry.approveHost("east", new URL(url).host, SECRETARIAT);
    expect(await hub.registry.publish({ agency: "east", sdl, url }, publisher)).toMatchObject({ state: "ADMITTED", problems: [] });
    const hasEvents = async () => {
      const { subscriptionType } = (await room.ask("{ __schema { subscriptionType { fields { name } } } }")).__schema as {
        readonly subscriptionType: { readonly fields: readonly { readonly name: string }[] };
      };
      return subscriptionType.fields.some(({ name }) => name === "east_moved");
    };
    await until(hasEvents);
    const { url: address } = await listening();
    const client = createClient({ url: `${address}/graphql`, retryAttempts: 0 });
    const events: unknown[] = [];
    for await (const { data } of client.iterate({ query: "subscription { east_moved { id name } }" })) events.push(data);
    client.dispose();
    expect(events).toEqual([{ east_moved: team }, { east_moved: team }]);
  } finally {
    east.closeAllConnections();
    east.close();
  }
});

it("a subscription that is listened to ends with its reason where the agency publishes without it, and where the secretariat takes the grant back", async () => {
  const { hub } = room;
  const [team] = (await room.ask("{ teams { id } }")).teams as readonly { readonly id: string }[];
  const plain = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Team @key(fields: "id") { id: ID! west_rating: Int }`;
  const granted = `${plain} type Subscription { west_moved: Team }`;
  /** Says one thing, and nothing more for as long as it is listened to. */
  const moves = async function* () {
    yield { west_moved: { ...team, west_rating: 1 } };
    await new Promise(() => undefined);
  };
  const resolvers = { Team: { __resolveReference: (reference: object) => reference }, Subscription: { west_moved: { subscribe: moves } } };
  const answer = createHandler({ schema: executableAsLinked({ sdl: granted, resolvers }) });
  let open = 0;
  const west = createServer((request, response) => {
    if (request.headers.accept === "text/event-stream") {
      open += 1;
      response.on("close", () => {
        open -= 1;
      });
    }
    answer(request, response).catch(() => response.destroy());
  }).listen(0, "127.0.0.1");
  await once(west, "listening");
  const url = `http://127.0.0.1:${(west.address() as AddressInfo).port}/graphql`;
  const publisher = { id: "west", name: "a publisher", roles: [{ name: "PUBLISHER" as const, of: "west" }] };
  const publish = async (sdl: string) =>
    expect(await hub.registry.publish({ agency: "west", sdl, url, force: true }, publisher)).toMatchObject({ state: "ADMITTED" });
  const { url: address } = await listening();
  const client = createClient({ url: `${address}/graphql`, retryAttempts: 0 });
  interface Told {
    readonly data?: object | null;
    readonly errors?: readonly { readonly message: string; readonly extensions?: object }[];
  }
  /** Begins as soon as the graph has it, and hears the first event; gives what comes after that. */
  async function subscribed(): Promise<() => Promise<Told[]>> {
    for (;;) {
      const events = client.iterate({ query: "subscription { west_moved { id west_rating } }" }) as AsyncIterableIterator<Told>;
      const first = await events.next().catch(() => null);
      if (first?.value?.data?.west_moved === undefined) continue;
      expect(first.value).toMatchObject({ data: { west_moved: { ...team, west_rating: 1 } } });
      return async () => {
        const rest: Told[] = [];
        for await (const event of events) rest.push(event);
        return rest;
      };
    }
  }
  const changed = [
    { errors: [{ message: expect.stringContaining("published anew or taken back"), extensions: { code: "SOURCE_CHANGED" } }] },
  ];
  try {
    const grant = { owner: "hub", agency: "west", element: "Subscription", act: "subscribe", until: null };
    const { id } = await hub.registry.grantConsent(grant, SECRETARIAT);
    await hub.registry.approveHost("west", new URL(url).host, SECRETARIAT);
    await publish(granted);
    const first = await subscribed();
    await publish(plain);
    expect(await first()).toMatchObject(changed);
    await publish(granted);
    const second = await subscribed();
    expect(open).toBe(1);
    expect(await hub.registry.revokeConsent(id, SECRETARIAT)).toMatchObject([{ agency: "west" }]);
    expect(await second()).toMatchObject(changed);
    await until(async () => open === 0);
    expect(open).toBe(0);
  } finally {
    client.dispose();
    west.closeAllConnections();
    west.close();
  }
});
