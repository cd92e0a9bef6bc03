import type { Tracer } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base";

/** A tracer whose spans go to a collector, in batches and by themselves. */
export interface OpenTracer {
  readonly tracer: Tracer;
  /** Sends what is left. */
  close(): Promise<void>;
}

/**
 * @param name of the service, as the collector shows it
 * @param exporter where spans go
 */
export function openTracer(name: string, exporter: SpanExporter): OpenTracer {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": name }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  return { tracer: provider.getTracer("actionline-gateway"), close: () => provider.shutdown() };
}

/** @param url of an OTLP collector that takes traces over HTTP, such as "http://127.0.0.1:4318/v1/traces" */
export function otlpExporter(url: string): SpanExporter {
  return new OTLPTraceExporter({ url });
}
