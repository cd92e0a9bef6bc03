import { DEFAULT_LIMITS } from "../engine-options";
import { tinyFederation } from "../testing/tiny-federation";
import type { QueryPlan } from "./plan";
import { PlannerPool, type PoolLimits } from "./planner-pool";
import type { PlannerThread } from "./planner-thread";

const { supergraphSdl } = tinyFederation();
/** Generous: the machine may be busy. */
const LIMITS: PoolLimits = { ...DEFAULT_LIMITS.planner, planTime: 60_000 };

/** Takes the planner many seconds, and no limit of its own stops it. */
function bomb(fields = 6_000): string {
  return `{${Array.from({ length: fields }, (_, index) => `_${index}_team:team(id:"${index}"){name lead{name} people{name} budgets{id}}`).join(" ")}}`;
}

function request(operation: string) {
  return { operation, overrideLabels: [] };
}

async function withPool(limits: Partial<PoolLimits>, use: (planner: PlannerPool) => Promise<void>): Promise<void> {
  const { planner } = await PlannerPool.open({ supergraphSdl, kind: "apollo" }, { ...LIMITS, ...limits });
  try {
    await use(planner);
  } finally {
    await planner.close();
  }
}

describe("A pool of planners", () => {
  it("plans in threads of its own, as plain JSON", () =>
    withPool({}, async (planner) => {
      const { node } = JSON.parse(await planner.plan(request("{teams{name budgets{id}}}"))) as QueryPlan;
      expect(node).toMatchObject({
        kind: "Sequence",
        nodes: [
          { kind: "Fetch", serviceName: "teams", operation: "{teams{__typename id name}}" },
          { kind: "Flatten", path: ["teams", "@"], node: { kind: "Fetch", serviceName: "money" } },
        ],
      });
      expect(JSON.stringify(node)).not.toContain("operationDocumentNode");
    }));

  it("refuses a supergraph that isn't valid, with the reason", async () => {
    await expect(PlannerPool.open({ supergraphSdl: "type Query { a: Int }", kind: "apollo" }, LIMITS)).rejects.toThrow(
      /must be a core schema/,
    );
    await expect(PlannerPool.open({ supergraphSdl: "type Query {", kind: "apollo" }, LIMITS)).rejects.toThrow(/Syntax Error/);
  });

  it("gives up what takes too long, and answers the others", () =>
    withPool({ planTime: 3_000 }, async (planner) => {
      const others = () => Promise.all(["{people{name}}", "{budgets{id}}", "{teams{size}}"].map((text) => planner.plan(request(text))));
      const [guilty, first] = await Promise.allSettled([planner.plan(request(bomb())), others()]);
      expect(guilty).toMatchObject({ status: "rejected", reason: { code: "PLAN_LIMIT" } });
      expect(first.status).toBe("fulfilled");
      expect(await others()).toHaveLength(3);
    }));

  it("survives what takes all memory, and answers the others", () =>
    withPool({ heapMiB: 64, threads: 1 }, async (planner) => {
      await expect(planner.plan(request(bomb(20_000)))).rejects.toMatchObject({ code: "PLAN_LIMIT" });
      expect(JSON.parse(await planner.plan(request("{people{name}}")))).toMatchObject({ kind: "QueryPlan" });
    }));

  it("lets so many wait and refuses those beyond", () =>
    withPool({ waiting: 3, threads: 1 }, async (planner) => {
      const asked = Array.from({ length: 6 }, () => planner.plan(request("{people{name}}")));
      const outcomes = await Promise.allSettled(asked);
      expect(outcomes.map(({ status }) => status)).toEqual([...Array(4).fill("fulfilled"), ...Array(2).fill("rejected")]);
      expect(outcomes.at(-1)).toMatchObject({ reason: { code: "OVERLOADED" } });
    }));

  it("refuses a plan of more fetches than are allowed, before the main thread reads it", () =>
    withPool({ fetches: 20 }, async (planner) => {
      await expect(planner.plan(request(bomb(10)))).rejects.toMatchObject({ code: "QUERY_TOO_COSTLY", message: /31 requests/ });
    }));

  it("keeps no thread while it rests, and plans all the same", () =>
    withPool({ threads: 1 }, async (planner) => {
      planner.rest();
      while (planner.threads > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      const asked = ["{people{name}}", "{budgets{id}}", "{teams{size}}"].map((text) => planner.plan(request(text)));
      expect(await Promise.all(asked)).toHaveLength(3);
      while (planner.threads > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }));

  it("lets go of its threads as soon as nobody waits for them, and has nothing to do with them from then on", () =>
    withPool({ threads: 1 }, async (planner) => {
      const left: PlannerThread[] = [];
      const asked = ["{people{name}}", "{budgets{id}}"].map((text) => planner.plan(request(text)));
      planner.rest((thread) => left.push(thread));
      expect(left).toEqual([]);
      expect(await Promise.all(asked)).toHaveLength(2);
      while (left.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      expect([left.length, planner.threads, left[0]?.over, left[0]?.onEnd]).toEqual([1, 0, false, null]);
      await left[0]?.close();
    }));

  it("tells those who wait when it is closed", async () => {
    const { planner } = await PlannerPool.open({ supergraphSdl, kind: "apollo" }, { ...LIMITS, threads: 1 });
    const asked = [planner.plan(request("{people{name}}")), planner.plan(request("{budgets{id}}"))];
    const outcomes = Promise.allSettled(asked);
    await planner.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect(planner.plan(request("{people{name}}"))).rejects.toMatchObject({ code: "INTERNAL" });
  });

  it("tells of the schema, the fields of its own left out", () =>
    withPool({}, async (planner) => {
      const told = await planner.introspect({ document: "{ _0___schema: __schema { directives { name } } }", variables: undefined });
      expect(JSON.parse(told.get("_0___schema") ?? "")).toMatchObject({ directives: expect.arrayContaining([{ name: "defer" }]) });
      expect(told.get("_0___schema")).not.toContain("stream");
    }));

  it("tells each root field that asks about the schema its own, of which several may ask the same", () =>
    withPool({}, async (planner) => {
      const [people, budgets] = ['__type(name: "Person") { name }', '__type(name: "Budget") { name }'];
      const told = await planner.introspect({
        document: `{ a: ${people} b: ${budgets} c: ${people} d: ${budgets} }`,
        variables: undefined,
      });
      const names = [...told].map(([field, text]) => [field, JSON.parse(text)]);
      expect(names).toEqual([
        ["a", { name: "Person" }],
        ["b", { name: "Budget" }],
        ["c", { name: "Person" }],
        ["d", { name: "Budget" }],
      ]);
    }));
});
