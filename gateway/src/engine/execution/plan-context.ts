import type { OperationDefinitionNode } from "graphql";
import type { FetchNode, QueryPlan } from "../plan/plan";
import { type EntityKey, entityKeys } from "./entity-keys";
import type { ExecutionSettings } from "./execution-settings";
import { operationOf } from "./fetch-text";
import { finalFetches, placedFetches } from "./plan-fetches";
import { ShapeCompiler } from "./shape-compiler";
import { type PlacedFetch, sharedAnswers } from "./shared-answers";
import { TypeConditions, type TypesOf } from "./type-conditions";

/** What the parts of one plan are compiled with. */
export class PlanContext {
  readonly types: TypeConditions;
  readonly settings: ExecutionSettings;
  readonly typesOf: TypesOf;
  readonly #shapes = new Map<string, ShapeCompiler>();

  readonly #fetches: readonly PlacedFetch[];
  readonly #shared: ReadonlySet<FetchNode>;
  readonly #final: ReadonlySet<FetchNode>;

  constructor(plan: QueryPlan, typesOf: TypesOf, settings: ExecutionSettings) {
    this.#fetches = placedFetches(plan.node);
    this.#shared = sharedAnswers(this.#fetches);
    this.#final = new Set(finalFetches(plan.node));
    const subgraphs = new Set(this.#fetches.map(({ node }) => node.serviceName));
    this.types = new TypeConditions([...subgraphs], typesOf);
    this.settings = settings;
    this.typesOf = typesOf;
  }

  get fetches(): readonly FetchNode[] {
    return this.#fetches.map(({ node }) => node);
  }

  /** Whether nothing waits for a fetch but the end of the answer. */
  isFinal(fetch: FetchNode): boolean {
    return this.#final.has(fetch);
  }

  /** How many such fetches go to each subgraph. */
  finals(): ReadonlyMap<string, number> {
    const finals = new Map<string, number>();
    for (const { serviceName } of this.#final) finals.set(serviceName, (finals.get(serviceName) ?? 0) + 1);
    return finals;
  }

  /** A fetch's text, parsed. */
  definitionOf(fetch: FetchNode): OperationDefinitionNode {
    const placed = this.#fetches.find(({ node }) => node === fetch);
    return placed?.definition ?? operationOf({ text: fetch.operation });
  }

  /** Whether places to which nothing but the same was answered by a fetch may share it. */
  shares(fetch: FetchNode): boolean {
    return this.#shared.has(fetch);
  }

  /** The keys by which a subgraph can be asked for objects of a type; null of a type that it doesn't know. */
  keysOf(subgraph: string, typename: string): readonly EntityKey[] | null {
    const { types } = this.typesOf(subgraph);
    const type = Object.hasOwn(types, typename) ? types[typename] : undefined;
    return type?.kind === "OBJECT" || type?.kind === "INTERFACE" ? entityKeys(type) : null;
  }

  /** Makes the readers of a subgraph's answers. */
  shapesOf(subgraph: string): ShapeCompiler {
    const known = this.#shapes.get(subgraph);
    if (known !== undefined) return known;
    const made = new ShapeCompiler(this.typesOf(subgraph), this.types, this.settings.checkScalar);
    this.#shapes.set(subgraph, made);
    return made;
  }
}
