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
