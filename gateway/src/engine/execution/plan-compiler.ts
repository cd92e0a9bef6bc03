import type { DeferNode, FetchNode, PlanNode } from "../plan/plan";
import { AwaitedStep, Deferral } from "./deferral";
import { EntityFetch } from "./entity-fetch";
import { pathSteps } from "./flatten-path";
import type { PlanContext } from "./plan-context";
import { fetchesOf } from "./plan-fetches";
import { RootFetch } from "./root-fetch";
import { Choice, Parallel, Sequence, type Step } from "./step";

type Path = readonly (string | number)[];

/** Turns the nodes of one plan into the steps that run it. */
export class PlanCompiler {
  readonly entityFetches: EntityFetch[] = [];
  readonly #context: PlanContext;
  /** Fetches that parts put off wait for. */
  readonly #awaited: ReadonlySet<string>;

  constructor(context: PlanContext, awaited: ReadonlySet<string>) {
    this.#context = context;
    this.#awaited = awaited;
  }

  step(node: PlanNode | undefined, path: Path = []): Step | null {
    switch (node?.kind) {
      case undefined:
        return null;
      case "Sequence":
        return new Sequence(this.#steps(node.nodes, path));
      case "Parallel":
        return new Parallel(this.#steps(node.nodes, path));
      case "Flatten":
        return this.step(node.node, [...path, ...node.path]);
      case "Condition":
        return new Choice(node.condition, this.step(node.ifClause, path), this.step(node.elseClause, path));
      case "Fetch":
        return this.#awaitable(node, path);
      case "Defer":
        return this.#deferral(node, path);
    }
  }

  rootFetch(node: FetchNode): RootFetch {
    return new RootFetch(node, [], this.#context);
  }

  #steps(nodes: readonly PlanNode[], path: Path): readonly Step[] {
    return nodes.flatMap((node) => this.step(node, path) ?? []);
  }

  #awaitable(node: FetchNode, path: Path): Step {
    const step = this.#fetch(node, path);
    return node.id !== undefined && this.#awaited.has(node.id) ? new AwaitedStep(node.id, step) : step;
  }

  #fetch(node: FetchNode, path: Path): Step {
    const steps = pathSteps(path);
    if (node.requires === undefined) return new RootFetch(node, steps, this.#context);
    const fetch = new EntityFetch(node, steps, this.#context);
    this.entityFetches.push(fetch);
    return fetch;
  }

  #deferral({ primary, deferred }: DeferNode, path: Path): Step {
    const parts = deferred.map(({ label, depends, queryPath, node }) => ({
      id: label ?? "",
      path: queryPath,
      depends: depends.every(({ id }) => this.#awaited.has(id)) ? depends.map(({ id }) => id) : null,
      step: this.step(node, path),
    }));
    return new Deferral(
      this.step(primary.node, path),
      parts,
      fetchesOf(primary.node).flatMap(({ id }) => id ?? []),
    );
  }
}
