import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type GraphQLSchema, isScalarType, specifiedRules } from "graphql";
import type { EngineLimits, EngineOptions, NamedSubgraph, ScalarParsers } from "../engine-options";
import { type CompiledPlan, compilePlan } from "../execution/compiled-plan";
import { OperationStore } from "../operation/operation-store";
import type { Planner } from "../plan/planner";
import { PlannerPool } from "../plan/planner-pool";
import type { PlannerThread } from "../plan/planner-thread";
import { GraphRules } from "../rules/graph-rules";
import { buildPublicSchema } from "../supergraph/public-schema";
import type { SubgraphTypes } from "../supergraph/subgraph-types";
import type { SubgraphDigest } from "../supergraph/supergraph-digest";
import type { SupergraphFacts } from "../supergraph/supergraph-facts";
import type { Transport } from "../transport/transport";
import { IntrospectionStore } from "./introspection-store";
import { LiveGeneration } from "./live-generation";
import { OverrideLabels } from "./override-labels";
import { PlanStore } from "./plan-store";

/** A generation, and what has to be closed when it isn't used any more. */
export interface BuiltGeneration<Scope> {
  readonly generation: LiveGeneration<Scope>;
  readonly planner: PlannerPool;
  readonly subgraphs: readonly NamedSubgraph[];
}

export type BuildOptions<Scope> = Omit<EngineOptions<Scope>, "transportOf" | "limits"> & {
  readonly limits: EngineLimits;
  /** A planner's thread of an earlier generation that nobody else uses; null where there is none. */
  readonly spare: PlannerThread | null;
  /** Gives the ways to these subgraphs. */
  readonly transportsOf: (subgraphs: readonly NamedSubgraph[]) => ReadonlyMap<string, Transport<Scope>>;
};

/** The first 16 hexadecimal digits of the supergraph's SHA-256. */
export function idOf(supergraphSdl: string): string {
  return createHash("sha256").update(supergraphSdl).digest("hex").slice(0, 16);
}

/** Builds all that hangs on a supergraph, in a thread of its own but for what the main thread has to hold. Rejects where it isn't valid. */
export async function buildGeneration<Scope>(options: BuildOptions<Scope>): Promise<BuiltGeneration<Scope>> {
  const { supergraphSdl, limits, scalars = new Map() } = options;
  const { planner, digest } = await PlannerPool.open({ supergraphSdl, kind: options.planner ?? "apollo" }, limits.planner, options.spare);
  try {
    const schema = await buildPublicSchema(digest.publicSchema);
    adoptScalars(schema, scalars);
    await nextTurn();
    const facts = JSON.parse(digest.facts) as SupergraphFacts;
    await nextTurn();
    const id = idOf(supergraphSdl);
    const subgraphs = digest.subgraphs.map(({ name, url }) => ({ name, url }));
    const transports = options.transportsOf(subgraphs);
    const generation = new LiveGeneration<Scope>({
      id,
      schema,
      facts,
      operations: operationStore(schema, options),
      plans: planStore(id, planner, digest.subgraphs, options),
      introspections: new IntrospectionStore((question) => planner.introspect(question)),
      rules: GraphRules.of(schema, facts, options.rules),
      overrideLabels: new OverrideLabels(facts.overrideLabels, options.random ?? Math.random),
      transportOf: (subgraph) => transportTo(subgraph, transports),
      mostErrors: limits.errors,
      onFault: options.hooks?.onFault ?? (() => undefined),
    });
    return { generation, planner, subgraphs };
  } catch (error) {
    await planner.close();
    throw error;
  }
}

function adoptScalars(schema: GraphQLSchema, scalars: ReadonlyMap<string, ScalarParsers>): void {
  for (const [name, { parseValue, parseLiteral }] of scalars) {
    const type = schema.getType(name);
    if (isScalarType(type)) Object.assign(type, { parseValue, parseLiteral });
  }
}

function operationStore<Scope>(schema: GraphQLSchema, { limits, validation }: BuildOptions<Scope>): OperationStore {
  return new OperationStore({
    schema,
    rules: validation?.rules ?? specifiedRules,
    check: validation?.check,
    mostTokens: limits.tokens,
    mostFields: limits.fields,
    mostErrors: limits.errors,
    mostDepth: limits.variableDepth,
    bytes: limits.documentBytes,
  });
}

function planStore<Scope>(
  generation: string,
  planner: Planner,
  digests: readonly SubgraphDigest[],
  options: BuildOptions<Scope>,
): PlanStore<CompiledPlan> {
  const { limits, checkScalar = () => undefined } = options;
  const typesOf = lazyTypes(digests);
  return new PlanStore({
    planner,
    compile: (plan) => compilePlan(plan, typesOf, { mostFaults: limits.errors, checkScalar }),
    bytes: limits.planBytes,
    onPlan: (took, code) => options.hooks?.onPlan?.({ generation, took, code }),
  });
}

/** Read when a subgraph is first asked: most of them never are. */
function lazyTypes(digests: readonly SubgraphDigest[]): (subgraph: string) => SubgraphTypes {
  const texts = new Map(digests.map(({ name, types }) => [name, types]));
  const read = new Map<string, SubgraphTypes>();
  return (subgraph) => {
    const known = read.get(subgraph);
    if (known !== undefined) return known;
    const text = texts.get(subgraph);
    if (text === undefined) throw new Error(`the supergraph has no subgraph "${subgraph}"`);
    const types = JSON.parse(text) as SubgraphTypes;
    read.set(subgraph, types);
    texts.delete(subgraph);
    return types;
  };
}

function transportTo<Scope>(subgraph: string, transports: ReadonlyMap<string, Transport<Scope>>): Transport<Scope> {
  const transport = transports.get(subgraph);
  if (transport === undefined) throw new Error(`there is no way to the subgraph "${subgraph}"`);
  return transport;
}
