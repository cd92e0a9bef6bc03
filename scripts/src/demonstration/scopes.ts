import type { ScopeRecord } from "@actionline/schema/contract/records";
import type { Calendar } from "./calendar";
import type { AgencyId } from "./cast";

/** A reporting scope; its id names the agency that declares it. */
export type Scoped = ScopeRecord;

type Declared = Pick<ScopeRecord, "level"> &
  Partial<Pick<ScopeRecord, "items" | "actionLines" | "places" | "years" | "statement" | "declaredOn">>;

/** An agency's declaration for the last closed year, signed on its last day, where nothing else is said. */
export function scope(calendar: Calendar, agency: AgencyId, raw: string, declared: Declared): Scoped {
  return {
    kind: "SCOPE",
    id: `${agency}:scope-${raw}`,
    years: [calendar.lastClosedYear],
    declaredOn: calendar.day(0, "12-31"),
    ...declared,
  };
}
