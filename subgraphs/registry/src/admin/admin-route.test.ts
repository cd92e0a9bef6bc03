import { ANYONE, type Principal } from "@actionline/kit/access";
import { HONEST } from "../testing/small-hub";
import { publisherOf, SECRETARIAT, startRegistry, type TestRegistry } from "../testing/start-registry";
import { adminRoute } from "./admin-route";

let hub: TestRegistry;
beforeAll(async () => {
  hub = await startRegistry();
});
afterAll(() => hub.stop());

const RESULT = "{ state publish base supergraph { number hash } problems { code message subgraph line column howToFix } notMirrored }";
const PUBLISH = `mutation ($input: PublishInput!) { publish(input: $input) ${RESULT} }`;

async function ask(principal: Principal, query: string, variables: object = {}): Promise<unknown> {
  const answer = await adminRoute({ registry: hub.registry }).answer({ principal, body: { query, variables } });
  return JSON.parse(JSON.stringify(answer));
}

test("a publisher checks, publishes, reads what stands and takes it back", async () => {
  const publisher = publisherOf("nordlys");
  const variables = { agency: "nordlys", sdl: HONEST };
  expect(
    await ask(publisher, `query ($agency: ID!, $sdl: String!) { check(agency: $agency, sdl: $sdl) ${RESULT} }`, variables),
  ).toMatchObject({
    data: { check: { state: "ADMITTED", publish: null } },
  });
  expect(await ask(publisher, PUBLISH, { input: variables })).toMatchObject({
    data: { publish: { state: "ADMITTED", publish: 1, problems: [] } },
  });
  const { number, hash } = hub.registry.current();
  expect(
    await ask(publisher, '{ history(agency: "nordlys") { publish by url from } supergraph { number hash subgraphs { name agency } } }'),
  ).toMatchObject({
    data: { history: [{ publish: 1, by: "publisher:nordlys", url: null }], supergraph: { number, hash } },
  });
  expect(await ask(publisher, 'mutation { unpublish(agency: "nordlys") { state publish } }')).toMatchObject({
    data: { unpublish: { state: "ADMITTED", publish: null } },
  });
});

test("problems are told with their line and what to do", async () => {
  const input = { agency: "nordlys", sdl: "type Query {\n  surprise: Int\n}" };
  expect(await ask(publisherOf("nordlys"), PUBLISH, { input })).toMatchObject({
    data: {
      publish: {
        state: "REFUSED",
        problems: [{ code: "OWNERSHIP_VIOLATION", subgraph: "agency_nordlys", line: 2, column: 3, howToFix: "Call it nordlys_surprise." }],
      },
    },
  });
});

test("nobody comes in without a token, and nobody does what is another's", async () => {
  await expect(ask(ANYONE, "{ supergraph { number } }")).rejects.toMatchObject({ extensions: { code: "UNAUTHENTICATED" } });
  const input = { agency: "nordlys", sdl: HONEST };
  for (const query of [
    ['{ history(agency: "nordlys") { publish } }', {}],
    ["{ waitingHosts { host } }", {}],
    [PUBLISH, { input }],
    ['mutation { approveHost(agency: "nordlys", host: "x:443") { state } }', {}],
    ['mutation { unpublish(agency: "nordlys") { state } }', {}],
    ['mutation { grantConsent(owner: "hub", agency: "evil", element: "Team.name", act: "override") { id } }', {}],
  ] as const) {
    expect(await ask(publisherOf("evil"), query[0], query[1])).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN" } }] });
  }
  expect(await ask(SECRETARIAT, "{ waitingHosts { host } }")).toEqual({ data: { waitingHosts: [] } });
});

test.each([
  ["no question", {}, "BAD_REQUEST"],
  ["a text that isn't GraphQL", { query: "{" }, "BAD_REQUEST"],
  ["2,000 words", { query: `{ ${"a ".repeat(2_000)} }` }, "BAD_REQUEST"],
  [
    "many things at once",
    { query: `{ ${Array.from({ length: 6 }, (_, index) => `a${index}: supergraph { number }`).join(" ")} }` },
    "QUERY_TOO_WIDE",
  ],
])("%s is refused", async (_, body, code) => {
  await expect(adminRoute({ registry: hub.registry }).answer({ principal: SECRETARIAT, body })).rejects.toMatchObject({
    extensions: { code },
  });
});

test("a body is let in by the secretariat alone, under a name that ids can begin with", async () => {
  const admitted: string[] = [];
  const route = adminRoute({
    registry: hub.registry,
    admitAgency: async ({ id }) => {
      admitted.push(id);
      return `a token of ${id}`;
    },
  });
  const admit = async (principal: Principal, id: string): Promise<unknown> => {
    const query = "mutation ($input: AdmitAgencyInput!) { admitAgency(input: $input) { agency token } }";
    const body = { query, variables: { input: { id, name: "Rural Networks", organization: "ITU" } } };
    return JSON.parse(JSON.stringify(await route.answer({ principal, body })));
  };
  expect(await admit(SECRETARIAT, "rural-networks")).toEqual({
    data: { admitAgency: { agency: "rural-networks", token: "a token of rural-networks" } },
  });
  expect(await admit(SECRETARIAT, "Rural Networks")).toMatchObject({ errors: [{ extensions: { code: "BAD_INPUT" } }] });
  expect(await admit(publisherOf("nordlys"), "rural-networks")).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN" } }] });
  expect(admitted).toEqual(["rural-networks"]);
});

test("what is wrong with a server is told to its publisher and to the secretariat, the latest first, and to nobody else", async () => {
  const { troubles } = hub.registry;
  const [at, until] = [new Date("2026-11-01T09:00:00Z"), new Date("2026-11-01T09:05:00Z")];
  await troubles.note({ agency: "nordlys", kind: "QUARANTINE", reason: "Wrong keys.", at, until });
  await troubles.note({ agency: "evil", kind: "SCHEMA_DRIFT", reason: "Another schema.", at: until, until: null });
  const drift = { agency: "evil", kind: "SCHEMA_DRIFT", since: until.toISOString(), until: null, reason: "Another schema." };
  const quarantine = { agency: "nordlys", kind: "QUARANTINE", since: at.toISOString(), until: until.toISOString(), reason: "Wrong keys." };
  const all = "{ troubles { agency kind since until reason } }";
  const own = all.replace("troubles", 'troubles(agency: "nordlys")');
  expect(await ask(SECRETARIAT, all)).toEqual({ data: { troubles: [drift, quarantine] } });
  expect(await ask(publisherOf("nordlys"), own)).toEqual({ data: { troubles: [quarantine] } });
  for (const query of [all, own])
    expect(await ask(publisherOf("evil"), query)).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN" } }] });
});
