import { buildSchema, parse, validate } from "graphql";
import { pino } from "pino";
import { answerError } from "./answer-errors";
import { startTinyHub, type TinyHub } from "./testing/tiny-hub";
import { holdGate } from "./testing/tiny-teams";
import { WAYS } from "./testing/ways";

describe.each(WAYS)("%s", (_way, way) => {
  let hub: TinyHub;

  beforeAll(async () => {
    hub = await startTinyHub({}, way);
  });
  afterAll(() => hub.gateway.stop());
  beforeEach(() => {
    hub.log.length = 0;
  });

  const ask = async (query: string) => JSON.parse(JSON.stringify(await hub.gateway.execute({ query })));

  describe("errors as a user reads them", () => {
    it("INTERNAL: an unforeseen fault shows an incident id alone; its text is in the log under that id", async () => {
      const { status, body } = await ask("{ broken teams { id } }");
      expect([status, body.data.broken, body.data.teams.length]).toEqual([200, null, 2]);
      const [{ message, path, extensions, ...rest }] = body.errors;
      expect([path, extensions, rest]).toEqual([["broken"], { code: "INTERNAL", incident: expect.any(String) }, {}]);
      expect(message).toContain(extensions.incident);
      expect(JSON.stringify(body)).not.toMatch(/postgres|10\.0\.0\.7|\/srv|stack|ECONNREFUSED|serviceName/);
      const line = hub.log.find((text) => text.includes(extensions.incident));
      expect(line).toMatch(/postgres.*tiny-teams/s);
    });

    it("FORBIDDEN: a refusal of the hub's own keeps its sentence and its plain facts", async () => {
      const { status, body } = await ask("{ refused }");
      expect(status).toBe(200);
      expect(body.errors).toEqual([
        { message: "This is for SECRETARIAT.", path: ["refused"], extensions: { code: "FORBIDDEN", roles: ["SECRETARIAT"] } },
      ]);
    });

    it("BAD_REQUEST: a mistake in the document is told with its place", async () => {
      const { status, body } = await ask("{ team { id } }");
      expect(status).toBe(400);
      expect(body.errors[0]).toMatchObject({
        message: expect.stringContaining('Did you mean "teams"'),
        locations: [{ line: 1, column: 3 }],
      });
    });

    it("stands at the entity's place in the answer, from the second subgraph too", async () => {
      const { body } = await ask("{ teams { id brokenFor } }");
      expect(body.data.teams).toEqual([
        { id: "c1", brokenFor: "well" },
        { id: "c2", brokenFor: null },
      ]);
      expect(body.errors.map(({ path }: { path: unknown }) => path)).toEqual([["teams", 1, "brokenFor"]]);
    });

    it("SOURCE_INVALID_VALUE: a record that its subgraph doesn't know is raised, not silently null", async () => {
      const { status, body } = await ask("{ budgets { nodes { id team { id name } } } }");
      expect([status, body.data.budgets.nodes[2]]).toEqual([200, { id: "b3", team: null }]);
      expect(body.errors).toMatchObject([{ path: ["budgets", "nodes", 2, "team", "name"], extensions: { code: "SOURCE_INVALID_VALUE" } }]);
      expect(body.extensions.valueCompletion).toBeUndefined();
    });

    it("SOURCE_INVALID_VALUE: it is raised beside another error too", async () => {
      const { body } = await ask("{ broken budgets { nodes { team { name } } } }");
      expect(body.errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code)).toEqual([
        "INTERNAL",
        "SOURCE_INVALID_VALUE",
      ]);
    });

    it("tells 20 errors and how many it left out", async () => {
      const { body } = await ask("{ brokenItems(count: 1000) }");
      expect([body.errors.length, body.extensions.errorsLeftOut]).toEqual([20, 980]);
    });

    it("INTERNAL: answers 500 where no data is left, as when the log can't be read", async () => {
      const broken = await startTinyHub({ resolvePoint: () => Promise.reject(new Error("mongodb://u:pw@db:27017 is down")) }, way);
      const { status, body } = await broken.gateway.execute({ query: "{ teams { id } }" });
      expect([status, body.errors?.[0]?.extensions?.code]).toEqual([500, "INTERNAL"]);
      expect(JSON.stringify(body)).not.toContain("mongodb");
      await broken.gateway.stop();
    });

    it("DEADLINE: answers 504 when a subgraph takes too long", async () => {
      const slow = await startTinyHub({ settings: { requestMs: 50 } }, way);
      const open = holdGate(slow.controls);
      const { status, body } = await slow.gateway.execute({ query: "{ waits }" });
      expect([status, body.errors?.[0]?.extensions?.code]).toEqual([504, "DEADLINE"]);
      open();
      await slow.gateway.stop();
    });
  });
});

it("QUERY_TOO_LARGE: where validation gives up comparing fields, that is told in the hub's words", () => {
  const [given] = validate(buildSchema("type Query { a: Int }"), parse(`{ ${"a ".repeat(1_500)} }`));
  if (given === undefined) throw new Error("validation compared them all");
  expect(answerError(given.toJSON(), given, pino({ level: "silent" }))).toMatchObject({
    message: "The document names the same fields too many times; name each once.",
    extensions: { code: "QUERY_TOO_LARGE" },
  });
});
