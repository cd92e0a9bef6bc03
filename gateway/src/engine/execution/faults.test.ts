import { GraphQLError } from "graphql";
import { SourceError } from "../engine-error";
import { tinyFederation } from "../testing/tiny-federation";
import { compilePlan } from "./compiled-plan";
import type { Gathered, Run } from "./execution";
import { type Asked, canned, plain, type Reply } from "./testing/canned";
import { aRun, plannerOf, testPlanner } from "./testing/planned";

const planner = testPlanner({
  a: `
    type Query { teams: [[Team]] team: Team other: Team }
    type Mutation { one: Team two: Team }
    type Team @key(fields: "id") { id: ID! name: String }
  `,
  b: `
    type Query { size: Int }
    type Mutation { three: Team }
    type Team @key(fields: "id") { id: ID! lead: Lead rating: Int }
    type Lead { names: [String] }
  `,
  c: `type Team @key(fields: "id") { id: ID! budget: Int }`,
});

const settings = { echoKeys: () => false, joinFetches: false };
const team = (id: string) => ({ __typename: "Team", id });
const entities =
  (make: (id: string) => unknown) =>
  ({ variables }: Asked): Reply => ({
    data: { _entities: (variables.representations as { id: string }[]).map(({ id }) => make(id)) },
  });

async function ask(
  query: string,
  replies: Parameters<typeof canned>[0],
  run: Partial<Run> = {},
  trusted = false,
): Promise<Gathered & { asked: Asked[] }> {
  const { transportOf, asked } = canned(
    { a: () => ({ data: { teams: [[team("1"), team("2")], null, [team("1")]] } }), ...replies },
    { trusted },
  );
  const gathered = await compilePlan(planner.plan(query), planner.typesOf, settings).run(aRun({}, run), transportOf);
  return { ...gathered, asked };
}

const told = ({ faults }: Gathered) => faults.map(({ code, path }) => [code, path?.join(".") ?? null]);
const LEAD = "{ teams { lead { names } } }";

describe("An error that a subgraph tells", () => {
  const failing = (errors: readonly unknown[], data: unknown = [{ lead: { names: ["x", null] } }, { lead: null }]) => ({
    b: () => ({ data: { _entities: data }, errors }),
  });

  it("stands at every place whose representation it was", async () => {
    const answer = await ask(LEAD, failing([{ message: "no", path: ["_entities", 0, "lead", "names", 1] }]));
    expect(told(answer)).toEqual([
      ["SOURCE_ERROR", "teams.0.0.lead.names.1"],
      ["SOURCE_ERROR", "teams.2.0.lead.names.1"],
    ]);
  });

  it.each([
    ["names nobody asked for", ["_entities", 1, "secret", "<script>"], "teams.0.1.lead"],
    ["an index where a name belongs", ["_entities", 1, 5], "teams.0.1.lead"],
    ["a name where an index belongs", ["_entities", 1, "lead", "names", "x"], "teams.0.1.lead.names"],
    ["more than there is", ["_entities", 1, "lead", "names", 0, "deeper", 1], "teams.0.1.lead.names.0"],
    ["objects", ["_entities", 1, { toString: null }], "teams.0.1.lead"],
  ])("is told as far as its path leads through what was asked: %s", async (_, path, place) => {
    expect(told(await ask(LEAD, failing([{ message: "no", path }])))).toEqual([["SOURCE_ERROR", place]]);
  });

  it.each([[["_entities", 99, "lead"]], [["_entities", -1]], [["teams", 0]], [[]], [undefined]])(
    "belongs to those that it left without an answer where its path is %p",
    async (path) => {
      expect(told(await ask(LEAD, failing([{ message: "no", path }], [{ lead: null }, null])))).toEqual([
        ["SOURCE_ERROR", "teams.0.1.lead"],
      ]);
    },
  );

  it("stands at no place where it points nowhere and everything was answered", async () => {
    const answer = await ask(LEAD, failing([{ message: "no" }], [{ lead: null }, { lead: null }]));
    expect(told(answer)).toEqual([["SOURCE_ERROR", null]]);
  });

  it("stands at each field of a root that it left without an answer", async () => {
    const query = "{ team { name } other { name } }";
    const lost = await ask(query, { a: () => ({ data: null, errors: [{ message: "no" }] }) });
    expect(told(lost)).toEqual([
      ["SOURCE_ERROR", "team"],
      ["SOURCE_ERROR", "other"],
    ]);
    const one = await ask(query, { a: () => ({ data: { team: { name: "x" }, other: null }, errors: [{ message: "no" }] }) });
    expect(told(one)).toEqual([["SOURCE_ERROR", "other"]]);
    const none = await ask(query, { a: () => ({ data: { team: { name: "x" }, other: { name: "y" } }, errors: [{ message: "no" }] }) });
    expect(told(none)).toEqual([["SOURCE_ERROR", null]]);
  });

  it("is found below an interface, whichever kind's field it is about", async () => {
    const kinds = testPlanner({
      a: `type Query { pick: Media } interface Media @key(fields: "id") { id: ID! } type Book implements Media @key(fields: "id") { id: ID! }`,
      b: `
        interface Media @key(fields: "id") { id: ID! sequel: Media rating: Int }
        type Book implements Media @key(fields: "id") { id: ID! sequel: Book rating: Int summary: String }
      `,
    });
    const sequel = { __typename: "Book", summary: null };
    const { transportOf } = canned({
      a: () => ({ data: { pick: { __typename: "Book", id: "1" } } }),
      b: () => ({
        data: { _entities: [{ __typename: "Book", id: "1", rating: 5, sequel }] },
        errors: [{ message: "no", path: ["_entities", 0, "sequel", "summary"] }],
      }),
    });
    const text = JSON.stringify(kinds.plan("{ pick { rating ... on Book { sequel { summary } } } }"));
    // As it comes where an object stands for the interface elsewhere.
    const asInterface = text
      .replace(
        /\(representations:\$representations\)\{.*?\}\}\}?"/,
        '(representations:$representations){...on Book{sequel{__typename summary}}...on Media{__typename rating}}}"',
      )
      .replace(
        '"requires"',
        '"inputRewrites":[{"kind":"ValueSetter","path":["... on Book","__typename"],"setValueTo":"Media"}],"requires"',
      );
    const { tree, faults } = await compilePlan(JSON.parse(asInterface), kinds.typesOf, settings).run(aRun(), transportOf);
    expect(faults.map(({ path }) => path?.join("."))).toEqual(["pick.sequel.summary"]);
    expect(plain(tree)).toMatchObject({ pick: { rating: 5, sequel: { summary: null } } });
  });

  it("that took a whole entity leaves what was asked within its objects null, and no other word is said of it", async () => {
    const within = testPlanner({
      a: `type Query { team: Team } type Team @key(fields: "id org { code }") { id: ID! org: Org! } type Org @shareable { code: ID! }`,
      b: `
        type Team @key(fields: "id org { code }") { id: ID! org: Org! size: Int! }
        type Org { code: ID! @shareable open: Boolean! place: Place }
        type Place { name: String }
      `,
    });
    const { transportOf } = canned({
      a: () => ({ data: { team: { ...team("1"), org: { code: "itu" } } } }),
      b: () => ({ data: { _entities: [null] }, errors: [{ message: "no", path: ["_entities", 0, "org", "open"] }] }),
    });
    const plan = compilePlan(within.plan("{ team { size org { open place { name } } } }"), within.typesOf, settings);
    const { tree, faults } = await plan.run(aRun(), transportOf);
    expect(faults.map(({ path }) => path?.join("."))).toEqual(["team.org.open"]);
    expect(plain(tree)).toEqual({ team: { ...team("1"), size: null, org: { code: "itu", open: null, place: null } } });
  });

  it("is told in words of ours; its own are kept for the log", async () => {
    const error = { message: "postgres://secret", path: ["team"], extensions: { stacktrace: ["at /srv/app"] } };
    const { faults } = await ask("{ team { name } }", { a: () => ({ data: { team: null }, errors: [error] }) });
    expect(faults).toMatchObject([{ subgraph: "a", cause: error }]);
    expect(faults[0]?.message).toBe('The source "a" answered with an error; ask again, or without its fields.');
  });

  it("keeps the error itself of a subgraph that is trusted", async () => {
    const federation = tinyFederation();
    const tiny = plannerOf(federation.supergraphSdl);
    const { faults } = await compilePlan(tiny.plan("{ never }"), tiny.typesOf).run(aRun(), federation.transportOf);
    expect(faults).toMatchObject([{ path: ["never"], subgraph: "teams", cause: { message: "secret of teams" } }]);
    expect(faults[0]?.cause).toBeInstanceOf(GraphQLError);
  });

  it("is counted where there are more than may be told", async () => {
    const errors = Array.from({ length: 60 }, () => ({ message: "no", path: ["_entities", 0, "lead"] }));
    const { faults, faultsLeftOut } = await ask(LEAD, failing(errors));
    expect([faults.length, faultsLeftOut]).toEqual([100, 20]);
  });

  it("that was left out by the transport is counted as well", async () => {
    const { transportOf } = canned({ a: () => ({ data: { team: { name: "x" } } }) });
    const transport = transportOf("a");
    const counting = { ...transport, ask: async (request: never) => ({ ...(await transport.ask(request)), errorsLeftOut: 7 }) };
    const { faultsLeftOut } = await compilePlan(planner.plan("{ team { name } }"), planner.typesOf).run(aRun(), () => counting);
    expect(faultsLeftOut).toBe(7);
  });
});

describe("A subgraph without an answer", () => {
  const down = new SourceError("b", "SOURCE_UNAVAILABLE", "It didn't answer.", "the log's");

  it("is told at each place lost, with its code; the rest stands", async () => {
    const answer = await ask("{ teams { lead { names } rating budget } }", {
      b: () => down,
      c: entities((id) => ({ budget: Number(id) })),
    });
    expect(plain(answer.tree)).toMatchObject({ teams: [[{ budget: 1 }, { budget: 2 }], null, [{ budget: 1 }]] });
    expect(told(answer)).toEqual(
      ["0.0", "0.1", "2.0"].flatMap((place) => [
        ["SOURCE_UNAVAILABLE", `teams.${place}.lead`],
        ["SOURCE_UNAVAILABLE", `teams.${place}.rating`],
      ]),
    );
    expect(answer.faults[0]).toMatchObject({ message: "It didn't answer.", cause: "the log's" });
  });

  it("isn't told of fields that @skip or @include took away", async () => {
    const { transportOf } = canned({ a: () => ({ data: { team: team("1") } }), b: () => down });
    const query = "query ($x: Boolean!, $y: Boolean!) { team { rating @include(if: $x) lead @skip(if: $y) { names } } }";
    const plan = compilePlan(planner.plan(query), planner.typesOf, settings);
    const lost = async (x: boolean, y: boolean) => (await plan.run(aRun({ x, y }), transportOf)).faults.map(({ path }) => path?.join("."));
    expect(await lost(true, true)).toEqual(["team.rating"]);
    expect(await lost(false, false)).toEqual(["team.lead"]);
    expect(await lost(true, false)).toEqual(["team.rating", "team.lead"]);
  });

  it("is told at each root field", async () => {
    const answer = await ask("{ team { name } other { name } size }", { a: () => down, b: () => ({ data: { size: 4 } }) });
    expect([plain(answer.tree), told(answer)]).toEqual([
      { size: 4 },
      [
        ["SOURCE_UNAVAILABLE", "team"],
        ["SOURCE_UNAVAILABLE", "other"],
      ],
    ]);
  });

  it("makes no run reject, whatever its transport throws", async () => {
    const broken = {
      trusted: false,
      ask: () => {
        throw new TypeError("a fault of ours");
      },
      close: async () => undefined,
    };
    const gathered = await compilePlan(planner.plan("{ team { name } }"), planner.typesOf).run(aRun(), () => broken);
    expect(gathered.faults).toMatchObject([{ code: "INTERNAL", path: ["team"], cause: { message: "a fault of ours" } }]);
    expect(JSON.stringify(gathered.faults.map(({ message }) => message))).not.toContain("fault of ours");
  });
});

describe("A run that is ended", () => {
  it("begins no new fetch, and tells at each place what was lost", async () => {
    const ended = new AbortController();
    const a = (): Reply => {
      setImmediate(() => ended.abort());
      return { data: { team: team("1"), other: team("2") } };
    };
    const b = async (): Promise<Reply> => {
      await new Promise((resolve) => ended.signal.addEventListener("abort", resolve));
      return { data: { _entities: [{ rating: 1 }] } };
    };
    const requiring = testPlanner({
      a: `type Query { team: Team } type Team @key(fields: "id") { id: ID! }`,
      b: `type Team @key(fields: "id") { id: ID! rating: Int }`,
      c: `type Team @key(fields: "id") { id: ID! rating: Int @external stars: Int @requires(fields: "rating") }`,
    });
    const { transportOf, asked } = canned({ a, b, c: () => ({ data: { _entities: [{ stars: 1 }] } }) });
    const plan = compilePlan(requiring.plan("{ team { stars } }"), requiring.typesOf, settings);
    const { faults } = await plan.run(aRun({}, { signal: ended.signal }), transportOf);
    expect(asked.map(({ subgraph }) => subgraph)).toEqual(["a", "b"]);
    expect(faults.map(({ code, path }) => [code, path])).toEqual([["SOURCE_TIMEOUT", ["team", "rating"]]]);
  });

  it("asks nobody at all where it was ended before", async () => {
    const { asked, faults } = await ask("{ team { name } }", {}, { signal: AbortSignal.abort() });
    expect([asked, faults.map(({ code }) => code)]).toEqual([[], ["SOURCE_TIMEOUT"]]);
  });
});

describe("A mutation", () => {
  const order: string[] = [];
  const effect =
    (name: string) =>
    async (asked: Asked): Promise<Reply> => {
      const what = /mutation\{(\w+)/.exec(asked.query)?.[1] ?? "entities";
      order.push(`${name} begins ${what}`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} ends ${what}`);
      return { data: what === "entities" ? { _entities: [{ rating: 1, name: "x" }] } : { [what]: { ...team("1"), name: "x" } } };
    };

  it("has each root field's effect before the next, whoever answers it", async () => {
    order.splice(0);
    const { faults } = await ask("mutation { one { rating } three { name } two { name } }", { a: effect("a"), b: effect("b") });
    expect(faults).toEqual([]);
    expect(order.map((one) => one.split(" ")[1])).toEqual(order.map((_, index) => (index % 2 === 0 ? "begins" : "ends")));
    expect(order.filter((one) => / begins (one|two|three)/.test(one))).toEqual(["a begins one", "b begins three", "a begins two"]);
  });

  it("is never asked twice, and goes on after one that failed", async () => {
    const { asked, faults, tree } = await ask("mutation { one { name } three { id } two { name } }", {
      a: ({ query }) => ({ data: { [/\{(\w+)/.exec(query)?.[1] ?? ""]: { name: "x" } } }),
      b: () => new SourceError("b", "SOURCE_TIMEOUT", "late"),
    });
    expect(asked.map(({ subgraph }) => subgraph)).toEqual(["a", "b", "a"]);
    expect([faults.map(({ path }) => path), plain(tree)]).toEqual([[["three"]], { one: { name: "x" }, two: { name: "x" } }]);
  });
});
