/**
 * A query plan as plain JSON, in the shape that `@apollo/query-planner` 2.14 gives: it crosses threads and outlives the
 * planner that made it. `operationDocumentNode` is left out.
 */
export interface QueryPlan {
  readonly kind: "QueryPlan";
  /** Absent where nothing is asked of any subgraph. */
  readonly node?: PlanNode | SubscriptionNode;
}

export type PlanNode = SequenceNode | ParallelNode | FetchNode | FlattenNode | DeferNode | ConditionNode;

export interface SequenceNode {
  readonly kind: "Sequence";
  readonly nodes: readonly PlanNode[];
}

export interface ParallelNode {
  readonly kind: "Parallel";
  readonly nodes: readonly PlanNode[];
}

export interface SubscriptionNode {
  readonly kind: "Subscription";
  readonly primary: FetchNode;
  readonly rest?: PlanNode;
}

export interface FetchNode {
  readonly kind: "Fetch";
  /** The subgraph asked. */
  readonly serviceName: string;
  /** Names the fetch where a deferred part waits for it. */
  readonly id?: string;
  /** What a representation is made of; absent where the fetch asks root fields. */
  readonly requires?: readonly RequiredSelection[];
  /** Names of the operation's variables that the text uses, without representations. */
  readonly variableUsages?: readonly string[];
  /** The text sent, such as `query($representations:[_Any!]!){_entities(representations:$representations){...on T{ship}}}`. */
  readonly operation: string;
  readonly operationName?: string;
  readonly operationKind: "query" | "mutation" | "subscription";
  /** Applied to each representation before it is sent. */
  readonly inputRewrites?: readonly Rewrite[];
  /** Applied to what comes back before it is merged. */
  readonly outputRewrites?: readonly Rewrite[];
  /** Values of `@fromContext` arguments: a path, `..` leading upwards, whose value goes to the variable `renameKeyTo`. */
  readonly contextRewrites?: readonly KeyRenamer[];
}

export interface FlattenNode {
  readonly kind: "Flatten";
  /** Names of the tree; "@" for each item of a list; a name may carry type conditions, as in "media|[Book,Film]". */
  readonly path: readonly (string | number)[];
  readonly node: PlanNode;
}

export interface DeferNode {
  readonly kind: "Defer";
  readonly primary: { readonly subselection?: string; readonly node?: PlanNode };
  readonly deferred: readonly DeferredNode[];
}

export interface DeferredNode {
  readonly depends: readonly { readonly id: string; readonly deferLabel?: string }[];
  readonly label?: string;
  readonly queryPath: readonly string[];
  readonly subselection?: string;
  readonly node?: PlanNode;
}

export interface ConditionNode {
  readonly kind: "Condition";
  /** The name of a Boolean variable. */
  readonly condition: string;
  readonly ifClause?: PlanNode;
  readonly elseClause?: PlanNode;
}

export type RequiredSelection = RequiredField | RequiredFragment;

export interface RequiredField {
  readonly kind: "Field";
  readonly alias?: string;
  readonly name: string;
  readonly selections?: readonly RequiredSelection[];
}

export interface RequiredFragment {
  readonly kind: "InlineFragment";
  readonly typeCondition?: string;
  readonly selections: readonly RequiredSelection[];
}

export type Rewrite = ValueSetter | KeyRenamer;

export interface ValueSetter {
  readonly kind: "ValueSetter";
  readonly path: readonly string[];
  readonly setValueTo: unknown;
}

export interface KeyRenamer {
  readonly kind: "KeyRenamer";
  readonly path: readonly string[];
  readonly renameKeyTo: string;
}
