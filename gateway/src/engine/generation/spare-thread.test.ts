import { Engine } from "../engine";
import { DEFAULT_LIMITS } from "../engine-options";
import { PlannerPool } from "../plan/planner-pool";
import { PlannerThread } from "../plan/planner-thread";
import { ask } from "../testing/ask";
import { VersionedGraph } from "../testing/versioned-graph";
import { SpareThread } from "./spare-thread";

const { planner: LIMITS } = DEFAULT_LIMITS;
const graph = new VersionedGraph();
const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const threadOf = async (name: string): Promise<PlannerThread> => {
  const thread = new PlannerThread({ supergraphSdl: graph.supergraph(name), kind: "apollo" }, false, LIMITS);
  await thread.ready;
  open.push(thread);
  return thread;
};
const poolOf = async (supergraphSdl: string, spare: PlannerThread) => {
  const { planner, digest } = await PlannerPool.open({ supergraphSdl, kind: "apollo" }, LIMITS, spare);
  open.push(planner);
  return { planner, digest };
};
const plan = (pool: PlannerPool, operation: string) => pool.plan({ operation, overrideLabels: [] });

describe("a planner's thread of an earlier supergraph", () => {
  it("reads the next one, and plans for that alone", async () => {
    const spare = await threadOf("first");
    const { planner, digest } = await poolOf(graph.supergraph("second"), spare);
    expect(planner.threads).toBe(1);
    expect(digest.subgraphs.map(({ name }) => name).sort()).toEqual(["list", "second"]);
    expect(await plan(planner, "{ second }")).toContain('"serviceName":"second"');
    await expect(plan(planner, "{ first }")).rejects.toThrow();
  });

  it("that is over by then is done without", async () => {
    const spare = await threadOf("first");
    await spare.close();
    const { planner } = await poolOf(graph.supergraph("second"), spare);
    expect(await plan(planner, "{ second }")).toContain('"serviceName":"second"');
  });

  it("tells why a supergraph is refused as a new one would", async () => {
    const spare = await threadOf("first");
    const source = { supergraphSdl: "type Query { broken: Nowhere }", kind: "apollo" } as const;
    await expect(PlannerPool.open(source, LIMITS, spare)).rejects.toThrow(/Nowhere|supergraph|link/i);
  });

  it("is at hand as soon as it is replaced, though those who are late may still ask its generation", async () => {
    const read = jest.spyOn(PlannerThread.prototype, "read");
    const engine = await Engine.open({
      supergraphSdl: graph.supergraph("late0"),
      transportOf: graph.transportOf,
      limits: { grace: 600_000, spareThread: true },
    });
    open.push(engine);
    const late = engine.current;
    for (let version = 1; version <= 3; version++) await engine.replace(graph.supergraph(`late${version}`));
    expect(read).toHaveBeenCalledTimes(2);
    expect(await ask(late, "{ things { id by } }")).toMatchObject({ data: { things: [{ by: "late0" }, { by: "late0" }] }, errors: [] });
    read.mockRestore();
  });

  it("is kept by an engine that expects changes, which answers by it as by any other", async () => {
    const engine = await Engine.open({
      supergraphSdl: graph.supergraph("v0"),
      transportOf: graph.transportOf,
      limits: { grace: 0, spareThread: true },
    });
    open.push(engine);
    for (let version = 1; version <= 4; version++) {
      await engine.replace(graph.supergraph(`v${version}`));
      expect(await ask(engine.current, "{ things { id by } }")).toMatchObject({
        data: { things: [{ by: `v${version}` }, { by: `v${version}` }] },
      });
    }
  });
});

it("one spare is enough, and none is kept after the end", async () => {
  const [one, other] = [await threadOf("first"), await threadOf("first")];
  const spare = new SpareThread();
  spare.offer(one);
  spare.offer(other);
  await other.ended;
  expect(spare.take()).toBe(one);
  expect(spare.take()).toBeNull();
  await spare.close();
  spare.offer(one);
  await one.ended;
});
