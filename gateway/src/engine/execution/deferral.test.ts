import { compilePlan } from "./compiled-plan";
import { type Asked, canned, late, plain, type Reply } from "./testing/canned";
import { aRun, testPlanner } from "./testing/planned";

const planner = testPlanner({
  a: `type Query { me: P ps: [P!] } type P @key(fields: "id") { id: ID! n: String f: P }`,
  b: `type P @key(fields: "id") { id: ID! slow: String slower: Q } type Q @key(fields: "id") { id: ID! }`,
  c: `type Q @key(fields: "id") { id: ID! z: Int }`,
});

const settings = { echoKeys: () => false, joinFetches: false };
const me = { __typename: "P", id: "1", n: "Amina" };
const replies = {
  a: ({ query }: Asked): Reply => ({
    data: query.includes("_entities") ? { _entities: [{ f: { __typename: "P", id: "2" }, n: "again" }] } : { me, ps: [me] },
  }),
  b: ({ query, variables }: Asked): Reply => {
    const entity = {
      ...(query.includes("slower") ? { slower: { __typename: "Q", id: "q" } } : {}),
      ...(query.includes("slow}") ? { slow: "s" } : {}),
    };
    return { data: { _entities: (variables.representations as unknown[]).map(() => entity) } };
  },
  c: (): Reply => ({ data: { _entities: [{ z: 9 }] } }),
};

const ask = (query: string, over: Parameters<typeof canned>[0] = {}, variables = {}) => {
  const { transportOf, asked } = canned({ ...replies, ...over });
  const run = compilePlan(planner.plan(query), planner.typesOf, settings).run(aRun(variables), transportOf);
  return run.then((gathered) => ({ ...gathered, asked }));
};

describe("What @defer puts off", () => {
  it("doesn't hold up what isn't, and is there once it is ready", async () => {
    const { tree, faults, deferred } = await ask('{ me { n ... @defer(label: "_d0") { slow } } }', {
      b: (asked) => late(replies.b(asked)),
    });
    expect([plain(tree), faults]).toEqual([{ me }, []]);
    expect(deferred).toMatchObject([{ id: "_d0", path: ["me"] }]);
    expect(await deferred[0]?.ready).toEqual({ faults: [], faultsLeftOut: 0 });
    expect(plain(tree)).toEqual({ me: { ...me, slow: "s" } });
  });

  it("begins when the fetch that it depends on is done, not when all are", async () => {
    const order: string[] = [];
    const slowly = async (asked: Asked): Promise<Reply> => {
      order.push(`asked ${asked.subgraph}`);
      const reply = asked.subgraph === "c" ? await late(await late(replies.c())) : replies.b(asked);
      order.push(`answered ${asked.subgraph}`);
      return reply;
    };
    const query = '{ ps { slower { z } } me { n ... @defer(label: "_d0") { slow } } }';
    const { deferred } = await ask(query, { b: slowly, c: slowly });
    await deferred[0]?.ready;
    expect(order.filter((one) => one === "asked b")).toHaveLength(2);
    expect(order.lastIndexOf("asked b")).toBeLessThan(order.indexOf("answered c"));
  });

  it("waits for all of the first part where the plan names a fetch that it doesn't have", async () => {
    const { node } = planner.plan("{ me { n slow } }");
    const [first, later] = node?.kind === "Sequence" ? node.nodes : [];
    if (first === undefined || later === undefined) throw new Error("it is planned otherwise");
    const part = { depends: [{ id: "nowhere" }], label: "_d0", queryPath: ["me"], node: later };
    const plan = { kind: "QueryPlan", node: { kind: "Defer", primary: { node: first }, deferred: [part] } } as const;
    const { tree, deferred } = await compilePlan(plan, planner.typesOf, settings).run(aRun({}), canned(replies).transportOf);
    expect(await deferred[0]?.ready).toEqual({ faults: [], faultsLeftOut: 0 });
    expect(plain(tree)).toEqual({ me: { ...me, slow: "s" } });
  });

  it("within what is put off is known from the start, and ready after it", async () => {
    const ready: string[] = [];
    const { tree, deferred } = await ask(
      '{ me { n ... @defer(label: "_d0") { slow f { slow ... @defer(label: "_d1") { slower { z } } } } } }',
    );
    for (const part of deferred) void part.ready.then(() => ready.push(part.id));
    expect(deferred.map(({ id, path }) => [id, path])).toEqual([
      ["_d0", ["me"]],
      ["_d1", ["me", "f"]],
    ]);
    await Promise.all(deferred.map((part) => part.ready));
    expect(ready).toEqual(["_d0", "_d1"]);
    expect(plain(tree)).toMatchObject({ me: { slow: "s", f: { slow: "s", slower: { z: 9 } } } });
  });

  it("tells its own faults, and the first part none of them", async () => {
    const query = '{ me { n ... @defer(label: "_d0") { slow } } ps { n ... @defer(label: "_d1") { n } } }';
    const { faults, deferred } = await ask(query, { b: () => ({ data: null, errors: [{ message: "no" }] }) });
    expect(faults).toEqual([]);
    const told = await Promise.all(deferred.map(async ({ id, ready }) => [id, (await ready).faults.map(({ path }) => path)]));
    expect(Object.fromEntries(told)).toEqual({ _d0: [["me", "slow"]], _d1: [] });
  });

  it("isn't put off where its variable says so", async () => {
    const query = 'query ($_0: Boolean) { me { n ... @defer(label: "_d0", if: $_0) { slow } } }';
    const now = await ask(query, {}, { _0: false });
    expect([plain(now.tree), now.deferred]).toEqual([{ me: { ...me, slow: "s" } }, []]);
    expect((await ask(query, {}, { _0: true })).deferred).toHaveLength(1);
  });

  it("is ready with what there is where what it depends on never ran", async () => {
    const { tree, deferred } = await ask('{ me { n ... @defer(label: "_d0") { slow } } }', { a: () => ({ data: { me: null } }) });
    expect((await deferred[0]?.ready)?.faults).toEqual([]);
    expect(plain(tree)).toEqual({ me: null });
  });
});
