import { type CoreFeatures, type Directive, isInterfaceType, isUnionType, type Schema } from "@apollo/federation-internals";
import type { AppliedDirective, SupergraphFacts } from "./supergraph-facts";

/** Specifications whose directives say how subgraphs join, and nothing of what is asked. */
const PLUMBING = /^https:\/\/specs\.apollo\.dev\/(core|link|join)$/;

/** Gathers a supergraph's directives by the coordinates they stand at. */
export function factsOf(schema: Schema): SupergraphFacts {
  const { coreFeatures } = schema;
  const directives: Record<string, AppliedDirective[]> = {};
  // The schema's own walk leaves out the values of enums.
  for (const element of [...schema.allNamedSchemaElement(), ...schema.enumTypes().flatMap(({ values }) => values)]) {
    const applied = element.appliedDirectives.flatMap((directive) => appliedDirective(coreFeatures, directive));
    if (applied.length > 0) directives[element.coordinate] = applied;
  }
  return { overrideLabels: overrideLabels(schema), directives, possible: possibleTypes(schema) };
}

function appliedDirective(features: CoreFeatures | undefined, directive: Directive): readonly AppliedDirective[] {
  const source = features?.sourceFeature(directive);
  const specification = source?.feature.url.base.toString().replace(/\/v\d+\.\d+$/, "") ?? null;
  if (specification !== null && PLUMBING.test(specification)) return [];
  return [{ name: source?.nameInFeature ?? directive.name, specification, args: asJson(directive.arguments(true)) }];
}

/** Arguments hold plain values, but for what their printing takes away. */
function asJson(args: object): AppliedDirective["args"] {
  return JSON.parse(JSON.stringify(args)) as AppliedDirective["args"];
}

function overrideLabels(schema: Schema): readonly string[] {
  const labels = new Set<string>();
  for (const application of schema.directive("join__field")?.applications() ?? []) {
    const { overrideLabel } = application.arguments();
    if (typeof overrideLabel === "string") labels.add(overrideLabel);
  }
  return [...labels].sort();
}

function possibleTypes(schema: Schema): Record<string, readonly string[]> {
  const abstract = [...schema.interfaceTypes(), ...schema.unionTypes()];
  return Object.fromEntries(
    abstract.map((type) => {
      const possible = isInterfaceType(type) ? type.possibleRuntimeTypes() : isUnionType(type) ? type.types() : [];
      return [type.name, possible.map(({ name }) => name)];
    }),
  );
}
