import type { DeferredNode, FetchNode, PlanNode, QueryPlan } from "./plan";

/** Gives the fetches that one fetch becomes: at least one. */
export type FetchChange = (fetch: FetchNode) => readonly FetchNode[];

/** A plan with each fetch changed; what a fetch of several becomes is asked in parallel, in its place. */
export function mapFetches(plan: QueryPlan, change: FetchChange): QueryPlan {
  if (plan.node === undefined) return plan;
  const mapping = new Mapping(change);
  if (plan.node.kind !== "Subscription") return { ...plan, node: mapping.node(plan.node) };
  const { primary, rest, ...node } = plan.node;
  const [first] = change(primary);
  if (first === undefined) throw new Error("a subscription begins with one fetch");
  return { ...plan, node: { ...node, primary: first, ...(rest === undefined ? {} : { rest: mapping.node(rest) }) } };
}

class Mapping {
  readonly #change: FetchChange;
  /** The ids of what a fetch became, by its own, for the deferred parts that wait for it. */
  readonly #ids = new Map<string, readonly string[]>();

  constructor(change: FetchChange) {
    this.#change = change;
  }

  node(node: PlanNode): PlanNode {
    switch (node.kind) {
      case "Fetch":
        return together(this.#fetches(node));
      case "Flatten":
        if (node.node.kind !== "Fetch") return { ...node, node: this.node(node.node) };
        return together(this.#fetches(node.node).map((fetch) => ({ ...node, node: fetch })));
      case "Condition": {
        const { ifClause, elseClause, ...condition } = node;
        return { ...condition, ...this.#clause("ifClause", ifClause), ...this.#clause("elseClause", elseClause) };
      }
      case "Defer": {
        const primary = { ...node.primary, ...this.#clause("node", node.primary.node) };
        const deferred = node.deferred.map((part) => ({ ...part, ...this.#clause("node", part.node) }));
        return { ...node, primary, deferred: deferred.map((part) => this.#depending(part)) };
      }
      default:
        return { ...node, nodes: node.nodes.map((inner) => this.node(inner)) };
    }
  }

  #fetches(fetch: FetchNode): readonly FetchNode[] {
    const fetches = this.#change(fetch);
    const { id } = fetch;
    if (id === undefined || fetches.length === 1) return fetches;
    const named = fetches.map((part, index) => ({ ...part, id: index === 0 ? id : `${id}.${index}` }));
    this.#ids.set(
      id,
      named.map((part) => part.id),
    );
    return named;
  }

  /** What a part waits for, by what became of it. */
  #depending(part: DeferredNode): DeferredNode {
    const depends = part.depends.flatMap((one) => (this.#ids.get(one.id) ?? [one.id]).map((id) => ({ ...one, id })));
    return { ...part, depends };
  }

  #clause<Name extends string>(name: Name, node: PlanNode | undefined): { [name in Name]?: PlanNode } {
    return node === undefined ? {} : ({ [name]: this.node(node) } as { [name in Name]: PlanNode });
  }
}

function together(nodes: readonly PlanNode[]): PlanNode {
  const [only] = nodes;
  return nodes.length === 1 && only !== undefined ? only : { kind: "Parallel", nodes };
}
