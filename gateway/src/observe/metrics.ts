import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { MadePlan, Swap } from "../engine/engine-options";
import type { FetchReport } from "../engine/execution/execution";
import type { Figures } from "./figures";
import { OperationNames } from "./operation-names";
import type { RequestSummary } from "./request-summary";
import { Tally } from "./tally";

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How an agency's server stands: by its subgraph's name. */
export type Standings = () => ReadonlyMap<string, string>;

/** The hub's figures in Prometheus' text format. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #names = new OperationNames();
  readonly #requests = this.#counter("requests_total", "Requests answered.", ["operation", "kind", "status"]);
  readonly #requestSeconds = this.#histogram("request_duration_seconds", "From a request's arrival to its answer.", ["operation"]);
  readonly #errors = this.#counter("errors_total", "Requests whose answer told an error of that code.", ["code"]);
  readonly #nodes = this.#counter("answer_objects_total", "Objects that answers held.", []);
  readonly #fetches = this.#counter("fetches_total", "Questions put to a subgraph.", ["subgraph", "answered_by", "code"]);
  readonly #fetchSeconds = this.#histogram("fetch_duration_seconds", "How long a subgraph took.", ["subgraph"]);
  readonly #fetchBytes = this.#counter("fetch_bytes_total", "Bytes that a subgraph answered.", ["subgraph"]);
  readonly #entities = this.#counter("fetch_entities_total", "Entities that a subgraph was asked for by key.", ["subgraph"]);
  readonly #agencies = this.#counter(
    "agency_answers_total",
    "Requests, by who answered for an agency and why, as extensions.sources tells it.",
    ["subgraph", "answered_by", "reason"],
  );
  readonly #plans = this.#counter("plans_total", "Plans made, and those that couldn't be, by code.", ["code"]);
  readonly #planSeconds = this.#histogram("plan_duration_seconds", "How long a plan took, waiting included.", []);
  readonly #swaps = this.#counter("swaps_total", "Supergraphs that took over from another.", []);
  readonly #swapSeconds = this.#histogram("swap_duration_seconds", "From the call to the swap, warming included.", []);
  readonly #generations = new Gauge({
    name: "actionline_generations",
    help: "Supergraphs in use: 1, and those that drain.",
    registers: [this.#registry],
    // Each process of a hub has the same ones.
    aggregator: "max",
  });

  constructor(standings: Standings = () => new Map()) {
    this.#watch(standings);
    collectDefaultMetrics({ register: this.#registry, prefix: "actionline_" });
    this.#generations.set(1);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** As values that another process can add to its own. */
  async figures(): Promise<Figures> {
    return this.#registry.getMetricsAsJSON();
  }

  request({ operation, kind, status, codes, took, actual, fetches, agencies }: RequestSummary): void {
    const name = this.#names.labelOf(operation);
    this.#requests.add(1, name, kind ?? "refused", String(status));
    this.#requestSeconds.observe({ operation: name }, took / 1_000);
    for (const code of codes) this.#errors.add(1, code);
    this.#nodes.add(actual ?? 0);
    for (const fetch of fetches) this.#fetch(fetch);
    for (const { source, answeredBy, reason } of agencies) this.#agencies.add(1, source, answeredBy, reason ?? "none");
  }

  plan({ took, code }: MadePlan): void {
    this.#plans.add(1, code ?? "none");
    this.#planSeconds.observe(took / 1_000);
  }

  swap({ took }: Swap): void {
    this.#swaps.add(1);
    this.#generations.inc();
    this.#swapSeconds.observe(took / 1_000);
  }

  drained(): void {
    this.#generations.dec();
  }

  #fetch({ subgraph, answeredBy, code, took, bytes, entities }: FetchReport): void {
    this.#fetches.add(1, subgraph, answeredBy, code ?? "none");
    this.#fetchSeconds.observe({ subgraph }, took / 1_000);
    this.#fetchBytes.add(bytes, subgraph);
    this.#entities.add(entities, subgraph);
  }

  /** Looked at when somebody reads the figures. */
  #watch(standings: Standings): void {
    const gauge = new Gauge({
      name: "actionline_agency_standing",
      help: "How agencies' servers stand: 1 for each of the hub's processes that sees it so.",
      labelNames: ["subgraph", "standing"],
      registers: [this.#registry],
      collect: () => {
        gauge.reset();
        for (const [subgraph, standing] of standings()) gauge.set({ subgraph, standing }, 1);
      },
    });
  }

  #counter<Label extends string>(name: string, help: string, labels: readonly Label[]): Tally<Label> {
    return new Tally({ name: `actionline_${name}`, help, labels, registry: this.#registry });
  }

  #histogram<Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> {
    return new Histogram({ name: `actionline_${name}`, help, labelNames, buckets: SECONDS, registers: [this.#registry] });
  }
}
