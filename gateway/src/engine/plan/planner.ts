/** What a plan is made for. */
export interface PlanRequest {
  /** A normalised operation's text: one operation, fragments written out, internal names. */
  readonly operation: string;
  /** Labels of progressive `@override` that are active for the request, in order. */
  readonly overrideLabels: readonly string[];
}

/** Makes plans for one supergraph. Both kinds that stand behind it are deterministic: the same request gives the same plan. */
export interface Planner {
  /** JSON of a QueryPlan. Rejects with an EngineError: PLAN_LIMIT where time or evaluated plans ran out, BAD_REQUEST where it can't be planned. */
  plan(request: PlanRequest): Promise<string>;
  close(): Promise<void>;
}
