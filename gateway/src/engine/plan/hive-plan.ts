import type * as hive from "@graphql-hive/router-query-planner";
import { type DocumentNode, parse, print, stripIgnoredCharacters } from "graphql";
import { entitiesOf, variablesOf, withoutSpreads } from "./hive-operation";
import type { FetchNode, KeyRenamer, PlanNode, QueryPlan, RequiredSelection, Rewrite } from "./plan";

/** A plan of `@graphql-hive/router-query-planner` as the engine's own. */
export function ownPlan({ node }: hive.QueryPlan): QueryPlan {
  if (node === undefined) return { kind: "QueryPlan" };
  const [first, ...rest] = node.kind === "Sequence" ? node.nodes : [node];
  if (first?.kind !== "Subscription") return { kind: "QueryPlan", node: ownNode(node) };
  const primary = ownFetch({ ...first.primary, kind: "Fetch" });
  if (rest.length === 0) return { kind: "QueryPlan", node: { kind: "Subscription", primary } };
  return { kind: "QueryPlan", node: { kind: "Subscription", primary, rest: { kind: "Sequence", nodes: rest.map(ownNode) } } };
}

function ownNode(node: hive.PlanNode): PlanNode {
  switch (node.kind) {
    case "Fetch":
      return ownFetch(node);
    case "BatchFetch":
      return { kind: "Parallel", nodes: node.entityBatch.aliases.flatMap((alias) => batched(node, alias)) };
    case "Sequence":
    case "Parallel":
      return { kind: node.kind, nodes: node.nodes.map(ownNode) };
    case "Flatten":
      return { kind: "Flatten", path: ownPath(node.path), node: ownNode(node.node) };
    case "Condition":
      return {
        kind: "Condition",
        condition: node.condition,
        ...(node.ifClause === undefined ? {} : { ifClause: ownNode(node.ifClause) }),
        ...(node.elseClause === undefined ? {} : { elseClause: ownNode(node.elseClause) }),
      };
    default:
      throw new Error(`the planner gave a ${node.kind}, which isn't known of it`);
  }
}

/** Names, with type conditions written behind them: "media|[Book,Film]". */
function ownPath(segments: readonly hive.FlattenNodePathSegment[]): readonly string[] {
  const path: string[] = [];
  for (const segment of segments) {
    if (segment === "@") path.push(segment);
    else if ("Field" in segment) path.push(segment.Field);
    else path.push(`${path.pop() ?? ""}|[${segment.TypeCondition.join(",")}]`);
  }
  return path;
}

type Asking = Pick<hive.FetchNode, "serviceName" | "operation" | "operationKind" | "requires" | "inputRewrites" | "outputRewrites">;

function ownFetch(node: Asking & { readonly kind: "Fetch" }): FetchNode {
  const document = withoutSpreads(parse(node.operation, { noLocation: true }));
  return fetchOf(node, document);
}

function fetchOf(
  { serviceName, operationKind = "query", requires, inputRewrites, outputRewrites }: Asking,
  document: DocumentNode,
): FetchNode {
  const own = requires === undefined ? null : ownRequires(requires);
  const before = [...(own?.renamers ?? []), ...ownRewrites(inputRewrites)];
  const after = ownRewrites(outputRewrites);
  return {
    kind: "Fetch",
    serviceName,
    operationKind,
    operation: stripIgnoredCharacters(print(document)),
    variableUsages: variablesOf(document).filter((name) => name !== "representations"),
    ...(own === null ? {} : { requires: own.requires }),
    ...(before.length === 0 ? {} : { inputRewrites: before }),
    ...(after.length === 0 ? {} : { outputRewrites: after }),
  };
}

/** One of the entity fetches that the planner put into one; the engine joins them itself, whatever they come from. */
function batched(node: hive.BatchFetchNode, alias: hive.EntityBatchAlias): readonly PlanNode[] {
  const document = withoutSpreads(parse(node.operation, { noLocation: true }));
  const fetch = fetchOf({ ...alias, serviceName: node.serviceName, operation: "" }, entitiesOf(document, alias));
  return alias.paths.map((path) => ({ kind: "Flatten", path: ownPath(path), node: fetch }));
}

function ownRequires(requires: readonly hive.RequiresSelection[]) {
  const renamers: KeyRenamer[] = [];
  return { requires: requires.map((selection) => ownRequired(selection, [], renamers)), renamers };
}

/** Where a field has an alias, its name is the tree's and the alias the subgraph's. */
function ownRequired(selection: hive.RequiresSelection, path: readonly string[], renamers: KeyRenamer[]): RequiredSelection {
  if (selection.kind === "FragmentSpread") throw new Error("the planner requires a fragment by its name");
  if (selection.kind === "InlineFragment") {
    const { typeCondition } = selection;
    const within = [...path, `... on ${typeCondition}`];
    return { kind: "InlineFragment", typeCondition, selections: selection.selections.map((one) => ownRequired(one, within, renamers)) };
  }
  const { name, alias, selections } = selection;
  const own = selections?.map((one) => ownRequired(one, [...path, name], renamers));
  if (alias !== undefined) renamers.push({ kind: "KeyRenamer", path: [...path, name], renameKeyTo: alias });
  return { kind: "Field", name, ...(own === undefined ? {} : { selections: own }) };
}

function ownRewrites(rewrites: readonly hive.FetchRewrite[] = []): readonly Rewrite[] {
  return rewrites.flatMap((rewrite): readonly Rewrite[] => {
    if ("KeyRenamer" in rewrite) {
      const { path, renameKeyTo } = rewrite.KeyRenamer;
      return pathsOf(path).map((own) => ({ kind: "KeyRenamer", path: own, renameKeyTo }));
    }
    const { path, setValueTo } = "ValueSetter" in rewrite ? rewrite.ValueSetter : rewrite;
    return pathsOf(path).map((own) => ({ kind: "ValueSetter", path: own, setValueTo }));
  });
}

/** One path for each type that a condition allows. */
function pathsOf(segments: readonly hive.FetchNodePathSegment[]): readonly (readonly string[])[] {
  return segments.reduce<readonly (readonly string[])[]>(
    (paths, segment) => {
      const steps = "Key" in segment ? [segment.Key] : segment.TypenameEquals.map((type) => `... on ${type}`);
      return paths.flatMap((path) => steps.map((step) => [...path, step]));
    },
    [[]],
  );
}
