import { Engine } from "../../engine";
import { ask, seen } from "../../testing/ask";
import type { TestSubgraph } from "../../testing/compose";
import { tinyFederation } from "../../testing/tiny-federation";
import type { RulesOptions } from "../rules-options";
import type { Claims } from "./requirement";

const staff: TestSubgraph = {
  name: "staff",
  sdl: `
    type Query {
      teams: [Team!]!
      node(id: ID!): Node
      found: [Found!]!
      vault: Combination
      level: Level
      always: Team!
    }
    type Subscription { told: Memo! }
    interface Node { id: ID! title: String }
    type Team implements Node @key(fields: "id") {
      id: ID!
      title: String
      budget: Int @requiresScopes(scopes: [["money"], ["audit", "seal"]])
      lead: Person
      code: String! @authenticated
    }
    type Person @key(fields: "id", resolvable: false) { id: ID! }
    type Memo implements Node @authenticated { id: ID! title: String text: String! }
    union Found = Team | Memo
    scalar Combination @policy(policies: [["guard"], ["owner", "day"]])
    enum Level @authenticated { LOW HIGH }
  `,
  resolvers: {
    Query: {
      teams: () => [TEAM],
      node: () => TEAM,
      found: () => [TEAM, { __typename: "Memo", id: "m1", title: "Memo", text: "hidden" }],
      vault: () => "1-2-3",
      level: () => "HIGH",
      always: () => TEAM,
    },
    Subscription: { told: { subscribe: async function* () {} } },
    Team: { __resolveReference: () => TEAM },
  },
};

const TEAM = { __typename: "Team", id: "t1", title: "Lines", budget: 7, lead: { id: "p1" }, code: "c" };

const people: TestSubgraph = {
  name: "people",
  sdl: `type Person @key(fields: "id") { id: ID! name: String! phone: String! @requiresScopes(scopes: [["phone"]]) boss: Person }`,
  resolvers: { Person: { __resolveReference: ({ id }: { id: string }) => ({ id, name: "Amina", phone: "0", boss: { id } }) } },
};

const ANYONE: Claims = { authenticated: false, scopes: [], policies: () => false };
const SIGNED_IN: Claims = { ...ANYONE, authenticated: true };
const scoped = (...scopes: string[]): Claims => ({ ...SIGNED_IN, scopes });

async function open(options: RulesOptions<unknown> = {}) {
  const federation = tinyFederation([staff, people]);
  const engine = await Engine.open({
    supergraphSdl: federation.supergraphSdl,
    transportOf: ({ name }) => federation.transportOf(name),
    rules: { claimsOf: (scope) => scope as Claims, ...options },
  });
  const as = (claims: Claims, query: string, variables: Record<string, unknown> = {}) => {
    federation.asked.length = 0;
    return ask(engine.current, query, { scope: claims, variables });
  };
  return { engine, as, asked: federation.asked };
}

let shared: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  shared = await open();
});
afterAll(() => shared.engine.close());

describe("What a supergraph requires of whoever asks", () => {
  it("N01: a field that requires a scope is null, told at its path, and never fetched", async () => {
    const { data, errors } = await shared.as(SIGNED_IN, "{ teams { title money: budget } }");
    expect(data).toEqual({ teams: [{ title: "Lines", money: null }] });
    expect(errors).toMatchObject([{ path: ["teams", "money"], code: "FORBIDDEN" }]);
    expect(shared.asked).toEqual(["staff {teams{title}}"]);
  });

  it("tells whom nobody knows to sign in", async () => {
    const { errors } = await shared.as(ANYONE, "{ teams { budget } level }");
    expect(errors).toMatchObject([
      { path: ["teams", "budget"], code: "UNAUTHENTICATED" },
      { path: ["level"], code: "UNAUTHENTICATED" },
    ]);
  });

  it("is met by all scopes of one set, and by no part of it", async () => {
    const budgetFor = async (claims: Claims) => (await shared.as(claims, "{ teams { budget } }")).data;
    expect(await budgetFor(scoped("money"))).toEqual({ teams: [{ budget: 7 }] });
    expect(await budgetFor(scoped("seal", "audit"))).toEqual({ teams: [{ budget: 7 }] });
    expect(await budgetFor(scoped("seal"))).toEqual({ teams: [{ budget: null }] });
  });

  it("is met by policies that allow it", async () => {
    const allowing = (...names: string[]): Claims => ({ ...SIGNED_IN, policies: (name) => names.includes(name) });
    expect(await shared.as(allowing("guard"), "{ vault }")).toEqual({ data: { vault: "1-2-3" }, errors: [] });
    expect(await shared.as(allowing("day", "owner"), "{ vault }")).toEqual({ data: { vault: "1-2-3" }, errors: [] });
    expect((await shared.as(allowing("day"), "{ vault }")).data).toEqual({ vault: null });
  });

  it("N01: an interface requires what each of its types does, a fragment on one type only what that does", async () => {
    expect((await shared.as(ANYONE, '{ node(id: "t1") { id } }')).data).toEqual({ node: null });
    expect(shared.asked).toEqual([]);
    const { data, errors } = await shared.as(ANYONE, "{ found { ... on Node { title } ... on Team { id } } }");
    expect(data).toEqual({ found: [{ title: null, id: "t1" }, { title: null }] });
    expect(errors).toMatchObject([{ path: ["found", "title"], code: "UNAUTHENTICATED" }]);
  });

  it("N01: members of a union are told apart: who may not have one has the others", async () => {
    const { data } = await shared.as(ANYONE, "{ found { __typename ... on Team { title } ... on Memo { title } } }");
    expect(data).toEqual({
      found: [
        { __typename: "Team", title: "Lines" },
        { __typename: "Memo", title: null },
      ],
    });
    expect(shared.asked.join()).not.toContain("Memo");
  });

  it("N01: holds through aliases, fragments, and objects that are reached another way", async () => {
    const query = "query { teams { ...F } } fragment F on Team { lead { boss { boss { ...P } } } } fragment P on Person { name id: phone }";
    const { data, errors } = await shared.as(SIGNED_IN, query);
    expect(data).toEqual({ teams: [{ lead: { boss: { boss: null } } }] });
    expect(errors).toMatchObject([{ path: ["teams", "lead", "boss", "boss", "id"], code: "FORBIDDEN" }]);
    expect(shared.asked.join()).not.toContain("phone");
  });

  it("loses what can't be without the denied field, with one error", async () => {
    const { data, errors } = await shared.as(ANYONE, "{ always { title code } }");
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ["always", "code"], code: "UNAUTHENTICATED" }]);
  });

  it("asks nothing at all where all is denied", async () => {
    expect((await shared.as(ANYONE, "{ vault level }")).data).toEqual({ vault: null, level: null });
    expect(shared.asked).toEqual([]);
  });

  it("says nothing of a denied field that is skipped", async () => {
    const query = "query ($no: Boolean!) { teams { title budget @include(if: $no) } }";
    expect(await shared.as(ANYONE, query, { no: false })).toEqual({ data: { teams: [{ title: "Lines" }] }, errors: [] });
    expect((await shared.as(ANYONE, query, { no: true })).errors).toHaveLength(1);
  });

  it("hides a key that is denied though it is fetched to reach another subgraph", async () => {
    const federation = tinyFederation([
      {
        name: "one",
        sdl: `type Query { x: X } type X @key(fields: "id") { id: ID! @authenticated name: String }`,
        resolvers: { Query: { x: () => ({ id: "secret", name: "n" }) } },
      },
      {
        name: "two",
        sdl: `type X @key(fields: "id") { id: ID! more: String }`,
        resolvers: { X: { __resolveReference: () => ({ more: "m" }) } },
      },
    ]);
    const engine = await Engine.open({ ...federation, transportOf: ({ name }) => federation.transportOf(name) });
    const { data, errors } = await ask(engine.current, "{ x { more id } }");
    expect({ data, errors: errors.map(({ path }) => path) }).toEqual({ data: { x: null }, errors: [["x", "id"]] });
    await engine.close();
  });

  it("denies a deferred fragment at once, and defers the rest", async () => {
    const { current } = shared.engine;
    const prepared = await current.prepare({ query: "{ teams { ... @defer { budget } ... @defer { title } } }" });
    const answer = await current.execute(prepared, { scope: ANYONE, signal: new AbortController().signal });
    if (answer.kind !== "parts") throw new Error(`the answer came as ${answer.kind}`);
    expect(seen(answer.first)).toMatchObject({ data: { teams: [{ budget: null }] }, errors: [{ path: ["teams", "budget"] }] });
    const parts = [];
    for await (const batch of answer.parts) parts.push(...batch);
    expect(parts.map(({ data }) => data)).toEqual(['{"title":"Lines"}']);
  });

  it("refuses a subscription whose field is denied", async () => {
    await expect(shared.as(ANYONE, "subscription { told { id } }")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("refuses the whole request where it is set to", async () => {
    const { engine, as, asked } = await open({ denied: "REFUSED" });
    await expect(as(SIGNED_IN, "{ teams { title budget } }")).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(asked).toEqual([]);
    expect(await as(scoped("money"), "{ teams { budget } }")).toEqual({ data: { teams: [{ budget: 7 }] }, errors: [] });
    await engine.close();
  });

  it("denies everything where nothing is known of anyone", async () => {
    const { engine, as } = await open({ claimsOf: undefined });
    expect((await as(scoped("money"), "{ teams { budget } }")).data).toEqual({ teams: [{ budget: null }] });
    await engine.close();
  });

  it("lets nobody keep for everyone what not everyone may have", async () => {
    const { current } = shared.engine;
    const isPrivate = async (query: string) => current.caching(await current.prepare({ query })).private;
    expect([await isPrivate("{ teams { budget } }"), await isPrivate("{ teams { title } }")]).toEqual([true, false]);
  });

  it("answers everything to whoever may have everything, by one plan for all of them", async () => {
    const everything: Claims = { authenticated: true, scopes: ["money", "phone"], policies: () => true };
    const query = "{ teams { budget code lead { phone } } vault level found { ... on Memo { text } } }";
    expect(await shared.as(everything, query)).toEqual({
      data: { teams: [{ budget: 7, code: "c", lead: { phone: "0" } }], vault: "1-2-3", level: "HIGH", found: [{}, { text: "hidden" }] },
      errors: [],
    });
  });
});
