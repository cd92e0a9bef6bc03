import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import { inPlanOrder } from "@actionline/schema/reference/in-plan-order";
import type { ActionLineRecord } from "@actionline/schema/reference-records";
import type { Db } from "mongodb";
import type { Team } from "./team";

/** Reads teams at one request's point of the log. A team is what its line makes it: there is no record of its own. */
export class TeamRepository {
  readonly #lines: VersionReader<"ACTION_LINE">;
  #whole: Promise<Team[]> | null = null;

  constructor(db: Db, request: RequestContext) {
    this.#lines = new VersionReader(db, "ACTION_LINE", request);
  }

  /** Every team, in the plan's order. */
  all(): Promise<Team[]> {
    this.#whole ??= this.#lines.all().then(teamsOf);
    return this.#whole;
  }

  /** The team, or null where no line of that code has one. */
  async byId(id: string): Promise<Team | null> {
    return (await this.all()).find((team) => team.id === id) ?? null;
  }
}

/** One team per line that is facilitated itself; an umbrella is facilitated through its sub-lines. */
function teamsOf(lines: readonly ActionLineRecord[]): Team[] {
  const umbrellas = new Set(lines.map(({ parent }) => parent));
  return inPlanOrder(lines)
    .filter(({ id }) => !umbrellas.has(id))
    .map(({ id, shortName }) => ({ id, name: `Team ${id}: ${shortName}` }));
}
