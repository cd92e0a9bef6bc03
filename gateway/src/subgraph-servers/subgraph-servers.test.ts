import { pino } from "pino";
import { startTinyHub, type TinyHub } from "../testing/tiny-hub";
import { buildTinyMoney } from "../testing/tiny-money";
import { buildTinyTeams, type TinyControls } from "../testing/tiny-teams";
import { RemoteSubgraph } from "./remote-subgraph";
import { openSubgraphServer, type SubgraphServer } from "./subgraph-server";

const SECRET = "known to this hub's processes alone";
const silent = pino({ level: "silent" });

let near: TinyHub;
let far: TinyHub;
let server: SubgraphServer;

beforeAll(async () => {
  const controls: TinyControls = { gate: Promise.resolve(), contexts: [], requests: [] };
  server = await openSubgraphServer({
    subgraphs: [await buildTinyTeams(controls), await buildTinyMoney(controls)],
    secret: SECRET,
    logger: silent,
  });
  near = await startTinyHub();
  far = await startTinyHub({
    transportOf: ({ name }) => new RemoteSubgraph({ subgraph: name, url: server.url, secret: SECRET, requestMs: 5_000 }),
  });
});

afterAll(async () => {
  await Promise.all([near.gateway.stop(), far.gateway.stop()]);
  await server.close();
});

/** Incidents are numbered anew each time. */
const plain = (body: object): unknown =>
  JSON.parse(JSON.stringify(body).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "incident"));

describe("hub subgraphs that run as servers of their own", () => {
  it.each([
    "{ teams { id name neighbour { id moneyReadAt } } teamsReadAt }",
    '{ teamList(asOf: { snapshot: "spring" }) { nodes { id budgets(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } } } } }',
    "{ refused }",
    "{ broken }",
    "{ teams { id brokenFor } brokenMoney }",
    "mutation { write }",
    "{ nothing }",
  ])("answer %s as they do in the gateway's own process", async (query) => {
    const [one, other] = await Promise.all([near.gateway.execute({ query }), far.gateway.execute({ query })]);
    expect(plain(other.body)).toEqual(plain(one.body));
    expect(other.status).toBe(one.status);
  });

  it("know who asks", async () => {
    const query = "{ teamList { nodes { id } } }";
    const [anyone, secretariat] = await Promise.all([far.gateway.execute({ query }), far.gateway.execute({ query }, { token: "good" })]);
    expect(anyone.body.data).toEqual({ teamList: { nodes: [{ id: "c1" }] } });
    expect(secretariat.body.data).toEqual({ teamList: { nodes: [{ id: "c1" }, { id: "c2" }] } });
  });

  it("answer nobody who doesn't hold the hub's secret", async () => {
    const body = JSON.stringify({
      query: "{ teams { id } }",
      variables: {},
      extensions: { actionline: { principal: { id: "me", roles: [] } } },
    });
    const asked = (headers: Record<string, string>) => fetch(`${server.url}/teams`, { method: "POST", body, headers });
    expect((await asked({})).status).toBe(401);
    expect((await asked({ "actionline-signature": "0".repeat(64) })).status).toBe(401);
    expect((await asked({ "actionline-signature": "0".repeat(64), accept: "text/event-stream" })).status).toBe(401);
    expect((await fetch(`${server.url}/teams`)).status).toBe(404);
  });

  it("cost a gateway that holds another secret its data, and say nothing of why", async () => {
    const stranger = await startTinyHub({
      transportOf: ({ name }) => new RemoteSubgraph({ subgraph: name, url: server.url, secret: "another", requestMs: 5_000 }),
    });
    const { body } = await stranger.gateway.execute({ query: "{ refused }" });
    expect(body.data).toEqual({ refused: null });
    expect(JSON.stringify(body.errors)).not.toContain("127.0.0.1");
    await stranger.gateway.stop();
  });
});
