import { buildSchema, parse, validate } from "graphql";
import { compilePlan } from "./compiled-plan";
import type { ExecutionSettings } from "./execution-settings";
import { type Asked, canned, late, plain, type Reply } from "./testing/canned";
import { aRun, testPlanner } from "./testing/planned";

const planner = testPlanner({
  a: `
    type Query { team: Team person: Person teams: [Team] }
    type Mutation { change: Both }
    type Both { team: Team person: Person }
    type Team @key(fields: "id") { id: ID! lead: Person }
    type Person @key(fields: "id") { id: ID! }
  `,
  b: `
    type Query { q: Int }
    type Team @key(fields: "id") { id: ID! rating(in: Int): Int deep: Deep }
    type Person @key(fields: "id") { id: ID! karma(in: Int): Int }
    type Deep @key(fields: "id") { id: ID! }
  `,
  c: `type Deep @key(fields: "id") { id: ID! end: Int }`,
});

const QUERY = "query ($x: Int) { team { rating(in: $x) } person { karma(in: $x) } }";
const ROOTS = { team: { __typename: "Team", id: "1" }, person: { __typename: "Person", id: "2" } };

const bSchema = buildSchema(`
  scalar _Any
  union _Entity = Team | Person | Deep
  type Query { _entities(representations: [_Any!]!): [_Entity]! }
  type Team { id: ID! rating(in: Int): Int deep: Deep }
  type Person { id: ID! karma(in: Int): Int }
  type Deep { id: ID! }
`);

function ask(query: string, b: (asked: Asked) => Reply | Promise<Reply>, settings: Partial<ExecutionSettings> = { echoKeys: () => false }) {
  const { transportOf, asked } = canned({ a: () => ({ data: ROOTS }), b, c: () => ({ data: { _entities: [{ end: 1 }] } }) });
  const run = compilePlan(planner.plan(query), planner.typesOf, settings).run(aRun({ x: 5 }), transportOf);
  return run.then((gathered) => ({ ...gathered, asked: asked.slice(1) }));
}

const joined = { data: { _e0: [{ rating: 1 }], _e1: [{ karma: 2 }] } };

describe("Entity fetches to one subgraph that become ready together", () => {
  it("go as one request, each under a name of its own, with the client's variables once", async () => {
    const { asked, tree, faults } = await ask(QUERY, () => joined);
    expect(asked).toEqual([
      {
        subgraph: "b",
        query:
          "query($_v0_representations:[_Any!]!$x:Int$_v1_representations:[_Any!]!){" +
          "_e0:_entities(representations:$_v0_representations){...on Team{rating(in:$x)}}" +
          "_e1:_entities(representations:$_v1_representations){...on Person{karma(in:$x)}}}",
        variables: { x: 5, _v0_representations: [ROOTS.team], _v1_representations: [ROOTS.person] },
      },
    ]);
    expect(validate(bSchema, parse(asked[0]?.query ?? ""))).toEqual([]);
    expect([plain(tree), faults]).toEqual([{ team: { ...ROOTS.team, rating: 1 }, person: { ...ROOTS.person, karma: 2 } }, []]);
  });

  it("are those that become ready in one turn of the event loop, though by answers of their own", async () => {
    // Something waits for both, so that neither waits for the other.
    const two = testPlanner({
      a: `type Query { team: Team } type Team @key(fields: "id") { id: ID! }`,
      b: `
        type Query { q: Int }
        type Team @key(fields: "id") { id: ID! deep: Deep }
        type Person @key(fields: "id") { id: ID! deep: Deep }
        type Deep @key(fields: "id") { id: ID! }
      `,
      c: `type Deep @key(fields: "id") { id: ID! end: Int }`,
      d: `type Query { person: Person } type Person @key(fields: "id") { id: ID! }`,
    });
    const deep = { __typename: "Deep", id: "3" };
    const { transportOf, asked } = canned({
      a: () => late({ data: { team: ROOTS.team } }),
      d: () => late({ data: { person: ROOTS.person } }),
      b: () => ({ data: { _e0: [{ deep }], _e1: [{ deep }] } }),
      c: () => ({ data: { _e0: [{ end: 1 }], _e1: [{ end: 1 }] } }),
    });
    const plan = compilePlan(two.plan("{ team { deep { end } } person { deep { end } } }"), two.typesOf, { echoKeys: () => false });
    expect(plain((await plan.run(aRun(), transportOf)).tree)).toMatchObject({ team: { deep: { end: 1 } }, person: { deep: { end: 1 } } });
    expect(asked.map(({ subgraph }) => subgraph)).toEqual(["a", "d", "b", "c"]);
  });

  it("is told off by a setting", async () => {
    const b = ({ query }: Asked) => ({ data: { _entities: [query.includes("rating") ? { rating: 1 } : { karma: 2 }] } });
    const { asked, tree } = await ask(QUERY, b, { joinFetches: false, echoKeys: () => false });
    expect([asked.length, plain(tree)]).toEqual([2, { team: { ...ROOTS.team, rating: 1 }, person: { ...ROOTS.person, karma: 2 } }]);
  });

  it("gives each its own errors, and one that points at neither to the first", async () => {
    const { tree, faults } = await ask(QUERY, () => ({
      data: { _e0: [{ rating: 1 }], _e1: [{ karma: null }] },
      errors: [{ message: "no", path: ["_e1", 0, "karma"] }, { message: "odd", path: ["_e9", 0] }, { message: "bare" }],
    }));
    expect(plain(tree)).toMatchObject({ team: { rating: 1 }, person: { karma: null } });
    expect(faults.map(({ path }) => path)).toEqual([null, ["person", "karma"]]);
  });

  it("costs none the other's answer where one is missing or wrong", async () => {
    const { tree, faults } = await ask(QUERY, () => ({ data: { _e0: [{ rating: 1 }, { rating: 1 }], _e1: [{ karma: 2 }] } }));
    expect(plain(tree)).toEqual({ team: ROOTS.team, person: { ...ROOTS.person, karma: 2 } });
    expect(faults).toMatchObject([{ code: "SOURCE_ENTITY_MISMATCH", path: ["team", "rating"] }]);
  });

  it("are asked one by one where an error took the whole answer", async () => {
    const b = ({ query }: Asked): Reply => {
      if (query.includes("_e1")) return { data: null, errors: [{ message: "no teams", path: ["_e0"] }] };
      return query.includes("rating")
        ? { data: null, errors: [{ message: "no teams", path: ["_entities"] }] }
        : { data: { _entities: [{ karma: 2 }] } };
    };
    const { tree, faults, asked } = await ask(QUERY, b);
    expect([asked.length, plain(tree)]).toEqual([3, { team: ROOTS.team, person: { ...ROOTS.person, karma: 2 } }]);
    expect(faults).toMatchObject([{ code: "SOURCE_ERROR", path: ["team", "rating"] }]);
  });

  it("ask for their keys as well", async () => {
    const { asked, faults } = await ask(
      QUERY,
      () => ({ data: { _e0: [{ _k0_id: "1", rating: 1 }], _e1: [{ _k0_id: "3", karma: 2 }] } }),
      {},
    );
    expect(asked[0]?.query.match(/_k0_id/g)).toHaveLength(2);
    expect(faults).toMatchObject([{ code: "SOURCE_ENTITY_MISMATCH", path: ["person", "karma"] }]);
  });

  it("don't wait for one that becomes ready later", async () => {
    const { asked, tree } = await ask("{ team { deep { end } rating } person { karma } }", (question) =>
      question.query.includes("_e1")
        ? late({ data: { _e0: [{ deep: { __typename: "Deep", id: "d" }, rating: 1 }], _e1: [{ karma: 2 }] } })
        : "{}",
    );
    expect(asked.map(({ subgraph }) => subgraph)).toEqual(["b", "c"]);
    expect(plain(tree)).toMatchObject({ team: { deep: { end: 1 }, rating: 1 }, person: { karma: 2 } });
  });

  it("stay apart in a mutation", async () => {
    const { transportOf, asked } = canned({
      a: () => ({ data: { change: ROOTS } }),
      b: ({ query }) => ({ data: { _entities: [query.includes("rating") ? { rating: 1 } : { karma: 2 }] } }),
    });
    const plan = compilePlan(planner.plan("mutation { change { team { rating } person { karma } } }"), planner.typesOf, {
      echoKeys: () => false,
    });
    expect(plain((await plan.run(aRun(), transportOf)).tree)).toMatchObject({ change: { team: { rating: 1 }, person: { karma: 2 } } });
    expect(asked.length).toBe(3);
  });

  it("stay apart across what is put off", async () => {
    const { transportOf, asked } = canned({
      a: () => ({ data: ROOTS }),
      b: ({ query }) => ({ data: { _entities: [query.includes("rating") ? { rating: 1 } : { karma: 2 }] } }),
    });
    const query = '{ team { rating } person { id ... @defer(label: "_d0") { karma } } }';
    const { deferred } = await compilePlan(planner.plan(query), planner.typesOf, { echoKeys: () => false }).run(aRun(), transportOf);
    await Promise.all(deferred.map(({ ready }) => ready));
    expect(asked.map(({ query: text }) => text.includes("_e0"))).toEqual([false, false, false]);
  });
});

/** What `b` answers about persons is asked twice: at once, and after `c` has told of another. */
const chained = testPlanner({
  a: `
    type Query { team: Team person: Person }
    type Team @key(fields: "id") { id: ID! }
    type Person @key(fields: "id") { id: ID! }
  `,
  b: 'type Person @key(fields: "id") { id: ID! karma: Int }',
  c: `
    type Team @key(fields: "id") { id: ID! lead: Person }
    type Person @key(fields: "id") { id: ID! }
  `,
});

describe("An entity fetch that nothing waits for but the end of the answer", () => {
  const query = "{ team { lead { karma } } person { karma } }";
  const lead = { data: { _entities: [{ lead: { __typename: "Person", id: "3" } }] } };
  const both = { data: { _e0: [{ karma: 3 }], _e1: [{ karma: 2 }] } };
  const one = { data: { _entities: [{ karma: 2 }] } };

  const askChained = async (c: () => Reply | Promise<Reply>, onAsked: () => void = () => undefined) => {
    const b = ({ query: text }: Asked) => {
      onAsked();
      return text.includes("_e1") ? both : one;
    };
    const { transportOf, asked } = canned({ a: () => ({ data: ROOTS }), b, c });
    const plan = compilePlan(chained.plan(query), chained.typesOf, { echoKeys: () => false });
    const { tree } = await plan.run(aRun({}), transportOf);
    return { tree: plain(tree), asked: asked.slice(1).map(({ subgraph }) => subgraph) };
  };

  it("waits for another to the same subgraph that the end waits for too", async () => {
    const { tree, asked } = await askChained(() => late(lead));
    expect(asked).toEqual(["c", "b"]);
    expect(tree).toMatchObject({ team: { lead: { karma: 3 } }, person: { karma: 2 } });
  });

  it("goes by itself where the other has nothing to ask", async () => {
    const { tree, asked } = await askChained(() => ({ data: { _entities: [{ lead: null }] } }));
    expect(asked).toEqual(["c", "b"]);
    expect(tree).toMatchObject({ team: { lead: null }, person: { karma: 2 } });
  });

  it("goes by itself where the other isn't ready in a moment", async () => {
    let go: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { asked } = await askChained(() => gone.then(() => lead), go);
    expect(asked).toEqual(["c", "b", "b"]);
  });
});
