import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { executable } from "../../engine/testing/compose";
import type { TinyHub } from "../../testing/tiny-hub";
import { startAgencyHub, supergraphWith, type TestAgency } from "../testing/agency-hub";
import { type AgencyServer, startAgencyServer } from "../testing/agency-server";
import { agencySubgraph } from "../testing/agency-subgraph";
import { fakeMirror } from "../testing/fake-mirror";
import type { FollowedSupergraph, SupergraphSource } from "./followed-supergraph";

const itu = agencySubgraph("itu", (id) => ({ itu_rating: 1, itu_note: `live ${id}` }));
const MIRROR = fakeMirror(
  executable(agencySubgraph("itu", () => ({ itu_rating: 10, itu_note: "mirrored" }))),
  new Date("2026-10-30T12:00:00Z"),
);
const AGENCY: TestAgency = { subgraph: itu, url: "agency:itu", mirror: MIRROR };

/** A registry that a test puts supergraphs into force at. */
class TestRegistry implements SupergraphSource {
  active: FollowedSupergraph | null = null;
  away = false;

  async number(): Promise<number> {
    return (await this.read())?.number ?? 0;
  }

  async read(): Promise<FollowedSupergraph | null> {
    if (this.away) throw new Error("the database is away");
    return this.active;
  }
}

let server: AgencyServer;
let folder: string;
let keptIn: string;
let registry: TestRegistry;
let hubAlone: string;
let withItu: string;
let hub: TinyHub | null = null;

beforeAll(async () => {
  server = await startAgencyServer(executable(itu));
  hubAlone = await supergraphWith([]);
  withItu = await supergraphWith([AGENCY]);
});
afterAll(() => server.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "actionline-"));
  keptIn = join(folder, "last-supergraph.graphql");
  registry = new TestRegistry();
});
afterEach(async () => {
  await hub?.gateway.stop();
  hub = null;
  await rm(folder, { recursive: true });
});

const inForce = (number: number, url: string | null = server.url): FollowedSupergraph => ({
  number,
  sdl: withItu,
  subgraphs: [
    { name: "agency_itu", agency: "itu", url, sdlHash: "1" },
    { name: "teams", agency: null, url: null, sdlHash: "2" },
  ],
});
async function start(): Promise<TinyHub> {
  const following = { source: registry, keptIn, looks: true, every: 20 };
  hub = await startAgencyHub([AGENCY], {}, { supergraphSdl: hubAlone, following });
  return hub;
}
const ask = async () => (await hub?.gateway.execute({ query: "{ teams { id itu_rating } }" }))?.body;
const ratings = async () => ((await ask())?.data?.teams as { itu_rating: number }[] | undefined)?.map(({ itu_rating }) => itu_rating);

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 1_000 && !(await holds()); looks++) await new Promise((soon) => setTimeout(soon, 20));
}

it("takes up what comes into force, asks its agencies where the registry says, and keeps it on disk", async () => {
  await start();
  expect(await ratings()).toBeUndefined();
  registry.active = inForce(1);
  await until(async () => (await ratings()) !== undefined);
  expect(await ratings()).toEqual([1, 1]);
  expect(await readFile(keptIn, "utf8")).toMatch(/^# in force: \{"number":1,/);
});

it("takes up an agency's new address under the same supergraph", async () => {
  registry.active = inForce(1, null);
  await start();
  expect(await ratings()).toEqual([10, 10]);
  registry.active = inForce(2);
  await until(async () => (await ratings())?.[0] === 1);
  expect(await ratings()).toEqual([1, 1]);
});

it("J13, L12: a gateway that begins while its database is away begins with the last one that it loaded", async () => {
  registry.active = inForce(1);
  await start();
  await hub?.gateway.stop();
  registry.away = true;
  await start();
  expect(await ratings()).toEqual([1, 1]);
});

it("J13: a registry that goes away leaves the last one serving, and is followed again when it is back", async () => {
  registry.active = inForce(1, null);
  await start();
  registry.away = true;
  await until(async () => hub?.log.some((line) => line.includes("can't be read")) ?? false);
  expect(await ratings()).toEqual([10, 10]);
  Object.assign(registry, { away: false, active: inForce(2) });
  await until(async () => (await ratings())?.[0] === 1);
  expect(await ratings()).toEqual([1, 1]);
});

it("L04: what doesn't load is told loudly, and leaves the last one serving", async () => {
  registry.active = inForce(1);
  await start();
  registry.active = { ...inForce(2), sdl: "type Query { broken: Nowhere }" };
  await until(async () => hub?.log.some((line) => line.includes("doesn't load here")) ?? false);
  expect(await ratings()).toEqual([1, 1]);
  expect(hub?.log.filter((line) => line.includes("doesn't load here"))).toHaveLength(1);
  expect(await readFile(keptIn, "utf8")).toMatch(/^# in force: \{"number":1,/);
});

it("L06: a restart with one in force that doesn't load falls back on the last that did", async () => {
  registry.active = inForce(1);
  await start();
  await hub?.gateway.stop();
  registry.active = { ...inForce(2), sdl: "poison" };
  await start();
  expect(await ratings()).toEqual([1, 1]);
});

it("L06, L12: with nothing that loads anywhere else, the hub's own subgraphs serve", async () => {
  await writeFile(keptIn, `# in force: {"number":1,"subgraphs":[]}\npoison`);
  registry.away = true;
  await start();
  expect((await hub?.gateway.execute({ query: "{ teams { id } }" }))?.body.data).toEqual({ teams: [{ id: "c1" }, { id: "c2" }] });
});

it("J12: all agencies are down at the start: the hub starts, and mirrors serve", async () => {
  registry.active = inForce(1, "http://127.0.0.1:1/graphql");
  await start();
  expect(await ratings()).toEqual([10, 10]);
});

it("a registry that has none is right: what was kept by an earlier one doesn't come back", async () => {
  registry.active = inForce(1);
  await start();
  await hub?.gateway.stop();
  registry.active = null;
  await start();
  expect(await ratings()).toBeUndefined();
});
