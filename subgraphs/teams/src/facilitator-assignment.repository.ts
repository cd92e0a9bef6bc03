import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import { FACILITATOR_ROLES, type FacilitatorRecord } from "@actionline/schema/reference-records";
import type { Db } from "mongodb";
import { isInTerm } from "./facilitator-assignment";

/** Reads facilitators' assignments at one request's point of the log. They are dozens: a request reads them once. */
export class FacilitatorAssignmentRepository {
  readonly #assignments: VersionReader<"FACILITATOR">;
  readonly #today: string;
  #byLine: Promise<ReadonlyMap<string, readonly FacilitatorRecord[]>> | null = null;

  constructor(db: Db, request: RequestContext) {
    this.#assignments = new VersionReader(db, "FACILITATOR", request);
    this.#today = request.asOf.instant.toISOString().slice(0, 10);
  }

  /** Every assignment of a line, the earliest first. */
  async ofLine(code: string): Promise<readonly FacilitatorRecord[]> {
    this.#byLine ??= this.#assignments.all().then(byLine);
    return (await this.#byLine).get(code) ?? [];
  }

  /** Those in term on a day, by rank; the day of the request's point where none is given. */
  async inTerm(code: string, on: string | null | undefined): Promise<FacilitatorRecord[]> {
    const day = on ?? this.#today;
    const rank = ({ role }: FacilitatorRecord): number => FACILITATOR_ROLES.indexOf(role);
    return (await this.ofLine(code)).filter((assignment) => isInTerm(assignment, day)).sort((one, other) => rank(one) - rank(other));
  }

  /** Whether an assignment is in term on the day of the request's point. */
  isCurrent(assignment: FacilitatorRecord): boolean {
    return isInTerm(assignment, this.#today);
  }
}

function byLine(assignments: readonly FacilitatorRecord[]): Map<string, FacilitatorRecord[]> {
  const grouped = new Map<string, FacilitatorRecord[]>();
  for (const assignment of [...assignments].sort((one, other) => (one.from ?? "").localeCompare(other.from ?? ""))) {
    const known = grouped.get(assignment.actionLine);
    if (known === undefined) grouped.set(assignment.actionLine, [assignment]);
    else known.push(assignment);
  }
  return grouped;
}
