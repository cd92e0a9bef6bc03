import { type ConstDirectiveNode, type DefinitionNode, type DocumentNode, Kind } from "graphql";
import { textArgument } from "./text-argument";

/**
 * Names of object types without a key that are members of a union, or kinds of an interface, in some of the subgraphs that
 * know it and not in others. No entity fetch leads to what a planner leaves out of one.
 */
export function partialMembers(supergraph: DocumentNode): ReadonlySet<string> {
  const keyless = new Set(supergraph.definitions.flatMap((node) => (isKeyless(node) ? [node.name.value] : [])));
  const members = supergraph.definitions.flatMap((node) => [...membersOf(node), ...kindsOf(node)]);
  const graphs = new Map(supergraph.definitions.map((node) => [nameOf(node), graphsOf(node, "join__type")]));
  const partial = new Set<string>();
  for (const { of, type } of members) {
    if (!keyless.has(type) || partial.has(type)) continue;
    const known = new Set(members.filter((one) => one.of === of && one.type === type).map(({ graph }) => graph));
    if (graphs.get(of)?.some((graph) => !known.has(graph)) === true) partial.add(type);
  }
  return partial;
}

interface Member {
  /** The union or interface. */
  readonly of: string;
  readonly type: string;
  readonly graph: string;
}

function isKeyless(node: DefinitionNode): node is DefinitionNode & { kind: Kind.OBJECT_TYPE_DEFINITION } {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION && node.directives?.some((one) => textArgument(one, "key") !== null) !== true;
}

function membersOf(node: DefinitionNode): readonly Member[] {
  if (node.kind !== Kind.UNION_TYPE_DEFINITION) return [];
  return named(node.directives, "join__unionMember").map((one) => ({
    of: node.name.value,
    type: textArgument(one, "member") ?? "",
    graph: graphOf(one),
  }));
}

function kindsOf(node: DefinitionNode): readonly Member[] {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
  return named(node.directives, "join__implements").map((one) => ({
    of: textArgument(one, "interface") ?? "",
    type: node.name.value,
    graph: graphOf(one),
  }));
}

function graphsOf(node: DefinitionNode, directive: string): readonly string[] {
  return "directives" in node ? named(node.directives as readonly ConstDirectiveNode[] | undefined, directive).map(graphOf) : [];
}

function named(directives: readonly ConstDirectiveNode[] | undefined, name: string): readonly ConstDirectiveNode[] {
  return (directives ?? []).filter((one) => one.name.value === name);
}

function graphOf({ arguments: given }: ConstDirectiveNode): string {
  const graph = given?.find(({ name }) => name.value === "graph")?.value;
  return graph?.kind === Kind.ENUM ? graph.value : "";
}

function nameOf(node: DefinitionNode): string {
  return "name" in node && node.name !== undefined ? node.name.value : "";
}
