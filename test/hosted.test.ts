import { createServer } from "node:http";
import { join } from "node:path";
import { type AgencyServer, startAgencyServer } from "@actionline/gateway/agencies/testing/agency-server";
import { agencySubgraph } from "@actionline/gateway/agencies/testing/agency-subgraph";
import { executable } from "@actionline/gateway/engine/testing/compose";
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
let server: AgencyServer;

beforeAll(async () => {
  server = await startAgencyServer(executable(agencySubgraph(AGENCY, () => ({ nord_rating: 1, nord_note: "live" }))));
  room = await startHub({
    empty: true,
    follows: true,
    settings: { allowLocalAgencies: true },
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
async function mirror(): Promise<void> {
  const { hub } = room;
  const teams = (await room.ask("{ teams { id } }")).teams as readonly { readonly id: string }[];
  const entities = teams.map(({ id }) => ({
    kind: "ENTITY" as const,
    operation: "UPSERT" as const,
    owner: AGENCY,
    subject: `${AGENCY}/Team/${JSON.stringify({ id })}`,
    record: { id: `${AGENCY}/Team/${JSON.stringify({ id })}`, agency: AGENCY, type: "Team", key: { id }, values: { nord_rating: 10 } },
  }));
  await hub.appender.append(entities);
  const reads = entities.map(({ subject }) => ({ _id: subject, agency: AGENCY, type: "Team", at: READ, known: true }));
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

  await mirror();
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
