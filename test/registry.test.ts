import { loadSupergraph } from "@actionline/gateway/answering/load-supergraph";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import type { Composing } from "@actionline/registry/composition/job";
import { DIRECT_COMPOSER } from "@actionline/registry/testing/direct-composer";
import { openOver } from "@actionline/registry/testing/open-over";
import { HONEST } from "@actionline/registry/testing/small-hub";
import { startHub, type TestHub } from "./support/start-hub";

let hub: TestHub;
let url: string;
beforeAll(async () => {
  hub = await startHub({ empty: true });
  const { tokens } = hub.hub;
  await tokens.admit("publisher", { id: "p", name: "a publisher of nordlys", roles: [{ name: "PUBLISHER", of: "nordlys" }] }, "test");
  ({ url } = await hub.hub.listen(0, "127.0.0.1"));
});
afterAll(() => hub.stop());

interface Sent {
  readonly token?: string;
  readonly method?: string;
  readonly type?: string;
}

async function ask(query: string, variables: object, { token = "publisher", method = "POST", type = "application/json" }: Sent = {}) {
  const headers = { "content-type": type, ...(token !== "" && { authorization: `Bearer ${token}` }) };
  const body = method === "POST" ? { body: JSON.stringify({ query, variables }) } : {};
  const response = await fetch(`${url}/registry`, { method, headers, ...body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const PUBLISH =
  "mutation ($input: PublishInput!) { publish(input: $input) { state publish problems { code message line howToFix } notMirrored supergraph { number } } }";
const SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])

type Activity @key(fields: "id") {
  id: ID!
  nordlys_photos: [String!]
}

type PlanItem @key(fields: "id") {
  id: ID!
  title: String @external
  nordlys_summary: String @requires(fields: "title")
}
`;

it("takes an agency's schema over HTTP, composes it with the hub's own and puts it in force", async () => {
  const before = hub.hub.registry.current();
  const { status, body } = await ask(PUBLISH, { input: { agency: "nordlys", sdl: SDL } });
  expect([status, body]).toMatchObject([
    200,
    { data: { publish: { state: "ADMITTED", publish: 1, problems: [], supergraph: { number: before.number + 1 } } } },
  ]);
  expect(hub.hub.registry.current().sdl).toMatch(/nordlys_photos: \[String!\] @join__field\(graph: AGENCY_NORDLYS\)/);
  const { sequence } = hub.hub.registry.current();
  expect(sequence).toBe(hub.hub.appender.watermark);
});

it("refuses a schema that takes what is the hub's, with the line and the name that would do", async () => {
  const sdl = SDL.replace("nordlys_photos", "photos");
  const { body } = await ask(PUBLISH, { input: { agency: "nordlys", sdl } });
  expect(body).toMatchObject({
    data: { publish: { state: "REFUSED", problems: [{ code: "OWNERSHIP_VIOLATION", line: 5, howToFix: "Call yours nordlys_photos." }] } },
  });
});

it("refuses fields on what takes none, and what would be told to the agency that hangs on who asks", async () => {
  const sdl = SDL.replace(
    "  nordlys_photos: [String!]",
    "  findings(first: Int, after: String): FindingConnection @external\n  nordlys_photos: [String!]",
  );
  const { body } = await ask(PUBLISH, { input: { agency: "nordlys", sdl } });
  expect(JSON.stringify(body)).toMatch(/OWNERSHIP_VIOLATION|DATA_FLOW/);
});

it("answers nobody without a token, no GET, no form and nothing too large", async () => {
  const query = "{ supergraph { number } }";
  const answers = await Promise.all([
    ask(query, {}, { token: "" }),
    ask(query, {}, { token: "unknown" }),
    ask(query, {}, { method: "GET" }),
    ask(query, {}, { type: "text/plain" }),
    ask(query, { large: "x".repeat(8_000_001) }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 405, 400, 413]);
});

describe("F39: a supergraph that composes and that no gateway loads", () => {
  /** What a later composition might ask of gateways that these don't know. */
  const ASKS = '@link(url: "https://specs.apollo.dev/unheard-of/v0.1", for: EXECUTION)';
  const composer: Composing = {
    ...DIRECT_COMPOSER,
    run: async (job, timeMs) => {
      const verdict = await DIRECT_COMPOSER.run(job, timeMs);
      const isTheirs = job.subgraphs.some(({ name }) => name === "agency_nordlys");
      if (!isTheirs || verdict.supergraphSdl === null) return verdict;
      return { ...verdict, supergraphSdl: verdict.supergraphSdl.replace("schema\n", `schema\n  ${ASKS}\n`) };
    },
  };
  const publisher = { id: "p", name: "a publisher", roles: [{ name: "PUBLISHER" as const, of: "nordlys" }] };
  const published = { agency: "nordlys", sdl: HONEST, url: null };
  let log: TestLog;
  beforeEach(async () => {
    log = await startLog();
  });
  afterEach(() => log.stop());

  it("isn't admitted: it is tried in a gateway of its own before", async () => {
    const registry = await openOver(log.db, log.appender, { composer, load: loadSupergraph });
    const { state, problems } = await registry.publish(published, publisher);
    expect([state, problems.map(({ code }) => code)]).toEqual(["REFUSED", ["NOT_LOADABLE"]]);
    await expect(loadSupergraph(registry.current().sdl)).resolves.toBeUndefined();
  });

  it("X12: without the trial it would be in force, and no gateway could take it up", async () => {
    const registry = await openOver(log.db, log.appender, { composer });
    expect(await registry.publish(published, publisher)).toMatchObject({ state: "ADMITTED" });
    expect(registry.current().sdl).toContain("unheard-of");
    await expect(loadSupergraph(registry.current().sdl)).rejects.toThrow();
  });
});
