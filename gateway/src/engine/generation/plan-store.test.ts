import { EngineError } from "../engine-error";
import type { AskedNode, NormalisedOperation } from "../operation/normalised-operation";
import type { QueryPlan } from "../plan/plan";
import type { Planner, PlanRequest } from "../plan/planner";
import { PlanStore } from "./plan-store";

const PLAN: QueryPlan = { kind: "QueryPlan", node: { kind: "Fetch", serviceName: "a", operation: "{a}", operationKind: "query" } };

function operation(text: string, names: readonly string[] = ["a"]): NormalisedOperation {
  const selection = names.map((name) => field(name));
  return { text, kind: "query" as NormalisedOperation["kind"], inputs: [], selection, clientNames: new Map(), introspection: null };
}

function field(name: string, variable?: string): AskedNode {
  const conditions = variable === undefined ? [] : [{ variable, negated: false }];
  return { kind: "field", responseName: name, key: name, name, conditions, selection: null };
}

function storeOver(plan: (request: PlanRequest) => Promise<QueryPlan>, bytes = 1_000_000) {
  const requests: PlanRequest[] = [];
  const compiled: string[] = [];
  const planner: Planner = {
    plan: async (request) => {
      requests.push(request);
      return JSON.stringify(await plan(request));
    },
    close: async () => undefined,
  };
  const compile = (made: QueryPlan): QueryPlan => {
    compiled.push(requests.at(-1)?.operation ?? "");
    return made;
  };
  return { store: new PlanStore({ planner, compile, bytes }), requests, compiled };
}

describe("A store of plans", () => {
  it("makes a plan once, however many ask for it meanwhile, and gives it at once from then on", async () => {
    const { store, requests } = storeOver(async () => PLAN);
    const asked = await Promise.all([1, 2, 3].map(() => store.get(operation("{a}"), {}, [])));
    expect(new Set(asked).size).toBe(1);
    const again = await store.get(operation("{a}"), {}, []);
    expect(store.get(operation("{a}"), {}, [])).toBe(again);
    expect(requests).toEqual([{ operation: "{a}", overrideLabels: [] }]);
  });

  it("keeps plans of other labels apart", async () => {
    const { store, requests } = storeOver(async () => PLAN);
    await store.get(operation("{a}"), {}, ["x"]);
    await store.get(operation("{a}"), {}, []);
    await store.get(operation("{a}"), {}, ["x"]);
    expect(requests.map(({ overrideLabels }) => overrideLabels)).toEqual([["x"], []]);
  });

  it("tells an empty plan for something asked as a fault, and no nulls", async () => {
    const { store } = storeOver(async () => ({ kind: "QueryPlan" }));
    await expect(store.get(operation("{a}"), {}, [])).rejects.toMatchObject({ code: "INTERNAL" });
  });

  it("plans nothing where only the engine itself is asked", async () => {
    const { store, requests } = storeOver(async () => PLAN);
    expect(await store.get(operation("{__typename}", ["__typename", "__schema"]), {}, [])).toMatchObject({ plan: { kind: "QueryPlan" } });
    expect(requests).toEqual([]);
  });

  it("lets a refusal of the planner's stand, and tries again after any other fault", async () => {
    const codes = ["PLAN_LIMIT", "INTERNAL", "OVERLOADED"] as const;
    const { store, requests } = storeOver(async ({ operation: text }) => {
      throw new EngineError(codes[Number(text)] ?? "INTERNAL", "No.");
    });
    for (const text of ["0", "0", "1", "1", "2", "2"]) {
      await expect(store.get(operation(text), {}, [])).rejects.toMatchObject({ code: codes[Number(text)] });
    }
    expect(requests.map((request) => request.operation)).toEqual(["0", "1", "1", "2", "2"]);
  });

  it("keeps of a plan that was asked for once its text alone, and compiles what is asked for again but once", async () => {
    const { store, requests, compiled } = storeOver(async () => PLAN);
    for (const text of ["{a}", "{b}", "{a}", "{a}", "{a}"]) await store.get(operation(text), {}, []);
    expect(requests).toHaveLength(2);
    expect(compiled).toHaveLength(3);
  });

  it("keeps ready what it made before it was asked for", async () => {
    const { store, compiled } = storeOver(async () => PLAN);
    await store.warm({ operation: "{a}", overrideLabels: [] });
    const made = compiled.length;
    expect(store.get(operation("{a}"), {}, [])).not.toBeInstanceOf(Promise);
    expect(compiled).toHaveLength(made);
  });

  it("holds no more bytes than it may, and forgets first what was least recently asked", async () => {
    const { store, requests } = storeOver(async () => PLAN, 5_000);
    for (const text of ["{a}", "{b}", "{c}", "{b}", "{a}", "{c}"]) await store.get(operation(text), {}, []);
    expect(requests.map((request) => request.operation)).toEqual(["{a}", "{b}", "{c}", "{a}", "{c}"]);
  });

  it("gives room to what is asked now, and plans nothing anew that it has compiled before", async () => {
    const { store, requests, compiled } = storeOver(async () => PLAN, 10_000);
    for (const text of ["{a}", "{a}", "{b}", "{b}", "{a}", "{a}"]) await store.get(operation(text), {}, []);
    expect(requests.map((request) => request.operation)).toEqual(["{a}", "{b}"]);
    expect(compiled).toHaveLength(5);
  });

  it("tells what was asked most, whatever is kept of it", async () => {
    const { store } = storeOver(async () => PLAN);
    for (const text of ["{a}", "{b}", "{b}", "{b}", "{c}", "{c}"]) await store.get(operation(text), {}, []);
    expect(store.mostUsed(2).map((request) => request.operation)).toEqual(["{b}", "{c}"]);
    expect(store.mostUsed(9)).toHaveLength(3);
  });

  it("decides conditions by their variables' values before it plans", async () => {
    const { store, requests } = storeOver(async () => PLAN);
    const text =
      'query($_0:Boolean!){a @include(if:$_0)b{c @skip(if:$_0)}...@defer(if:$_0,label:"_d0"){d}...@defer(label:"_d1"){e}...on Query@skip(if:$_0){f}}';
    const deferral = { id: "_d0", label: null, variable: "_0" };
    const fragment: AskedNode = { kind: "fragment", typeCondition: null, conditions: [], defer: deferral, selection: [field("d")] };
    const conditional = { ...operation(text), selection: [field("a", "_0"), field("b"), fragment] };
    for (const held of [true, false, true]) await store.get(conditional, { _0: held }, []);
    expect(requests.map((request) => request.operation)).toEqual([
      'query($_0:Boolean!){a b{__typename}...@defer(label:"_d0"){d}...@defer(label:"_d1"){e}}',
      'query($_0:Boolean!){b{c}...{d}...@defer(label:"_d1"){e}...on Query{f}}',
    ]);
  });

  it("plans nothing where conditions leave nothing to ask", async () => {
    const { store, requests } = storeOver(async () => PLAN);
    const conditional = { ...operation("query($_0:Boolean!){a@include(if:$_0)}"), selection: [field("a", "_0")] };
    expect(await store.get(conditional, { _0: false }, [])).toMatchObject({ plan: { kind: "QueryPlan" } });
    expect(requests).toEqual([]);
  });
});
