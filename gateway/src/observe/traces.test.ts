import { InMemorySpanExporter } from "@opentelemetry/sdk-trace-base";
import { openTracer } from "./open-telemetry";
import { readTraceParent, writeTraceParent } from "./trace-parent";
import { Traces } from "./traces";

const HEADER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

describe("the header traceparent", () => {
  it("is read where it is well formed, by the W3C's rules", () => {
    expect(readTraceParent(HEADER)).toMatchObject({
      traceId: "0af7651916cd43dd8448eb211c80319c",
      spanId: "b7ad6b7169203331",
      traceFlags: 1,
    });
    expect(readTraceParent("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes-later")).not.toBeNull();
  });

  it.each([
    undefined,
    "",
    "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
    "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "00-00000000000000000000000000000000-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nx: y",
  ])("begins a new trace instead of %j", (header) => {
    expect(readTraceParent(header)).toBeNull();
  });

  it("has ids that are never given twice", () => {
    const ids = Array.from({ length: 1_000 }, () => new Traces(null).begin(undefined).context);
    expect(new Set(ids.map(({ traceId }) => traceId)).size).toBe(1_000);
    expect(new Set(ids.map(({ spanId }) => spanId)).size).toBe(1_000);
  });

  it("goes onward with the same trace and a step of the hub's own, recorded or not", () => {
    const { context } = new Traces(null).begin(HEADER);
    expect(writeTraceParent(context)).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(context.spanId).not.toBe("b7ad6b7169203331");
    expect(writeTraceParent(new Traces(null).begin(undefined).context)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  });
});

describe("the traces", () => {
  it("hold a span for the request, below the client's, and one for each fetch below it", async () => {
    const exporter = new InMemorySpanExporter();
    const { tracer, close } = openTracer("hub", exporter);
    const traces = new Traces(tracer);
    const place = traces.begin(HEADER);
    const startedAt = Date.now();
    const fetch = { subgraph: "teams", startedAt, took: 5, bytes: 9, entities: 2, answeredBy: "LIVE", cacheControl: undefined } as const;
    const fetches = [
      { ...fetch, code: null },
      { ...fetch, code: "SOURCE_TIMEOUT" },
    ];
    traces.end(place, {
      operation: "Teams",
      kind: "query",
      status: 200,
      codes: [],
      startedAt,
      took: 9,
      estimated: 1,
      actual: 1,
      fetches,
      agencies: [],
    });
    const spans = await finished(exporter, close);
    expect(spans.map(({ name }) => name).sort()).toEqual(["fetch teams", "fetch teams", "query Teams"]);
    const seconds = spans.filter(({ name }) => name === "fetch teams").map(({ startTime }) => startTime[0]);
    expect(seconds).toEqual([Math.trunc(startedAt / 1_000), Math.trunc(startedAt / 1_000)]);
    const request = spans.find(({ name }) => name === "query Teams");
    expect(request?.parentSpanContext?.spanId).toBe("b7ad6b7169203331");
    expect(spans.filter(({ parentSpanContext }) => parentSpanContext?.spanId === request?.spanContext().spanId)).toHaveLength(2);
    expect(spans.map(({ status }) => status.message).filter((message) => message !== undefined)).toEqual(["SOURCE_TIMEOUT"]);
  });
});

/** What was exported by the time everything left was sent: shutting down empties the memory. */
async function finished(exporter: InMemorySpanExporter, close: () => Promise<void>) {
  const seen: ReturnType<InMemorySpanExporter["getFinishedSpans"]> = [];
  const shutdown = exporter.shutdown.bind(exporter);
  exporter.shutdown = () => {
    seen.push(...exporter.getFinishedSpans());
    return shutdown();
  };
  await close();
  return seen;
}
