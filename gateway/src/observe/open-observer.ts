import type { Logger } from "pino";
import type { GatewaySettings } from "../settings";
import { Metrics, type Standings } from "./metrics";
import { Observer, type ObserverOptions } from "./observer";
import { type OpenTracer, openTracer, otlpExporter } from "./open-telemetry";
import { Traces } from "./traces";

/** An observer, and the way to let it finish. */
export interface OpenObserver {
  readonly observer: Observer;
  close(): Promise<void>;
}

/** Metrics always; traces where the operator names a collector. */
export function openObserver(
  { name, otlpUrl, slowMs }: GatewaySettings,
  logger: Logger,
  metricsOfAll?: ObserverOptions["metricsOfAll"],
  standings?: Standings,
): OpenObserver {
  const open: OpenTracer | null = otlpUrl === null ? null : openTracer(name, otlpExporter(otlpUrl));
  const observer = new Observer({
    metrics: new Metrics(standings),
    traces: new Traces(open?.tracer ?? null),
    logger,
    slowMs,
    metricsOfAll,
  });
  return {
    observer,
    close: async () => {
      observer.close();
      // A collector that is away keeps nobody from stopping.
      await open?.close().catch((error: unknown) => logger.warn({ err: error }, "the last traces couldn't be sent"));
    },
  };
}
