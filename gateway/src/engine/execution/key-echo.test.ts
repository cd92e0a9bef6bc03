import { compilePlan } from "./compiled-plan";
import type { ExecutionSettings } from "./execution-settings";
import { type Asked, canned, plain, type Reply } from "./testing/canned";
import { aRun, testPlanner } from "./testing/planned";

const planner = testPlanner({
  a: `
    type Query { teams: [Team] found: [Found] media: [Media] }
    type Team @key(fields: "id") @key(fields: "org { code } number") { id: ID! org: Org! number: Int! }
    type Org { code: String! }
    type Person @key(fields: "id") { id: String! }
    union Found = Team | Person
    interface Media @key(fields: "id") { id: ID! }
    type Book implements Media @key(fields: "id") { id: ID! }
  `,
  b: `
    type Team @key(fields: "id") { id: ID! rating: Int }
    type Person @key(fields: "id") { id: String! karma: Int }
    type Media @key(fields: "id") @interfaceObject { id: ID! views: Int }
  `,
  c: `type Team @key(fields: "org { code } number") { org: Org! number: Int! budget: Int } type Org { code: String! }`,
});

const team = (id: string) => ({ __typename: "Team", id });
const RATED = "{ teams { rating } }";

/** An honest subgraph, as far as it goes: each entity has its key back under the name that it was asked by. */
function honest(value: string, twist: (entities: Record<string, unknown>[]) => unknown[] = (entities) => entities) {
  return ({ query, variables }: Asked): Reply => {
    const keys = [...query.matchAll(/(_k\d+_(\w+)):/g)].map(([, alias = "", name = ""]) => [alias, name] as const);
    const entities = (variables.representations as Record<string, unknown>[]).map((one) => ({
      ...Object.fromEntries(keys.map(([alias, name]) => [alias, one[name]])),
      [value]: Number(one.id ?? one.number) * 10,
    }));
    return { data: { _entities: twist(entities) } };
  };
}

function run(query: string, replies: Parameters<typeof canned>[0], settings: Partial<ExecutionSettings> = {}) {
  const { transportOf, asked } = canned({ a: () => ({ data: { teams: [team("1"), team("2")] } }), ...replies });
  const plan = compilePlan(planner.plan(query), planner.typesOf, settings);
  return { asked, again: async () => plan.run(aRun(), transportOf) };
}

describe("The echo of keys", () => {
  it("asks each entity's key back under a name of its own, and keeps it out of the tree", async () => {
    const { asked, again } = run(RATED, { b: honest("rating") });
    const { tree, faults } = await again();
    expect(asked[1]?.query).toBe(
      "query($representations:[_Any!]!){_entities(representations:$representations){...on Team{_k0_id:id}...on Team{rating}}}",
    );
    expect([plain(tree), faults]).toEqual([
      {
        teams: [
          { ...team("1"), rating: 10 },
          { ...team("2"), rating: 20 },
        ],
      },
      [],
    ]);
  });

  it("D09: detects entities that come in another order", async () => {
    const { again } = run(RATED, { b: honest("rating", (entities) => entities.toReversed()) });
    const { tree, faults } = await again();
    expect(plain(tree)).toEqual({ teams: [team("1"), team("2")] });
    expect(faults).toMatchObject([
      { code: "SOURCE_ENTITY_MISMATCH", path: ["teams", 0, "rating"] },
      { code: "SOURCE_ENTITY_MISMATCH", path: ["teams", 1, "rating"] },
    ]);
  });

  it("D09, control: without it, an entity's values go to another", async () => {
    const { again } = run(RATED, { b: honest("rating", (entities) => entities.toReversed()) }, { echoKeys: () => false });
    expect(plain((await again()).tree)).toEqual({
      teams: [
        { ...team("1"), rating: 20 },
        { ...team("2"), rating: 10 },
      ],
    });
  });

  it("D10: detects one entity given for two keys, and keeps the one that it is", async () => {
    const { again } = run(RATED, { b: honest("rating", ([first]) => [first, first]) });
    const { tree, faults } = await again();
    expect(plain(tree)).toEqual({ teams: [{ ...team("1"), rating: 10 }, team("2")] });
    expect(faults.map(({ path }) => path)).toEqual([["teams", 1, "rating"]]);
  });

  it("D11: can't tell a source that falsifies keys and values alike; what it says is attributed to it alone", async () => {
    const { again } = run("{ teams { number rating } }", {
      a: () => ({ data: { teams: [{ ...team("1"), number: 7 }] } }),
      b: () => ({ data: { _entities: [{ _k0_id: "1", rating: 999, number: 999 }] } }),
    });
    expect(plain((await again()).tree)).toEqual({ teams: [{ ...team("1"), number: 7, rating: 999 }] });
  });

  it("takes a number for the text that it writes", async () => {
    const { again } = run(RATED, { b: honest("rating", (entities) => entities.map((one) => ({ ...one, _k0_id: Number(one._k0_id) }))) });
    expect(plain((await again()).tree)).toMatchObject({ teams: [{ rating: 10 }, { rating: 20 }] });
  });

  it.each([
    ["is missing", {}],
    ["is null", { _k0_id: null }],
    ["is another kind of thing", { _k0_id: {} }],
  ])("drops an entity whose key %s", async (_, key) => {
    const { again } = run(RATED, {
      b: () => ({
        data: {
          _entities: [
            { ...key, rating: 1 },
            { _k0_id: "2", rating: 2 },
          ],
        },
      }),
    });
    const { tree, faults } = await again();
    expect(plain(tree)).toEqual({ teams: [team("1"), { ...team("2"), rating: 2 }] });
    expect(faults.map(({ code }) => code)).toContain("SOURCE_ENTITY_MISMATCH");
  });

  it("compares keys that lead through objects", async () => {
    const of = (code: string, number: number) => ({ __typename: "Team", org: { code }, number });
    const answer = (code: string) => ({ _k0_org: { code }, _k0_number: 7, budget: 1 });
    const { asked, again } = run("{ teams { budget } }", {
      a: () => ({ data: { teams: [of("itu", 7), of("un", 7)] } }),
      c: () => ({ data: { _entities: [answer("itu"), answer("itu")] } }),
    });
    const { tree } = await again();
    expect(asked[1]?.query).toContain("...on Team{_k0_org:org{code}_k0_number:number}");
    expect(plain(tree)).toEqual({ teams: [{ ...of("itu", 7), budget: 1 }, of("un", 7)] });
  });

  it("numbers the names by type, since two types' keys may differ in kind", async () => {
    const { asked, again } = run("{ found { ... on Team { rating } ... on Person { karma } } }", {
      // The planner asks the second `id` under a name of its own, and so it is answered.
      a: () => ({ data: { found: [team("1"), { __typename: "Person", id__alias_0: "2" }] } }),
      b: () => ({
        data: {
          _entities: [
            { _k0_id: "1", rating: 1 },
            { _k1_id: "2", karma: 2 },
          ],
        },
      }),
    });
    const { tree, faults } = await again();
    expect(asked[0]?.query).toContain("id__alias_0:id");
    expect(asked[1]?.query).toContain("...on Team{_k0_id:id}...on Person{_k1_id:id}");
    const person = { __typename: "Person", id: "2" };
    expect([plain(tree), faults]).toEqual([
      {
        found: [
          { ...team("1"), rating: 1 },
          { ...person, karma: 2 },
        ],
      },
      [],
    ]);
  });

  it("asks an object that stands for an interface for its key as well", async () => {
    const { again } = run("{ media { views } }", {
      a: () => ({
        data: {
          media: [
            { __typename: "Book", id: "1" },
            { __typename: "Book", id: "2" },
          ],
        },
      }),
      b: honest("views", ([first]) => [first, first]),
    });
    const { tree } = await again();
    expect(plain(tree)).toEqual({
      media: [
        { __typename: "Book", id: "1", views: 10 },
        { __typename: "Book", id: "2" },
      ],
    });
  });

  it("isn't asked of a subgraph that is taken at its word", async () => {
    const { transportOf, asked } = canned({ a: () => ({ data: { teams: [team("1")] } }), b: honest("rating") }, { trusted: true });
    await compilePlan(planner.plan(RATED), planner.typesOf).run(aRun(), transportOf);
    expect(asked[1]?.query).not.toContain("_k0_");
  });

  describe("where a subgraph doesn't give its own key back", () => {
    const message = "Cannot return null for non-nullable field Team.id.";

    it("asks once more without it, tells that once, and doesn't ask for it again", async () => {
      const refused: string[] = [];
      const reply = (asked: Asked): Reply =>
        asked.query.includes("_k0_")
          ? { data: { _entities: [null, null] }, errors: [0, 1].map((n) => ({ message, path: ["_entities", n, "_k0_id"] })) }
          : honest("rating")(asked);
      const { asked, again } = run(RATED, { b: reply }, { onEchoRefused: (subgraph) => refused.push(subgraph) });
      for (const times of [3, 5]) {
        const { tree, faults } = await again();
        expect([plain(tree), faults]).toEqual([
          {
            teams: [
              { ...team("1"), rating: 10 },
              { ...team("2"), rating: 20 },
            ],
          },
          [],
        ]);
        expect([asked.length, refused]).toEqual([times, ["b"]]);
      }
    });

    it("asks once more where nothing came but errors, and goes on asking for keys if that was no help", async () => {
      const { asked, again } = run(RATED, { b: () => ({ data: null, errors: [{ message: "out of order" }] }) });
      const { faults } = await again();
      expect(faults.map(({ code }) => code)).toEqual(["SOURCE_ERROR", "SOURCE_ERROR"]);
      await again();
      expect(asked.map(({ query }) => query.includes("_k0_"))).toEqual([false, true, false, false, true, false]);
    });

    it("isn't what an error tells whose path holds anything else", async () => {
      const path = ["_entities", 0, { toString: null }];
      const { asked, again } = run(RATED, {
        b: (question) => ({ ...(honest("rating")(question) as object), errors: [{ message, path }] }),
      });
      const { faults, tree } = await again();
      expect([asked.length, faults.map(({ code }) => code)]).toEqual([2, ["SOURCE_ERROR"]]);
      expect(plain(tree)).toMatchObject({ teams: [{ rating: 10 }, { rating: 20 }] });
    });

    it("doesn't ask twice where keys came back before", async () => {
      let broken = false;
      const { asked, again } = run(RATED, {
        b: (question) => (broken ? { data: null, errors: [{ message: "out of order" }] } : honest("rating")(question)),
      });
      await again();
      broken = true;
      await again();
      expect(asked.length).toBe(4);
    });
  });
});
