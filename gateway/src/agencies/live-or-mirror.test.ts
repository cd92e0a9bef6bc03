import { executable } from "../engine/testing/compose";
import type { TinyHub } from "../testing/tiny-hub";
import { startAgencyHub } from "./testing/agency-hub";
import { type AgencyServer, startAgencyServer } from "./testing/agency-server";
import { agencySubgraph } from "./testing/agency-subgraph";
import { type FakeMirror, fakeMirror } from "./testing/fake-mirror";

const READ = new Date("2026-10-30T12:00:00.000Z");
const live = agencySubgraph("itu-d", (id) => ({ itu_d_rating: id === "c1" ? 1 : 2, itu_d_note: `live ${id}` }));
const mirrored = agencySubgraph("itu-d", (id) => ({
  itu_d_rating: id === "c1" ? 10 : 20,
  itu_d_note: () => {
    if (id === "c1") return "mirrored c1";
    throw new Error("NOT_MIRRORED");
  },
}));
const QUERY = "{ teams { id name itu_d_rating } }";

let server: AgencyServer;
let mirror: FakeMirror;
let hub: TinyHub;

beforeEach(async () => {
  server = await startAgencyServer(executable(live));
  mirror = fakeMirror(executable(mirrored), READ);
  hub = await startAgencyHub([{ subgraph: live, url: server.url, mirror }]);
});
afterEach(async () => {
  await hub.gateway.stop();
  await server.stop();
});

const ask = async (query = QUERY) => (await hub.gateway.execute({ query })).body;
const sourcesOf = ({ extensions }: Awaited<ReturnType<typeof ask>>) => extensions?.sources;
const LIVE = { source: "agency_itu_d", agency: "itu-d", answeredBy: "LIVE", asOf: expect.any(String), reason: null };
const MIRROR = { ...LIVE, answeredBy: "MIRROR", asOf: READ.toISOString() };

it("asks an agency's own server, and says so", async () => {
  const answer = await ask();
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toEqual({
    teams: [
      { id: "c1", name: "Team c1", itu_d_rating: 1 },
      { id: "c2", name: "Team c2", itu_d_rating: 2 },
    ],
  });
  expect(sourcesOf(answer)).toEqual([LIVE]);
  expect(mirror.asked).toHaveLength(0);
});

it.each(["HANGS", "REFUSES", "RESETS", "GARBAGE"] as const)(
  "J01: a server that %s is answered for by the mirror, which says so",
  async (manner) => {
    server.manner = manner;
    const answer = await ask();
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({ teams: [{ itu_d_rating: 10 }, { itu_d_rating: 20 }] });
    expect(sourcesOf(answer)).toEqual([{ ...MIRROR, reason: expect.stringMatching(/^SOURCE_/) }]);
  },
);

it("J07: null with the server's fault where the mirror holds nothing at all", async () => {
  server.manner = "RESETS";
  mirror.asOf = null;
  const answer = await hub.gateway.execute({ query: QUERY });
  expect(answer.status).toBe(200);
  expect(answer.body.data).toMatchObject({ teams: [{ name: "Team c1", itu_d_rating: null }, { name: "Team c2" }] });
  expect(answer.body.errors?.[0]?.extensions).toMatchObject({ code: "SOURCE_UNAVAILABLE", agency: "itu-d" });
  expect(sourcesOf(answer.body)).toEqual([{ ...LIVE, answeredBy: "NOBODY", asOf: null, reason: "SOURCE_UNAVAILABLE" }]);
});

it("J07: NOT_MIRRORED for what the mirror never saw, beside what it holds", async () => {
  server.manner = "RESETS";
  const answer = await ask("{ teams { id itu_d_note } }");
  expect(answer.data).toEqual({
    teams: [
      { id: "c1", itu_d_note: "mirrored c1" },
      { id: "c2", itu_d_note: null },
    ],
  });
  expect(answer.errors).toMatchObject([{ path: ["teams", 1, "itu_d_note"], extensions: { code: "NOT_MIRRORED", agency: "itu-d" } }]);
});

it("past asOf: the server isn't asked, and what the mirror held then is told", async () => {
  const answer = await ask("{ teams(asOf: { sequence: 3 }) { id itu_d_rating } }");
  expect(answer.data).toMatchObject({ teams: [{ itu_d_rating: 10 }, { itu_d_rating: 20 }] });
  expect(sourcesOf(answer)).toEqual([{ ...MIRROR, reason: "PAST_POINT" }]);
  expect(mirror.asked[0]?.point).toMatchObject({ sequence: 3 });
  expect(server.heard).toHaveLength(0);
});

it("a list without an agency's own fields asks nothing of it", async () => {
  await ask("{ teams { id name } }");
  expect(server.sockets.opened).toBe(0);
  expect(mirror.asked).toHaveLength(0);
});

it("D15: nothing of the client's crosses, and the hub says who it is", async () => {
  await hub.gateway.execute({ query: QUERY }, { token: "good" });
  const [heard] = server.heard;
  expect(Object.keys(heard?.headers ?? {}).sort()).toEqual([
    "accept",
    "accept-encoding",
    "actionline-hub",
    "connection",
    "content-digest",
    "content-length",
    "content-type",
    "host",
    "signature",
    "signature-input",
  ]);
});
