import type { Schema, Supergraph } from "@apollo/federation-internals";
import {
  buildASTSchema,
  type DirectiveNode,
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  parse,
  visit,
} from "graphql";
import { EngineError } from "../engine-error";
import type { DistinctRequirements } from "../supergraph/distinct-requirements";
import { partialMembers } from "../supergraph/partial-members";
import { publicDefinitions } from "../supergraph/public-definitions";
import { apolloPlanning } from "./apollo-planner";
import { hivePlanning } from "./hive-planner";
import { type KnownTypes, withKeyedRepresentations } from "./keyed-representations";
import { narrowFragments } from "./narrow-fragments";
import { askOwnQuestions } from "./own-questions";
import type { QueryPlan } from "./plan";
import { planLimit } from "./plan-limit";
import type { PlanRequest } from "./planner";
import type { PlannerKind, PlannerLimits, SchemaQuestion } from "./planner-message";
import { restoreMembers } from "./restore-members";
import { restoreRequirements } from "./restore-requirements";
import { SupergraphKnowledge } from "./supergraph-knowledge";
import type { SupergraphReading } from "./supergraph-reading";

/** A supergraph as a planner is shown it. */
export interface ShownSupergraph {
  readonly supergraph: Supergraph;
  readonly document: DocumentNode;
  readonly limits: PlannerLimits;
}

/** Makes the plan of one operation, in the thread that calls it. Throws what it likes; PLAN_LIMIT for its own limits. */
export type Planning = (operation: DocumentNode, overrideLabels: readonly string[]) => QueryPlan;

const PLANNINGS: Readonly<Record<PlannerKind, (shown: ShownSupergraph) => Planning>> = { apollo: apolloPlanning, hive: hivePlanning };

/** Plans for one supergraph, one at a time: what planners get wrong is kept from them, or set right in what they give. */
export class SupergraphPlanner {
  readonly #schema: Schema;
  readonly #planning: Planning;
  readonly #requirements: DistinctRequirements;
  readonly #types: KnownTypes;
  readonly #members: ReadonlySet<string>;
  #publicSchema: GraphQLSchema | null = null;

  constructor({ requirements, shown }: SupergraphReading, kind: PlannerKind, limits: PlannerLimits) {
    const { document } = requirements;
    this.#requirements = requirements;
    this.#members = partialMembers(document);
    this.#schema = shown.apiSchema();
    this.#types = new SupergraphKnowledge(shown);
    this.#planning = PLANNINGS[kind]({ supergraph: shown, document, limits });
  }

  /** For each root field, by its name, which of the JSON texts that follow is its own; each text once, for they are long. */
  introspect({ document, variables }: SchemaQuestion): readonly string[] {
    const definitions = () => publicDefinitions(this.#schema, this.#requirements.variants);
    this.#publicSchema ??= buildASTSchema({ kind: Kind.DOCUMENT, definitions: definitions() });
    const { data, errors } = executeSync({ schema: this.#publicSchema, document: parse(document), variableValues: variables });
    if (data === null || data === undefined || errors !== undefined) throw errors?.[0] ?? new Error("the schema tells nothing");
    const texts = Object.values(data).map((value) => JSON.stringify(value));
    const distinct = [...new Set(texts)];
    const places = Object.keys(data).map((name, index) => [name, distinct.indexOf(texts[index] ?? "")] as const);
    return [JSON.stringify(places), ...distinct];
  }

  /** Throws an EngineError: PLAN_LIMIT where the planner's own limits are met. */
  plan({ operation, overrideLabels }: PlanRequest): QueryPlan {
    const document = parse(operation, { noLocation: true });
    const first = this.#firstPlan(wordings(this.#schema, document), overrideLabels);
    const whole = this.#members.size === 0 ? first : this.#withMembers(first, document);
    const restored = restoreRequirements(whole, { requirements: this.#requirements, types: this.#types });
    return askOwnQuestions(withKeyedRepresentations(restored, this.#types), document, this.#types);
  }

  #withMembers(plan: QueryPlan, document: DocumentNode): QueryPlan {
    return restoreMembers(plan, narrowFragments(this.#schema, document, false), { types: this.#types, members: this.#members });
  }

  /**
   * The plan of the first wording for which the planner gives one that isn't empty; the failure on the first one where it
   * fails on all.
   */
  #firstPlan(documents: readonly (() => DocumentNode)[], overrideLabels: readonly string[]): QueryPlan {
    let failure: unknown;
    let empty: QueryPlan | undefined;
    for (const document of documents) {
      try {
        const plan = this.#planning(document(), overrideLabels);
        if (plan.node !== undefined) return plan;
        empty ??= plan;
      } catch (error) {
        // What the planner walks may be too much for its stack.
        if (error instanceof RangeError) throw planLimit(error);
        if (error instanceof EngineError) throw error;
        failure ??= error;
      }
    }
    if (empty !== undefined) return empty;
    throw failure;
  }
}

/**
 * Ways to say the same, the most usual first: the planner fails on some operations that are as right as any. What is
 * deferred may always come with the rest; and whether there is an object can be asked where nobody knows its kinds.
 */
function wordings(schema: Schema, document: DocumentNode): readonly (() => DocumentNode)[] {
  return [
    () => narrowFragments(schema, document, false),
    () => narrowFragments(schema, document, true),
    () => narrowFragments(schema, withoutDefer(document), true),
    () => withTypenames(narrowFragments(schema, withoutDefer(document), true)),
  ];
}

function withoutDefer(document: DocumentNode): DocumentNode {
  return visit(document, { [Kind.DIRECTIVE]: (node: DirectiveNode) => (node.name.value === "defer" ? null : undefined) });
}

function withTypenames(document: DocumentNode): DocumentNode {
  const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } };
  return visit(document, {
    [Kind.FIELD]: {
      leave: ({ selectionSet, ...node }: FieldNode) =>
        selectionSet === undefined
          ? undefined
          : { ...node, selectionSet: { ...selectionSet, selections: [typename, ...selectionSet.selections] } },
    },
  });
}
