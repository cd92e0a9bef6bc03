import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Engine } from "./engine";
import { type EngineAnswer, InvalidOperation } from "./engine-api";
import type { EngineOptions, MadePlan, Swap } from "./engine-options";
import { PlannerPool } from "./plan/planner-pool";
import { ask, seen } from "./testing/ask";
import { tinyFederation } from "./testing/tiny-federation";
import { VersionedGraph } from "./testing/versioned-graph";

const opened: Engine[] = [];
afterEach(() => Promise.all(opened.splice(0).map((engine) => engine.close())));

async function open(options: EngineOptions): Promise<Engine> {
  const engine = await Engine.open(options);
  opened.push(engine);
  return engine;
}

/** One for all tests that change nothing of it. */
const federation = tinyFederation();
const plans: MadePlan[] = [];
let tiny: Engine;
beforeAll(async () => {
  const transportOf: EngineOptions["transportOf"] = ({ name }) => federation.transportOf(name);
  tiny = await Engine.open({ supergraphSdl: federation.supergraphSdl, transportOf, hooks: { onPlan: (plan) => plans.push(plan) } });
});
afterAll(() => tiny.close());

const SIGNAL = new AbortController().signal;

async function execute(engine: Engine, query: string, variables: Record<string, unknown> = {}): Promise<EngineAnswer> {
  const generation = engine.current;
  return generation.execute(await generation.prepare({ query }), { variables, signal: SIGNAL, scope: null });
}

describe("An engine", () => {
  it("answers over several subgraphs, under the client's names", async () => {
    const query = "query ($n: Int!) { a: teams(first: $n) { id: name perHead budgets { amount } lead { __proto__: name } } __typename }";
    expect(await ask(tiny.current, query, { variables: { n: 1 } })).toEqual({
      data: {
        a: [
          JSON.parse(
            '{"id":"The role of governments","perHead":5.543478260869565,"budgets":[{"amount":120.5},{"amount":7}],"lead":{"__proto__":"Amina"}}',
          ),
        ],
        __typename: "Query",
      },
      errors: [],
    });
  });

  it("keeps a trusted subgraph's error for whoever judges it, at the client's path", async () => {
    const answer = await execute(tiny, "{ name: never people { name } }");
    if (answer.kind !== "whole") throw new Error("not whole");
    expect(JSON.parse(answer.data ?? "")).toEqual({ name: null, people: [{ name: "Amina" }, { name: "Boris" }] });
    expect(answer.errors).toMatchObject([{ path: ["name"], originalError: { originalError: { message: "secret of teams" } } }]);
  });

  it("plans once what many ask at the same time, whatever they call things", async () => {
    plans.length = 0;
    const queries = Array.from({ length: 20 }, (_, index) => `query Q${index} { t${index}: teams(first: ${index}) { n${index}: name } }`);
    const answers = await Promise.all(queries.map((query) => ask(tiny.current, query)));
    expect(answers.every(({ errors }) => errors.length === 0)).toBe(true);
    expect(plans).toMatchObject([{ generation: tiny.current.id, code: null }]);
  });

  it("offers @defer in its schema, and no @stream", async () => {
    const { data } = await ask(tiny.current, '{ schema: __schema { directives { name } } type: __type(name: "Nothing") { name } }');
    expect(data).toMatchObject({ schema: { directives: expect.arrayContaining([{ name: "defer" }]) }, type: null });
    await expect(tiny.current.prepare({ query: "{ teams @stream { name } }" })).rejects.toThrow(InvalidOperation);
  });

  it("tells of the schema and of its subgraphs in one answer", async () => {
    const query = "query ($t: String!) { people { name } __type(name: $t) { kind } }";
    const { data } = await ask(tiny.current, query, { variables: { t: "Team" } });
    expect(data).toEqual({ people: [{ name: "Amina" }, { name: "Boris" }], __type: { kind: "OBJECT" } });
  });

  it("explains how a question is asked of subgraphs", async () => {
    const prepared = await tiny.current.prepare({ query: "{ people { name } ... @defer { never } }" });
    expect((await tiny.current.explain(prepared)).split("\n")).toEqual([
      "QueryPlan {",
      "  Defer {",
      "    Primary {",
      '      Fetch(service: "people") {',
      "        {",
      "          people {",
      "            name",
      "          }",
      "        },",
      "      },",
      "    },",
      '    Deferred(label: "_d0", path: "", depends: []) {',
      '      Flatten(path: "") {',
      '        Fetch(service: "teams") {',
      "          {",
      "            ... on Query {",
      "              never",
      "            }",
      "          },",
      "        },",
      "      },",
      "    },",
      "  },",
      "}",
    ]);
  });

  it("refuses variables that don't fit, before anything is asked", async () => {
    federation.asked.length = 0;
    await expect(execute(tiny, "query ($n: Int) { teams(first: $n) { id } }", { n: "x" })).rejects.toMatchObject({ code: "BAD_INPUT" });
    expect(federation.asked).toEqual([]);
  });

  it("rejects where the supergraph isn't valid", async () => {
    await expect(open({ supergraphSdl: "type Query { a: Int }", transportOf: () => Promise.reject() as never })).rejects.toThrow();
  });
});

describe("An answer in parts", () => {
  const query = 'query ($later: Boolean!) { teams { name ... @defer(label: "b", if: $later) { budgets { id } } } people { email } }';

  it("begins with what isn't put off, and tells each rest at its place", async () => {
    const answer = await execute(tiny, query, { later: true });
    if (answer.kind !== "parts") throw new Error("nothing was put off");
    expect(seen(answer.first).data).toMatchObject({ teams: [{ name: "The role of governments" }, {}, {}] });
    expect(answer.first.data).not.toContain("budgets");
    const parts = [];
    for await (const batch of answer.parts) parts.push(...batch);
    expect(parts.map(({ label, path, data }) => ({ label, path, data: JSON.parse(data) }))).toEqual([
      { label: "b", path: ["teams", 0], data: { budgets: [{ id: "b1" }, { id: "b2" }] } },
      { label: "b", path: ["teams", 1], data: { budgets: [{ id: "b3" }] } },
      { label: "b", path: ["teams", 2], data: { budgets: [] } },
    ]);
  });

  it("comes whole where the condition says so", async () => {
    const { data } = seen((await execute(tiny, query, { later: false })) as never);
    expect(data).toMatchObject({ teams: [{ budgets: [{ id: "b1" }, { id: "b2" }] }, {}, {}] });
  });

  it("takes no longer to plan for many conditions than for one", async () => {
    const names = Array.from({ length: 24 }, (_, index) => `c${index}`);
    const fragments = names.map((name) => `... @defer(label: "${name}", if: $${name}) { budgets { id } }`);
    const many = `query (${names.map((name) => `$${name}: Boolean!`).join(" ")}) { teams(first: 1) { name ${fragments.join(" ")} } }`;
    const answer = await execute(tiny, many, Object.fromEntries(names.map((name, index) => [name, index === 3])));
    if (answer.kind !== "parts") throw new Error("nothing was put off");
    const labels = [];
    for await (const batch of answer.parts) labels.push(...batch.map(({ label }) => label));
    expect(labels).toEqual(["c3"]);
  });
});

describe("A swap", () => {
  const QUERY = "{ things { id by again } }";
  const by = (name: string) => ["1", "2"].map((id) => ({ id, by: name, again: name }));

  async function versioned(options: Partial<EngineOptions> = {}) {
    const graph = new VersionedGraph();
    const drained: string[] = [];
    const swaps: Swap[] = [];
    const engine = await open({
      supergraphSdl: graph.supergraph("one"),
      transportOf: graph.transportOf,
      limits: { grace: 0 },
      ...options,
      hooks: { onDrained: (id) => drained.push(id), onSwap: (swap) => swaps.push(swap), ...options.hooks },
    });
    return { graph, engine, drained, swaps };
  }

  it("fails no request and mixes no answer while many ask", async () => {
    const { graph, engine, drained } = await versioned();
    let asking = true;
    const answers = new Map<string, number>();
    const client = async (number: number) => {
      for (let turn = 0; asking; turn++) {
        const { generation, release } = engine.hold();
        const { data, errors } = await ask(generation, `query Q${number}_${turn % 5} { things { id by again(times: ${turn % 7}) } }`);
        release();
        expect(errors).toEqual([]);
        const names = new Set((data as { things: { by: string; again: string }[] }).things.flatMap((thing) => [thing.by, thing.again]));
        expect(names.size).toBe(1);
        for (const name of names) answers.set(name, (answers.get(name) ?? 0) + 1);
        await new Promise(setImmediate);
      }
    };
    const clients = Promise.all(Array.from({ length: 8 }, (_, number) => client(number)));
    for (const name of ["two", "three", "four"]) await engine.replace(graph.supergraph(name));
    asking = false;
    await clients;
    expect([...answers.keys()].sort()).toEqual(["four", "one", "three", "two"].filter((name) => answers.has(name)));
    expect(answers.has("one") && answers.has("two")).toBe(true);
    await settled(() => drained.length === 3);
    expect(engine.generations).toEqual([engine.current]);
  });

  it("keeps the ways that both graphs have, and closes those of removed subgraphs when nobody needs them", async () => {
    const { graph, engine, drained } = await versioned();
    await engine.replace(graph.supergraph("two"));
    await settled(() => drained.length === 1);
    expect([graph.opened, graph.closed]).toEqual([["list", "one", "two"].sort(byOpening(graph)), ["one"]]);
    expect([...engine.subgraphs].sort()).toEqual(["list", "two"]);
  });

  it("lets a request end on the graph that it began with", async () => {
    const { graph, engine, drained } = await versioned();
    let let_ = () => undefined as unknown;
    graph.gate = new Promise((resolve) => (let_ = () => resolve(undefined)));
    const asked = ask(engine.current, QUERY);
    await engine.replace(graph.supergraph("two"));
    expect(drained).toEqual([]);
    expect(graph.closed).toEqual([]);
    let_();
    expect(await asked).toEqual({ data: { things: by("one") }, errors: [] });
    await settled(() => drained.length === 1);
    expect(graph.closed).toEqual(["one"]);
  });

  it("leaves the last graph serving where the new one isn't valid, and says why", async () => {
    const { graph, engine, swaps } = await versioned();
    const before = engine.current;
    await expect(engine.replace("type Query { a: Int }")).rejects.toThrow(/core schema/);
    expect(engine.current).toBe(before);
    expect(await ask(engine.current, QUERY)).toEqual({ data: { things: by("one") }, errors: [] });
    await engine.replace(graph.supergraph("two"));
    expect(await ask(engine.current, QUERY)).toEqual({ data: { things: by("two") }, errors: [] });
    expect(swaps).toHaveLength(1);
  });

  it("settles swaps in the order that they are asked for", async () => {
    const { graph, engine, swaps } = await versioned();
    const ids: string[] = [];
    engine.onChange(({ id }) => ids.push(id));
    const outcomes = await Promise.allSettled(
      ["two", "", "three", "one"].map((name) => engine.replace(name === "" ? "" : graph.supergraph(name))),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect(swaps.map(({ to }) => to)).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
    expect(await ask(engine.current, QUERY)).toEqual({ data: { things: by("one") }, errors: [] });
  });

  it("does nothing where the graph is the same", async () => {
    const { graph, engine, swaps } = await versioned();
    const before = engine.current;
    expect(await engine.replace(graph.supergraph("one"))).toBe(before);
    expect(swaps).toEqual([]);
  });

  it("plans beforehand what is asked most, and what it is given", async () => {
    const plans: string[] = [];
    const { graph, engine, swaps } = await versioned({ hooks: { onPlan: ({ generation }) => plans.push(generation) } });
    await ask(engine.current, QUERY);
    await ask(engine.current, "{ one }");
    const next = await engine.replace(graph.supergraph("two"), { warm: [{ query: "{ two }" }] });
    expect(swaps).toMatchObject([{ warmed: 2, refused: 1 }]);
    const made = plans.length;
    await ask(next, QUERY);
    await ask(next, "{ renamed: two }".replace("renamed: ", ""));
    expect(plans.slice(made)).toEqual([]);
    await ask(next, "{ things { id } }");
    expect(plans.slice(made)).toEqual([next.id]);
  });

  it("reads beforehand what was asked again, and what it wants to know of the schema", async () => {
    let read = 0;
    const check = () => {
      read++;
      return [];
    };
    const introspect = jest.spyOn(PlannerPool.prototype, "introspect");
    const { graph, engine } = await versioned({ validation: { check } });
    const again = '{ things { id } __type(name: "Query") { name } }';
    for (const query of [again, again, QUERY]) await ask(engine.current, query);
    const next = await engine.replace(graph.supergraph("two"));
    expect([read, introspect.mock.calls.length]).toEqual([4, 3]);
    expect((await ask(next, again)).data).toMatchObject({ __type: { name: "Query" } });
    expect([read, introspect.mock.calls.length]).toEqual([4, 3]);
    await ask(next, QUERY);
    expect(read).toBe(5);
    introspect.mockRestore();
  });

  it("leaves a subscription with the graph that it began with, until it is left", async () => {
    const { graph, engine, drained } = await versioned();
    const answer = await execute(engine, "subscription { added { id by } }");
    if (answer.kind !== "stream") throw new Error("no stream");
    const events = answer.events[Symbol.asyncIterator]();
    const first = events.next();
    await settled(() => graph.listeners === 1);
    graph.add("1");
    expect(seen((await first).value as never).data).toEqual({ added: { id: "1", by: "one" } });
    await engine.replace(graph.supergraph("two"));
    const second = events.next();
    graph.add("2");
    expect(seen((await second).value as never).data).toEqual({ added: { id: "2", by: "one" } });
    expect(drained).toEqual([]);
    const third = events.next();
    await events.return?.();
    expect(await third).toEqual({ done: true, value: undefined });
    await settled(() => drained.length === 1);
    expect([graph.closed, graph.listeners]).toEqual([["one"], 0]);
  });

  it("tells the ways to subgraphs of a subscription that begins when another graph has taken over", async () => {
    const { graph, engine } = await versioned();
    const { generation, release } = engine.hold();
    const prepared = await generation.prepare({ query: "subscription { added { id by } }" });
    const begin = async () => {
      const answer = await generation.execute(prepared, { variables: {}, signal: SIGNAL, scope: null });
      if (answer.kind !== "stream") throw new Error("no stream");
      const events = answer.events[Symbol.asyncIterator]();
      const first = events.next();
      await settled(() => graph.listeners === 1);
      await events.return?.();
      await first;
    };
    await begin();
    await engine.replace(graph.supergraph("two"));
    await begin();
    release();
    expect(graph.begunLate).toEqual([false, true]);
  });

  it("ends subscriptions of an old graph after a time", async () => {
    const { graph, engine, drained } = await versioned({ limits: { grace: 0, drainTime: 0, spread: 0 } });
    const answer = await execute(engine, "subscription { added { id by } }");
    if (answer.kind !== "stream") throw new Error("no stream");
    const events = answer.events[Symbol.asyncIterator]();
    const first = events.next();
    await settled(() => graph.listeners === 1);
    await engine.replace(graph.supergraph("two"));
    expect(await first).toEqual({ done: true, value: undefined });
    await settled(() => drained.length === 1);
  });

  it("leaves nothing of old graphs in memory", async () => {
    const { graph, engine, drained } = await versioned();
    const released: number[] = [];
    const registry = new FinalizationRegistry<number>((number) => released.push(number));
    for (const [number, name] of ["two", "one", "two", "one"].entries()) {
      registry.register(engine.current, number);
      await ask(engine.current, QUERY);
      await engine.replace(graph.supergraph(name));
    }
    await settled(() => drained.length === 4);
    await settled(() => {
      collectGarbage();
      return released.length >= 3;
    });
    expect(graph.opened.length - graph.closed.length).toBe(2);
  });

  it("waits for those who hold a graph without asking it", async () => {
    const { graph, engine, drained } = await versioned();
    const held = engine.hold();
    await engine.replace(graph.supergraph("two"));
    expect(await ask(held.generation, QUERY)).toEqual({ data: { things: by("one") }, errors: [] });
    expect(drained).toEqual([]);
    held.release();
    await settled(() => drained.length === 1);
  });
});

describe("A closed engine", () => {
  it("has answered what was asked before, and closed every way", async () => {
    const graph = new VersionedGraph();
    const engine = await Engine.open({ supergraphSdl: graph.supergraph("one"), transportOf: graph.transportOf });
    let let_ = () => undefined as unknown;
    graph.gate = new Promise((resolve) => (let_ = () => resolve(undefined)));
    const asked = ask(engine.current, "{ things { id by } }");
    await settled(() => graph.asked > 0);
    const closed = engine.close();
    let_();
    expect((await asked).errors).toEqual([]);
    await closed;
    expect(graph.closed.sort()).toEqual(["list", "one"]);
    expect(() => engine.current).toThrow();
    await expect(engine.replace(graph.supergraph("two"))).rejects.toThrow();
  });
});

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

/** Waits for what follows by itself. */
async function settled(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function byOpening({ opened: order }: VersionedGraph) {
  return (one: string, other: string) => order.indexOf(one) - order.indexOf(other);
}
