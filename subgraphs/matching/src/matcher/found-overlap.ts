import type { Change } from "@actionline/log/log-entry";
import type { OverlapRecord } from "@actionline/schema/coordination-records";
import type { Visibility } from "@actionline/schema/entry-kind";
import { overlapId } from "@actionline/schema/overlap-id";
import type { Assessment } from "../assess/assessment";
import { METHOD } from "../method";

export const MATCHER = "hub:matcher";

/** A pair that is to stand in the log. */
export interface FoundOverlap {
  readonly assessment: Assessment;
  /** Private where one of the two is, and always for L3: that is for its parties until the rule makes it public. */
  readonly visibility: Visibility;
}

export const idOf = ({ assessment: { one, other } }: FoundOverlap): string => overlapId(one, other);

/** The entry that a found pair makes. */
export function overlapChange({ assessment, visibility }: FoundOverlap): Change<"OVERLAP"> {
  const { one, other, level, outcome, assertions, cells } = assessment;
  if ((level !== "L0" && level !== "L3") || outcome === null) throw new Error(`A pair of level ${level} makes no entry.`);
  const id = overlapId(one, other);
  const record: OverlapRecord = {
    id,
    one,
    other,
    level,
    outcome,
    assertions: assertions.map((assertion) => ({ ...assertion })),
    items: level === "L3" ? [...(cells?.items ?? [])] : [],
    places: level === "L3" ? [...(cells?.places ?? [])] : [],
    method: METHOD,
  };
  return { kind: "OVERLAP", subject: id, operation: "UPSERT", owner: MATCHER, visibility, record };
}

export const endOfOverlap = (id: string): Change<"OVERLAP"> => ({
  kind: "OVERLAP",
  subject: id,
  operation: "DELETE",
  owner: MATCHER,
  record: null,
});
