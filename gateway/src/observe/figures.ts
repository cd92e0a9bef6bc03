import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from "prom-client";

/** The figures of one process, as JSON. */
export type Figures = readonly MetricObjectWithValues<MetricValue<string>>[];

/** The figures of several processes of one hub as one text: counts added up, what can't be added as its library says. */
export function textOfFigures(processes: readonly Figures[]): Promise<string> {
  return AggregatorRegistry.aggregate(processes.map((figures) => [...figures])).metrics();
}
