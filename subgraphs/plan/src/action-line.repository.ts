import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import { inPlanOrder } from "@actionline/schema/reference/in-plan-order";
import type { ActionLineRecord } from "@actionline/schema/reference-records";
import type { Db } from "mongodb";

/** Reads action lines at one request's point of the log. There are nineteen: a request reads them once, all of them. */
export class ActionLineRepository {
  readonly #lines: VersionReader<"ACTION_LINE">;
  #whole: Promise<ActionLineRecord[]> | null = null;

  constructor(db: Db, request: RequestContext) {
    this.#lines = new VersionReader(db, "ACTION_LINE", request);
  }

  /** Every line in the plan's order, each followed by its sub-lines. */
  all(): Promise<ActionLineRecord[]> {
    this.#whole ??= this.#lines.all().then(inPlanOrder);
    return this.#whole;
  }

  /** The line, or null where the plan has none of that code. */
  async byCode(code: string | null): Promise<ActionLineRecord | null> {
    return (await this.all()).find(({ id }) => id === code) ?? null;
  }

  /** The sub-lines of a line, in the plan's order. */
  async subLinesOf(code: string): Promise<ActionLineRecord[]> {
    return (await this.all()).filter(({ parent }) => parent === code);
  }

  /** The codes given and those of their sub-lines: whoever names C7 means its applications too. */
  async withSubLines(codes: readonly string[]): Promise<Set<string>> {
    const named = new Set(codes);
    for (const { id, parent } of await this.all()) if (parent !== null && named.has(parent)) named.add(id);
    return named;
  }
}
