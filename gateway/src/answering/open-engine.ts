import type { Subgraph } from "@actionline/kit/subgraph";
import { SubscribedEvent } from "@actionline/kit/subscription/subscribed-event";
import { type GraphQLError, type GraphQLScalarType, isScalarType, isSpecifiedScalarType } from "graphql";
import type { Logger } from "pino";
import type { Generations } from "../apollo/engine-gateway";
import { claimsOf } from "../claims-of";
import { breachOf } from "../document-limits";
import type { Fault } from "../engine/answer/tree";
import { Engine } from "../engine/engine";
import { DEFAULT_LIMITS, type EngineHooks, type EngineLimits, type NamedSubgraph, type ScalarParsers } from "../engine/engine-options";
import type { CostOptions } from "../engine/rules/rules-options";
import { InProcessTransport } from "../engine/transport/in-process/in-process-transport";
import type { Transport } from "../engine/transport/transport";
import type { Exchange } from "../exchange";
import type { GatewaySettings } from "../settings";

export interface EngineOptions {
  readonly supergraphSdl: string;
  readonly subgraphs: readonly Subgraph[];
  /** The way to a subgraph that doesn't run in this process; null for one that does. */
  readonly transportOf?: ((subgraph: NamedSubgraph) => Transport<Exchange> | null) | undefined;
  /** Those of subgraphs that don't run in this process. */
  readonly scalars?: readonly GraphQLScalarType[] | undefined;
  /** Who is told of the engine's own doings. */
  readonly hooks?: Partial<EngineHooks> | undefined;
  readonly settings: GatewaySettings;
  /** Whether other supergraphs are to be expected. */
  readonly changes?: boolean | undefined;
  readonly logger: Logger;
}

/** The generations of an engine that is open. */
export interface HubGenerations extends Generations {
  replace(supergraphSdl: string): Promise<void>;
  close(): Promise<void>;
}

const MIB = 1024 * 1024;

/** Opens the hub's own engine over its subgraphs, which run in this process. */
export async function openEngine(options: EngineOptions): Promise<HubGenerations> {
  const { supergraphSdl, subgraphs, settings, logger } = options;
  const engine = await Engine.open<Exchange>({
    supergraphSdl,
    transportOf: (named) => options.transportOf?.(named) ?? inProcess(subgraphNamed(named.name, subgraphs), settings),
    limits: { ...limitsOf(settings), spareThread: options.changes === true },
    scalars: scalarsOf(subgraphs, options.scalars),
    validation: { check: (document) => beyond(breachOf(document, settings)) },
    rules: { claimsOf, denied: settings.denied, cost: costOf(settings) },
    hooks: {
      ...options.hooks,
      onFault: (fault) => {
        options.hooks?.onFault?.(fault);
        tellFault(fault, logger);
      },
    },
  });
  return {
    current: () => engine.current,
    onChange: (callback) => engine.onChange(callback),
    replace: async (next) => void (await engine.replace(next)),
    close: () => engine.close(settings.graceMs),
  };
}

function inProcess(subgraph: Subgraph, { parsedDocuments }: GatewaySettings): Transport<Exchange> {
  return new InProcessTransport<Exchange>({
    subgraph: subgraph.name,
    schema: subgraph.schema,
    operations: parsedDocuments,
    contextOf: ({ request }) => {
      if (request === null) throw new Error(`${subgraph.name} was asked before the request's point was known`);
      return subgraph.context(request);
    },
    contextKey: ({ request }) => request,
    onEvent: (exchange, event) => {
      if (event instanceof SubscribedEvent) exchange.beginEvent(event.point);
    },
  });
}

function costOf({ cost, costMost, listSize }: GatewaySettings): CostOptions | undefined {
  return cost === "off" ? undefined : { most: cost === "enforce" ? costMost : null, listSize };
}

function limitsOf(settings: GatewaySettings): Partial<EngineLimits> {
  return {
    planner: { ...DEFAULT_LIMITS.planner, evaluatedPlans: settings.evaluatedPlans },
    tokens: settings.tokens,
    fields: settings.fields,
    variableDepth: settings.valueDepth,
    errors: settings.errors,
    planBytes: settings.planStoreMiB * MIB,
    // What isn't warm by then is planned when it is first asked: a supergraph is to be in force within 2 s.
    warmTime: 1_000,
    // As long as a request may take from its beginning to its asking.
    grace: settings.requestMs,
  };
}

/** A supergraph carries the names of scalars only: without their parsers a date such as "yesterday" would pass here. */
function scalarsOf(subgraphs: readonly Subgraph[], others: readonly GraphQLScalarType[] = []): ReadonlyMap<string, ScalarParsers> {
  const scalars = subgraphs.flatMap(({ schema }) => Object.values(schema.getTypeMap()).filter(isScalarType));
  return new Map([...others, ...scalars].filter((scalar) => !isSpecifiedScalarType(scalar)).map((scalar) => [scalar.name, scalar]));
}

/** What a subgraph of the hub's own threw is told, or noted as an incident, where the answer is shaped. */
function tellFault({ code, subgraph, message, path, cause }: Fault, logger: Logger): void {
  if (subgraph !== null) logger.debug({ code, subgraph, path, err: cause }, message);
  else logger.error({ code, path, err: cause }, message);
}

function subgraphNamed(name: string, subgraphs: readonly Subgraph[]): Subgraph {
  const found = subgraphs.find((subgraph) => subgraph.name === name);
  if (found === undefined) throw new Error(`the supergraph names the subgraph "${name}", which this process doesn't run`);
  return found;
}

const beyond = (breach: GraphQLError | null): readonly GraphQLError[] => (breach === null ? [] : [breach]);
