import { type ConstDirectiveNode, type DefinitionNode, type DocumentNode, Kind } from "graphql";

/**
 * The supergraph with the keys of each type in each subgraph in another order: those that the subgraph resolves come first.
 * Where a field requires others, planners come back to its subgraph by the first key that there is, resolved or not.
 */
export function resolvableFirst(supergraph: DocumentNode): DocumentNode {
  return { ...supergraph, definitions: supergraph.definitions.map(ordered) };
}

function ordered(node: DefinitionNode): DefinitionNode {
  const isComposite = node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
  if (!isComposite || node.directives?.some(isUnresolved) !== true) return node;
  const byGraph = new Map<string, ConstDirectiveNode[]>();
  for (const directive of node.directives.filter(isJoin)) {
    const graph = graphOf(directive);
    byGraph.set(graph, [...(byGraph.get(graph) ?? []), directive]);
  }
  const next = new Map([...byGraph].map(([graph, all]) => [graph, sorted(all).values()]));
  const directives = node.directives.map((one) => (isJoin(one) ? (next.get(graphOf(one))?.next().value ?? one) : one));
  return { ...node, directives };
}

function sorted(directives: readonly ConstDirectiveNode[]): readonly ConstDirectiveNode[] {
  return [...directives.filter((one) => !isUnresolved(one)), ...directives.filter(isUnresolved)];
}

function isJoin({ name }: ConstDirectiveNode): boolean {
  return name.value === "join__type";
}

function isUnresolved(directive: ConstDirectiveNode): boolean {
  const resolvable = directive.arguments?.find(({ name }) => name.value === "resolvable")?.value;
  return isJoin(directive) && resolvable?.kind === Kind.BOOLEAN && !resolvable.value;
}

function graphOf({ arguments: given }: ConstDirectiveNode): string {
  const graph = given?.find(({ name }) => name.value === "graph")?.value;
  return graph?.kind === Kind.ENUM ? graph.value : "";
}
