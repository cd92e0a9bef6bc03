import type { GraphQLSchema } from "graphql";
import { EngineError } from "../engine-error";
import type { NormalisedOperation, OperationVariables } from "../operation/normalised-operation";
import type { SupergraphFacts } from "../supergraph/supergraph-facts";
import { accessErrors } from "./access/access-errors";
import { AccessRules } from "./access/access-rules";
import { OperationAccess } from "./access/operation-access";
import type { Claims } from "./access/requirement";
import { Admitted, type Estimated } from "./admitted";
import type { CostRules } from "./cost/compile-cost";
import { CostWeights } from "./cost/cost-weights";
import { OperationCost } from "./cost/operation-cost";
import type { RulesOptions } from "./rules-options";

/** Nobody knows anything of whoever asks. */
const NOBODY: Claims = { authenticated: false, scopes: [], policies: () => false };

/** The rules of one supergraph: who may ask what, and what it may cost. What follows from an operation alone is kept with it. */
export class GraphRules<Scope> {
  readonly #schema: GraphQLSchema;
  readonly #facts: SupergraphFacts;
  readonly #options: RulesOptions<Scope>;
  readonly #access: AccessRules;
  readonly #cost: CostRules | null;
  readonly #accesses = new WeakMap<NormalisedOperation, { readonly access: OperationAccess | null }>();
  readonly #costs = new WeakMap<NormalisedOperation, OperationCost>();

  private constructor(schema: GraphQLSchema, facts: SupergraphFacts, options: RulesOptions<Scope>) {
    const { cost } = options;
    this.#schema = schema;
    this.#facts = facts;
    this.#options = options;
    this.#access = new AccessRules(facts);
    this.#cost =
      cost === undefined ? null : { schema, weights: new CostWeights(facts), listSize: cost.listSize, strict: cost.most !== null };
  }

  /** Null where there is nothing to apply, so that a request passes by without a look. */
  static of<Scope>(schema: GraphQLSchema, facts: SupergraphFacts, options: RulesOptions<Scope> = {}): GraphRules<Scope> | null {
    const rules = new GraphRules(schema, facts, options);
    return rules.#access.any || rules.#cost !== null ? rules : null;
  }

  /** Whether the operation asks for anything that not everyone may have. */
  requires(operation: NormalisedOperation): boolean {
    return this.#accessOf(operation) !== null;
  }

  /** Throws an EngineError where the operation is refused: UNAUTHENTICATED, FORBIDDEN, QUERY_TOO_COSTLY, or BAD_INPUT. */
  admit(whole: NormalisedOperation, variables: OperationVariables, scope: Scope): Admitted {
    const access = this.#accessOf(whole);
    if (access === null) return new Admitted(whole, [], this.#estimate(whole, variables));
    const claims = this.#options.claimsOf?.(scope) ?? NOBODY;
    const limited = access.limitedFor(claims);
    if (limited === null) return new Admitted(whole, [], this.#estimate(whole, variables));
    const errors = accessErrors(limited.denials, claims, variables);
    const [first] = errors;
    // A subscription has one root field: without it there is nothing to wait for.
    const refused = this.#options.denied === "REFUSED" || (whole.kind === "subscription" && first?.path?.length === 1);
    if (first !== undefined && refused) throw first.originalError ?? first;
    return new Admitted(limited.operation, errors, this.#estimate(limited.operation, variables));
  }

  #accessOf(operation: NormalisedOperation): OperationAccess | null {
    const known = this.#accesses.get(operation);
    if (known !== undefined) return known.access;
    const { possible } = this.#facts;
    const access = OperationAccess.of({ schema: this.#schema, rules: this.#access, possible }, operation);
    this.#accesses.set(operation, { access });
    return access;
  }

  #estimate(operation: NormalisedOperation, variables: OperationVariables): Estimated | null {
    if (this.#cost === null) return null;
    const cost = this.#costs.get(operation) ?? this.#compileCost(this.#cost, operation);
    const estimated = cost.estimated(variables);
    const most = this.#options.cost?.most ?? null;
    if (most !== null && estimated > most) throw tooCostly(estimated, most);
    return { cost, estimated, variables };
  }

  #compileCost(rules: CostRules, operation: NormalisedOperation): OperationCost {
    const cost = new OperationCost(rules, operation);
    this.#costs.set(operation, cost);
    return cost;
  }
}

function tooCostly(estimated: number, most: number): EngineError {
  const message = `This could cost ${estimated}; at most ${most}. Ask for shorter lists, or fewer lists within lists.`;
  return new EngineError("QUERY_TOO_COSTLY", message, { estimated, most });
}
