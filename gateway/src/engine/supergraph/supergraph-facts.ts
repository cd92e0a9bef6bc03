/** What a supergraph says beside its types: the raw material for rules of access, cost, caching and contracts. */
export interface SupergraphFacts {
  /** Labels of progressive `@override`, such as "percent(5)", in the order of their text. */
  readonly overrideLabels: readonly string[];
  /**
   * The directives applied to each element, by its coordinate: "Team", "Team.name", "Query.teams(first:)", "Status.OPEN".
   * Those that only tell the planner how subgraphs join (`@join__…`, `@link`) are left out.
   */
  readonly directives: Readonly<Record<string, readonly AppliedDirective[]>>;
  /** Names of the object types that an interface or union may be, types hidden from the public schema included. */
  readonly possible: Readonly<Record<string, readonly string[]>>;
}

/** A directive by the name that its specification gives it, whatever name the supergraph imports it under. */
export interface AppliedDirective {
  readonly name: string;
  /** Such as "https://specs.apollo.dev/cost"; null where no specification is linked. */
  readonly specification: string | null;
  readonly args: Readonly<Record<string, DirectiveValue>>;
}

/** What an argument of a directive may hold, as JSON. */
export type DirectiveValue = null | boolean | number | string | readonly DirectiveValue[] | { readonly [name: string]: DirectiveValue };
