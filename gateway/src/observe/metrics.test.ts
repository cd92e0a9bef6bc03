import type { FetchReport } from "../engine/execution/execution";
import { PANELS } from "./dashboard";
import { textOfFigures } from "./figures";
import { Metrics } from "./metrics";
import { OperationNames } from "./operation-names";
import type { RequestSummary } from "./request-summary";

const FETCH: FetchReport = {
  subgraph: "teams",
  startedAt: 0,
  took: 12,
  bytes: 300,
  entities: 4,
  answeredBy: "LIVE",
  cacheControl: undefined,
  code: null,
};

function summary(facts: Partial<RequestSummary>): RequestSummary {
  return {
    operation: "Teams",
    kind: "query",
    status: 200,
    codes: [],
    startedAt: 0,
    took: 30,
    estimated: 10,
    actual: 7,
    fetches: [],
    agencies: [],
    ...facts,
  };
}

describe("the metrics", () => {
  it("count requests by operation, kind and status, and errors by code", async () => {
    const metrics = new Metrics();
    metrics.request(summary({}));
    metrics.request(summary({ codes: ["SOURCE_TIMEOUT"] }));
    const text = await metrics.text();
    expect(text).toContain('actionline_requests_total{operation="Teams",kind="query",status="200"} 2');
    expect(text).toContain('actionline_errors_total{code="SOURCE_TIMEOUT"} 1');
    expect(text).toContain("actionline_answer_objects_total 14");
  });

  it("count what each subgraph was asked, how long it took and what it answered with", async () => {
    const metrics = new Metrics();
    metrics.request(summary({ fetches: [FETCH, { ...FETCH, answeredBy: "MIRROR", code: "SOURCE_TIMEOUT" }] }));
    const text = await metrics.text();
    expect(text).toContain('actionline_fetches_total{subgraph="teams",answered_by="LIVE",code="none"} 1');
    expect(text).toContain('actionline_fetches_total{subgraph="teams",answered_by="MIRROR",code="SOURCE_TIMEOUT"} 1');
    expect(text).toContain('actionline_fetch_bytes_total{subgraph="teams"} 600');
    expect(text).toContain('actionline_fetch_duration_seconds_bucket{le="0.025",subgraph="teams"} 2');
  });

  it("tell the supergraphs in use through a swap and the draining of the old one", async () => {
    const metrics = new Metrics();
    metrics.swap({ from: "a", to: "b", took: 800, warmed: 3, refused: 0 });
    expect(await metrics.text()).toContain("actionline_generations 2");
    metrics.drained();
    expect(await metrics.text()).toContain("actionline_generations 1");
  });

  it("of several processes are added up, but for what each has alike", async () => {
    const processes = [new Metrics(), new Metrics()];
    for (const metrics of processes) metrics.request(summary({ fetches: [FETCH] }));
    processes[0]?.swap({ from: "a", to: "b", took: 800, warmed: 3, refused: 0 });
    const text = await textOfFigures(await Promise.all(processes.map((metrics) => metrics.figures())));
    expect(text).toContain('actionline_requests_total{operation="Teams",kind="query",status="200"} 2');
    expect(text).toContain('actionline_fetch_duration_seconds_bucket{le="0.025",subgraph="teams"} 2');
    expect(text).toContain("actionline_generations 2");
    expect(text.match(/^# HELP actionline_requests_total /gm)).toHaveLength(1);
  });

  it("keep so many names of operations and no more, however many clients make up", () => {
    const names = new OperationNames(2);
    expect(["A", "B", "C", "A", null].map((name) => names.labelOf(name))).toEqual(["A", "B", "other", "A", "unnamed"]);
    expect(new OperationNames().labelOf("x".repeat(65))).toBe("other");
  });

  it("hold every figure that the dashboard shows", async () => {
    const metrics = new Metrics();
    metrics.request(summary({ fetches: [FETCH], codes: ["INTERNAL"] }));
    metrics.plan({ generation: "a", took: 5, code: null });
    const text = await metrics.text();
    const asked = PANELS.flatMap(({ lines }) => lines.flatMap(({ expression }) => expression.match(/actionline_\w+/g) ?? []));
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !text.includes(name))).toEqual([]);
  });
});
