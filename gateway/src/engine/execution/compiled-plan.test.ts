import { tinyFederation } from "../testing/tiny-federation";
import type { SubgraphRequest } from "../transport/transport";
import { compilePlan } from "./compiled-plan";
import { canned, late, plain } from "./testing/canned";
import { aRun, plannerOf, testPlanner } from "./testing/planned";

describe("A compiled plan", () => {
  const federation = tinyFederation();
  const planner = plannerOf(federation.supergraphSdl);
  const compiled = (query: string) => compilePlan(planner.plan(query), planner.typesOf);

  it("follows keys from one subgraph to others, and hands required fields on", async () => {
    const plan = compiled("{ teams(first: 2) { name budgets { amount } perHead lead { name } people { email } } }");
    const { tree, faults } = await plan.run(aRun(), federation.transportOf);
    expect(faults).toEqual([]);
    expect(plain(tree)).toEqual({
      teams: [
        {
          __typename: "Team",
          id: "c1",
          name: "The role of governments",
          size: 23,
          budgets: [{ amount: 120.5 }, { amount: 7 }],
          perHead: 127.5 / 23,
          lead: { __typename: "Person", id: "p1", name: "Amina" },
          people: [{ email: "amina@example.org" }, { email: "boris@example.org" }],
        },
        {
          __typename: "Team",
          id: "c2",
          name: "Information infrastructure",
          size: 26,
          budgets: [{ amount: 40 }],
          perHead: 40 / 26,
          lead: { __typename: "Person", id: "p2", name: "Boris" },
          people: [],
        },
      ],
    });
  });

  it("knows whether every answer was plain, the parts put off included", async () => {
    const { transportOf } = canned({
      teams: () => ({ data: { teams: [{ __typename: "Team", id: "c1", name: "C1" }] } }),
      people: () => ({ data: { _entities: [{ __typename: "Team", people: [] }] } }),
    });
    const marking = (isPlain: (subgraph: string) => boolean) => (name: string) => ({
      ...transportOf(name),
      ask: async (request: SubgraphRequest) => ({ ...(await transportOf(name).ask(request)), plain: isPlain(name) }),
    });
    const query = "{ teams { name ... @defer { people { name } } } }";
    const all = await compiled(query).run(
      aRun(),
      marking(() => true),
    );
    await all.deferred[0]?.ready;
    expect(all.isPlain?.()).toBe(true);
    const some = await compiled(query).run(
      aRun(),
      marking((name) => name === "teams"),
    );
    await some.deferred[0]?.ready;
    expect([some.deferred.length, some.isPlain?.()]).toEqual([1, false]);
    const none = await compiled("{ teams { name } }").run(aRun(), transportOf);
    expect(none.isPlain?.()).toBe(false);
  });

  it("says how many fetches it holds, and that a plan without a node is empty", () => {
    expect(compiled("{ teams { name budgets { amount } } }")).toMatchObject({ isEmpty: false, fetches: 2 });
    expect(compilePlan({ kind: "QueryPlan" }, planner.typesOf)).toMatchObject({ isEmpty: true, fetches: 0 });
  });

  it("asks nothing further where there are no entities to ask about", async () => {
    const { transportOf, asked } = canned({ teams: () => ({ data: { teams: [] } }), money: () => ({ data: null }) });
    const { tree, faults } = await compiled("{ teams { budgets { amount } } }").run(aRun(), transportOf);
    expect([plain(tree), faults, asked.length]).toEqual([{ teams: [] }, [], 1]);
  });

  it("runs again and again without one run touching another", async () => {
    const plan = compiled("{ teams { name people { name } } }");
    const [first, second] = await Promise.all([1, 2].map(() => plan.run(aRun(), federation.transportOf)));
    expect(plain(first?.tree)).toEqual(plain(second?.tree));
    expect(first?.tree).not.toBe(second?.tree);
  });

  it("sends each representation once, and answers every place that it stands for", async () => {
    const team = (id: string) => ({ __typename: "Team", id });
    const { transportOf, asked } = canned({
      teams: () => ({ data: { teams: [team("c1"), team("c2"), team("c1")] } }),
      money: () => ({ data: { _entities: [{ budgets: [{ amount: 1 }] }, { budgets: [] }] } }),
    });
    const plan = compilePlan(planner.plan("{ teams { budgets { amount } } }"), planner.typesOf, { echoKeys: () => false });
    const { tree } = await plan.run(aRun(), transportOf);
    expect(asked[1]?.variables.representations).toEqual([team("c1"), team("c2")]);
    const budgets = [{ amount: 1 }];
    expect(plain(tree)).toEqual({
      teams: [
        { ...team("c1"), budgets },
        { ...team("c2"), budgets: [] },
        { ...team("c1"), budgets },
      ],
    });
  });

  it("hands the operation's variables on, and no others, leaving out what the client left out", async () => {
    const { transportOf, asked } = canned({ teams: () => ({ data: { _0_team: null, _1_team: null } }) });
    const plan = compiled("query ($_0: ID!, $_1: Int) { _0_team: team(id: $_0) { id } teams(first: $_1) { id } }");
    await plan.run(aRun({ _0: "c1", other: 1 }), transportOf);
    expect(asked[0]?.variables).toEqual({ _0: "c1" });
  });

  it("reports each fetch as it ends", async () => {
    const reports: unknown[] = [];
    const plan = compiled("{ teams { budgets { amount } } }");
    await plan.run(
      aRun({}, { onFetch: ({ subgraph, entities, code }) => reports.push([subgraph, entities, code]) }),
      federation.transportOf,
    );
    expect(reports).toEqual([
      ["teams", 0, null],
      ["money", 3, null],
    ]);
  });
});

describe("A plan whose parts meet", () => {
  const planner = testPlanner({
    a: `type Query { v: V @shareable } type V @shareable { a: Int x: X items: [Item] } type X @shareable { p: Int q: Int } type Item @shareable { m: Int n: Int }`,
    b: `type Query { v: V @shareable } type V @shareable { b: Int x: X items: [Item] } type X @shareable { p: Int r: Int } type Item @shareable { m: Int o: Int }`,
  });
  const plan = compilePlan(planner.plan("{ v { a b x { q r p } items { n o } } }"), planner.typesOf);

  it("merges what several subgraphs answer about one object, lists item by item", async () => {
    const { transportOf } = canned({
      a: () => ({ data: { v: { a: 1, x: { q: 2, p: 3 }, items: [{ n: 1 }, null, { n: 3 }] } } }),
      b: () => ({ data: { v: { b: 4, x: { r: 5 }, items: [{ o: 1 }, { o: 2 }, { o: 3 }] } } }),
    });
    const { tree, faults } = await plan.run(aRun(), transportOf);
    const items = [{ n: 1, o: 1 }, { o: 2 }, { n: 3, o: 3 }];
    expect([plain(tree), faults]).toEqual([{ v: { a: 1, b: 4, x: { q: 2, r: 5, p: 3 }, items } }, []]);
  });

  it("takes an object over the null of another source, whichever comes first", async () => {
    const [nothing, something] = [{ data: { v: null } }, { data: { v: { b: 4, x: null, items: null } } }];
    const orders = [canned({ a: () => nothing, b: () => late(something) }), canned({ a: () => late(nothing), b: () => something })];
    for (const { transportOf } of orders) {
      expect(plain((await plan.run(aRun(), transportOf)).tree)).toMatchObject({ v: { b: 4, x: null, items: null } });
    }
  });

  it("keeps the first of two lists of different length, and tells of the other", async () => {
    const { transportOf } = canned({
      a: () => ({ data: { v: { a: 1, x: null, items: [{ n: 1 }] } } }),
      b: () => late({ data: { v: { b: 4, x: null, items: [{ o: 1 }, { o: 2 }] } } }),
    });
    const { tree, faults } = await plan.run(aRun(), transportOf);
    expect(plain(tree)).toMatchObject({ v: { items: [{ n: 1 }] } });
    expect(faults).toMatchObject([{ code: "SOURCE_ENTITY_MISMATCH", path: ["v", "items"], subgraph: "b" }]);
  });
});

describe("A plan over an interface that is an object elsewhere", () => {
  const planner = testPlanner({
    a: `
      type Query { media: [Media!]! }
      interface Media @key(fields: "id") { id: ID! title: String }
      type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
      type Film implements Media @key(fields: "id") { id: ID! title: String }
    `,
    b: `type Query { top: [Media!]! } type Media @key(fields: "id") @interfaceObject { id: ID! rating: Int }`,
  });
  const ask = async (query: string, replies: Parameters<typeof canned>[0]) => {
    const { transportOf, asked } = canned(replies);
    const plan = compilePlan(planner.plan(query), planner.typesOf, { echoKeys: () => false });
    return { ...(await plan.run(aRun(), transportOf)), asked };
  };

  it("sends objects as the interface, and lets none say what they are", async () => {
    const book = { __typename: "Book", id: "1", title: "A", pages: 3 };
    const { tree, faults, asked } = await ask("{ media { __typename title rating ... on Book { pages } } }", {
      a: () => ({ data: { media: [book] } }),
      b: () => ({ data: { _entities: [{ __typename: "Media", rating: 5 }] } }),
    });
    expect(asked[1]?.variables.representations).toEqual([{ __typename: "Media", id: "1" }]);
    expect([plain(tree), faults]).toEqual([{ media: [{ ...book, rating: 5 }] }, []]);
  });

  it("learns later what they are", async () => {
    const { tree, faults } = await ask("{ top { rating __typename title ... on Book { pages } } }", {
      b: () => ({ data: { top: [1, 2].map((n) => ({ __typename: "Media", id: String(n), rating: n })) } }),
      a: () => ({
        data: {
          _entities: [
            { __typename: "Book", title: "A", pages: 3 },
            { __typename: "Team", title: "B" },
          ],
        },
      }),
    });
    expect(plain(tree)).toMatchObject({ top: [{ __typename: "Book", title: "A", pages: 3 }, { __typename: "Media" }] });
    expect(faults.map(({ path }) => path?.join("."))).toEqual(["top.1.title"]);
  });
});

describe("A plan with named fragments", () => {
  it("reads and joins its fetches as if they were written out", async () => {
    const planner = testPlanner({
      a: `type Query { one: T two: T } type T @key(fields: "id") { id: ID! }`,
      b: `type T @key(fields: "id") { id: ID! n: N } type N { x: Int y: Int }`,
    });
    const text = JSON.stringify(planner.plan("{ one { n { x } } two { n { x y } } }"));
    const named = JSON.parse(text.replaceAll("...on T{n{x}}}}", "...F}}fragment F on T{n{x ...G}}fragment G on N{y}"));
    const { transportOf, asked } = canned({
      a: () => ({ data: { one: { __typename: "T", id: "1" }, two: { __typename: "T", id: "2" } } }),
      b: () => ({ data: { _e0: [{ n: { x: 1, y: 2 } }], _e1: [{ n: { x: 3, y: 4 } }] } }),
    });
    const { tree, faults } = await compilePlan(named, planner.typesOf, { echoKeys: () => false }).run(aRun(), transportOf);
    expect(asked[1]?.query).not.toContain("fragment");
    expect([plain(tree), faults]).toMatchObject([{ one: { n: { x: 1, y: 2 } }, two: { n: { x: 3, y: 4 } } }, []]);
  });
});
