/** A panel of the dashboard: what it shows, and the questions to Prometheus behind it. */
interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly { readonly expression: string; readonly legend: string }[];
}

const rate = (metric: string, by: string): string => `sum by (${by}) (rate(actionline_${metric}[5m]))`;
const quantile = (part: number, metric: string, by: string): string =>
  `histogram_quantile(${part}, sum by (le, ${by}) (rate(actionline_${metric}_bucket[5m])))`;

/** In the order a person on duty looks: is it answering, how fast, who is at fault, what does it cost. */
export const PANELS: readonly Panel[] = [
  { title: "Requests a second, by status", unit: "reqps", lines: [{ expression: rate("requests_total", "status"), legend: "{{status}}" }] },
  { title: "Errors a second, by code", unit: "reqps", lines: [{ expression: rate("errors_total", "code"), legend: "{{code}}" }] },
  {
    title: "Time to answer, by operation (95 %)",
    unit: "s",
    lines: [{ expression: quantile(0.95, "request_duration_seconds", "operation"), legend: "{{operation}}" }],
  },
  {
    title: "Time of each subgraph (50 and 95 %)",
    unit: "s",
    lines: [0.5, 0.95].map((part) => ({
      expression: quantile(part, "fetch_duration_seconds", "subgraph"),
      legend: `{{subgraph}} ${part * 100} %`,
    })),
  },
  {
    title: "Questions put to subgraphs a second, live or mirror",
    unit: "reqps",
    lines: [{ expression: rate("fetches_total", "subgraph, answered_by"), legend: "{{subgraph}} {{answered_by}}" }],
  },
  {
    title: "Who answered for agencies a second, and why",
    unit: "reqps",
    lines: [
      { expression: rate("agency_answers_total", "subgraph, answered_by, reason"), legend: "{{subgraph}} {{answered_by}} {{reason}}" },
    ],
  },
  {
    title: "How agencies' servers stand, in how many processes",
    unit: "short",
    lines: [{ expression: "sum by (subgraph, standing) (actionline_agency_standing)", legend: "{{subgraph}} {{standing}}" }],
  },
  {
    title: "Questions to subgraphs that failed a second",
    unit: "reqps",
    lines: [{ expression: `sum by (subgraph, code) (rate(actionline_fetches_total{code!="none"}[5m]))`, legend: "{{subgraph}} {{code}}" }],
  },
  {
    title: "Bytes from subgraphs a second",
    unit: "Bps",
    lines: [{ expression: rate("fetch_bytes_total", "subgraph"), legend: "{{subgraph}}" }],
  },
  {
    title: "Entities asked by key a second",
    unit: "short",
    lines: [{ expression: rate("fetch_entities_total", "subgraph"), legend: "{{subgraph}}" }],
  },
  {
    title: "Objects in answers a second",
    unit: "short",
    lines: [{ expression: "sum(rate(actionline_answer_objects_total[5m]))", legend: "objects" }],
  },
  {
    title: "Plans made a second, and refused",
    unit: "reqps",
    lines: [
      { expression: rate("plans_total", "code"), legend: "{{code}}" },
      { expression: quantile(0.95, "plan_duration_seconds", "job"), legend: "seconds, 95 %" },
    ],
  },
  {
    title: "Supergraphs in use, and swaps",
    unit: "short",
    lines: [
      { expression: "actionline_generations", legend: "in use" },
      { expression: "increase(actionline_swaps_total[1h])", legend: "swaps in an hour" },
      { expression: "increase(actionline_swap_duration_seconds_sum[1h])", legend: "seconds spent on them" },
    ],
  },
  {
    title: "The process",
    unit: "short",
    lines: [
      { expression: "actionline_nodejs_eventloop_lag_p99_seconds", legend: "event loop lag, 99 % (s)" },
      { expression: "actionline_process_resident_memory_bytes / 1048576", legend: "memory (MiB)" },
      { expression: "rate(actionline_process_cpu_seconds_total[5m])", legend: "cores in use" },
    ],
  },
];

/** The dashboard as Grafana imports it: two panels a row. */
export function dashboard(): object {
  return {
    title: "Actionline gateway",
    uid: "actionline-gateway",
    schemaVersion: 39,
    refresh: "30s",
    time: { from: "now-6h", to: "now" },
    templating: { list: [{ name: "source", type: "datasource", query: "prometheus", label: "Prometheus" }] },
    panels: PANELS.map(({ title, unit, lines }, index) => ({
      id: index + 1,
      type: "timeseries",
      title,
      datasource: { type: "prometheus", uid: "$source" },
      gridPos: { h: 8, w: 12, x: (index % 2) * 12, y: Math.floor(index / 2) * 8 },
      fieldConfig: { defaults: { unit }, overrides: [] },
      targets: lines.map(({ expression, legend }, line) => ({
        refId: String.fromCharCode(65 + line),
        expr: expression,
        legendFormat: legend,
      })),
    })),
  };
}
