import { NOW, startTinyHub, type TinyHub } from "./testing/tiny-hub";
import { WATCHED_WAY, WAYS } from "./testing/ways";

describe.each([...WAYS, WATCHED_WAY])("%s", (_way, way, plugins = []) => {
  let hub: TinyHub;

  beforeAll(async () => {
    hub = await startTinyHub({ plugins }, way);
  });
  afterAll(() => hub.gateway.stop());
  beforeEach(() => {
    hub.controls.contexts.length = 0;
    hub.points.length = 0;
    hub.log.length = 0;
    hub.clock.now = NOW;
  });

  const ask = (query: string, variables?: Record<string, unknown>) => hub.gateway.execute({ query, variables });

  describe("the gateway", () => {
    it("joins two subgraphs by key and hands each one context a request", async () => {
      const { status, body } = await ask("{ budgets(first: 2) { nodes { id team { name neighbour { moneyReadAt } } } } }");
      expect(body.errors).toBeUndefined();
      expect(status).toBe(200);
      expect(JSON.parse(JSON.stringify(body.data))).toEqual({
        budgets: {
          nodes: [
            { id: "b1", team: { name: "Team c1", neighbour: { moneyReadAt: 7 } } },
            { id: "b2", team: { name: "Team c2", neighbour: { moneyReadAt: 7 } } },
          ],
        },
      });
      expect(hub.controls.contexts).toEqual(["money", "teams"]);
    });

    it("tells the point, the sources in order and the cost beside the data", async () => {
      const { body } = await ask("{ teamsReadAt teams { id } }");
      expect(body.extensions).toMatchObject({
        asOf: { sequence: 7, at: "2026-11-01T09:30:00.000Z", name: "7@2026-11-01T09:30:00.000Z" },
        cost: { estimated: 10 },
        sources: [
          { source: "iati", agency: "who", answeredBy: "INDEX", freshness: "DUE", asOf: null },
          { source: "wsis", agency: "hub", answeredBy: "INDEX", freshness: "UP_TO_DATE", asOf: null },
        ],
      });
    });

    it("explains a question by its plan and asks no subgraph for it", async () => {
      const plan = await hub.gateway.explain("{ teams { name moneyReadAt } }");
      expect(plan).toMatch(/Fetch\(service: "teams"\)[\s\S]*Flatten\(path: "(_0_)?teams.@"\)[\s\S]*Fetch\(service: "money"\)/);
      expect(hub.controls.contexts).toEqual([]);
      await expect(hub.gateway.explain("{ nothing }")).rejects.toMatchObject({ extensions: { code: "BAD_REQUEST" } });
    });

    it("answers questions about the schema without the log", async () => {
      const { body } = await ask("{ __schema { queryType { name } } __typename }");
      expect(body.data).toMatchObject({ __schema: { queryType: { name: "Query" } }, __typename: "Query" });
      expect(hub.points).toEqual([]);
    });

    it("writes one line a request, without variables and tokens", async () => {
      await hub.gateway.execute(
        { query: "query Named($ids: [ID!]!) { teamsById(ids: $ids) { id } }", variables: { ids: ["c1"] } },
        { token: "good" },
      );
      expect(hub.log).toHaveLength(1);
      expect(JSON.parse(String(hub.log[0]))).toMatchObject({ operation: "Named", status: 200, codes: [], principal: "secretariat" });
      expect(hub.log[0]).not.toMatch(/c1|good/);
    });

    it("UNAUTHENTICATED: refuses a token that isn't known, and asks nothing for it", async () => {
      const { status, body } = await hub.gateway.execute({ query: "{ teams { id } }" }, { token: "stolen" });
      expect([status, body.errors?.[0]?.extensions?.code]).toEqual([401, "UNAUTHENTICATED"]);
      expect(hub.points).toEqual([]);
    });

    it("reads on after a mutation at what it wrote", async () => {
      const { body } = await ask("mutation { write }");
      expect([body.data, body.extensions?.asOf]).toMatchObject([{ write: 9 }, { sequence: 9, name: "9@2026-11-01T09:30:01.000Z" }]);
    });

    it("sends nothing to the gateway's maker, whatever the environment says", () => {
      expect(process.env.APOLLO_TELEMETRY_DISABLED).toBe("1");
    });
  });

  describe("one point a request", () => {
    const codes = async (query: string, variables?: Record<string, unknown>) =>
      (await ask(query, variables)).body.errors?.map(({ extensions }) => extensions?.code);

    it("reaches both subgraphs, from a literal, a variable or a fragment", async () => {
      const { body } = await ask(
        `query ($p: AsOf = { sequence: 4 }) { teams(asOf: $p) { ...money } budgets(asOf: { sequence: 4 }) { asOf { sequence } } }
       fragment money on Team { moneyReadAt }`,
      );
      expect(body.data).toMatchObject({ teams: [{ moneyReadAt: 4 }, { moneyReadAt: 4 }], budgets: { asOf: { sequence: 4 } } });
      expect(hub.points).toEqual([{ sequence: 4 }]);
    });

    it("hands an instant over as a date", async () => {
      await ask('{ teams(asOf: { at: "2026-01-01T00:00:00Z" }) { id } }');
      expect(hub.points).toEqual([{ at: new Date("2026-01-01T00:00:00Z") }]);
    });

    it("AS_OF_MIXED: refuses two values, also through a fragment", async () => {
      await expect(codes("{ teams(asOf: { sequence: 4 }) { id } budgets(asOf: { sequence: 5 }) { totalCount } }")).resolves.toEqual([
        "AS_OF_MIXED",
      ]);
      await expect(
        codes('{ teams(asOf: { sequence: 4 }) { id } ...b } fragment b on Query { budgets(asOf: { snapshot: "spring" }) { totalCount } }'),
      ).resolves.toEqual(["AS_OF_MIXED"]);
      await expect(codes("mutation { write }")).resolves.toBeUndefined();
    });

    it("doesn't count a value that @skip leaves out", async () => {
      const query =
        "query ($no: Boolean!) { teams(asOf: { sequence: 4 }) { id } budgets(asOf: { sequence: 5 }) @skip(if: $no) { totalCount } }";
      await expect(codes(query, { no: true })).resolves.toBeUndefined();
      await expect(codes(query, { no: false })).resolves.toEqual(["AS_OF_MIXED"]);
    });

    it("AS_OF_ONE: refuses none and two of the three", async () => {
      await expect(codes("{ teams(asOf: {}) { id } }")).resolves.toEqual(["AS_OF_ONE"]);
      await expect(codes('{ teams(asOf: { sequence: 4, snapshot: "spring" }) { id } }')).resolves.toEqual(["AS_OF_ONE"]);
    });

    it("AS_OF_UNKNOWN: refuses a sequence that is none", async () => {
      await expect(codes("{ teams(asOf: { sequence: 4.5 }) { id } }")).resolves.toEqual(["AS_OF_UNKNOWN"]);
    });

    it("names the point of each answer, and answers there again by that name, however late", async () => {
      const asked = "query ($asOf: AsOf) { budgets(asOf: $asOf) { asOf { sequence at name } } }";
      const first = await ask(asked);
      const { asOf } = JSON.parse(JSON.stringify(first.body.data)).budgets;
      expect(asOf).toEqual({ sequence: 7, at: "2026-11-01T09:30:00.000Z", name: "7@2026-11-01T09:30:00.000Z" });
      hub.clock.now = new Date("2027-02-01T00:00:00Z");
      const again = await ask(asked, { asOf: { snapshot: asOf.name } });
      expect([again.body.data, again.body.extensions?.asOf]).toEqual([first.body.data, first.body.extensions?.asOf]);
      const byName = await ask(asked, { asOf: { snapshot: "spring" } });
      expect(byName.body.extensions?.asOf).toEqual({ sequence: 4, at: "2026-04-01T00:00:00.000Z", name: "spring" });
    });

    it("judges a next page at the instant of the first, whatever the time is by then", async () => {
      const query = "query ($after: String) { budgets(first: 1, after: $after) { pageInfo { endCursor } asOf { name } } }";
      const first = JSON.parse(JSON.stringify((await ask(query)).body.data)).budgets;
      hub.clock.now = new Date("2027-02-01T00:00:00Z");
      const second = await ask(query, { after: first.pageInfo.endCursor });
      expect(second.body.data).toMatchObject({ budgets: { asOf: first.asOf } });
    });

    it.each([
      ["a sequence that lies ahead", 8, NOW.getTime()],
      ["an instant that lies ahead", 7, NOW.getTime() + 1],
      ["a year that no name can hold", 7, 8.64e15],
      ["no sequence", "7", NOW.getTime()],
      ["no instant", 7, null],
    ])("CURSOR_INVALID: refuses a cursor of somebody's making with %s", async (_, sequence, milliseconds) => {
      const after = Buffer.from(JSON.stringify(["budgets", sequence, milliseconds, "b1"])).toString("base64url");
      await expect(codes("query ($after: String) { budgets(after: $after) { totalCount } }", { after })).resolves.toEqual([
        "CURSOR_INVALID",
      ]);
    });

    it("reads a next page where its first was read", async () => {
      const first = await ask('{ budgets(first: 1, asOf: { snapshot: "spring" }) { pageInfo { endCursor } } }');
      const { endCursor } = JSON.parse(JSON.stringify(first.body.data)).budgets.pageInfo;
      hub.points.length = 0;
      const query = "query ($after: String) { budgets(first: 1, after: $after) { nodes { id } asOf { sequence } } teams { moneyReadAt } }";
      const { body } = await ask(query, { after: endCursor });
      expect(body.data).toMatchObject({
        budgets: { nodes: [{ id: "b2" }], asOf: { sequence: 4 } },
        teams: [{ moneyReadAt: 4 }, { moneyReadAt: 4 }],
      });
      expect(hub.points).toEqual([{ snapshot: "4@2026-04-01T00:00:00.000Z" }]);
      await expect(
        codes('query ($after: String) { budgets(after: $after) { totalCount } teams(asOf: { snapshot: "spring" }) { id } }', {
          after: endCursor,
        }),
      ).resolves.toBeUndefined();
      await expect(
        codes("query ($after: String) { budgets(after: $after) { totalCount } teams(asOf: { sequence: 4 }) { id } }", { after: endCursor }),
      ).resolves.toEqual(["AS_OF_MIXED"]);
    });
  });
});
