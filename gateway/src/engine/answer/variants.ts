import type { AskedNode, Condition, Deferral, OperationVariables } from "../operation/normalised-operation";

/** One distinct combination of the values that conditions and deferrals go by. */
export class Variant {
  readonly #true: ReadonlySet<string>;
  readonly #incremental: boolean;

  constructor(variablesThatAreTrue: ReadonlySet<string>, incremental: boolean) {
    this.#true = variablesThatAreTrue;
    this.#incremental = incremental;
  }

  /** Whether a node with these conditions is part of the answer. */
  holds(conditions: readonly Condition[]): boolean {
    return conditions.every(({ variable, negated }) => this.#true.has(variable) !== negated);
  }

  /** Whether a fragment is left to a later part. */
  putsOff(defer: Deferral | null): defer is Deferral {
    return this.#incremental && defer !== null && (defer.variable === null || this.#true.has(defer.variable));
  }
}

/** What is derived from a selection, kept for each combination of its conditions' values; the oldest goes when there are many. */
export class Variants<Derived> {
  readonly #variables: readonly string[];
  readonly #derive: (variant: Variant) => Derived;
  readonly #most: number;
  readonly #kept = new Map<string, Derived>();

  constructor(selection: readonly AskedNode[], derive: (variant: Variant) => Derived, most = 32) {
    this.#variables = [...new Set(variablesOf(selection))];
    this.#derive = derive;
    this.#most = most;
  }

  of(variables: OperationVariables, incremental: boolean): Derived {
    let key = incremental ? "+" : "";
    for (const variable of this.#variables) key += variables[variable] === true ? "1" : "0";
    return this.#kept.get(key) ?? this.#add(key, variables, incremental);
  }

  #add(key: string, variables: OperationVariables, incremental: boolean): Derived {
    const derived = this.#derive(new Variant(new Set(this.#variables.filter((name) => variables[name] === true)), incremental));
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= this.#most) this.#kept.delete(oldest);
    this.#kept.set(key, derived);
    return derived;
  }
}

function* variablesOf(selection: readonly AskedNode[]): Generator<string> {
  for (const node of selection) {
    for (const { variable } of node.conditions) yield variable;
    if (node.kind === "fragment" && node.defer !== null && node.defer.variable !== null) yield node.defer.variable;
    if (node.selection !== null) yield* variablesOf(node.selection);
  }
}
