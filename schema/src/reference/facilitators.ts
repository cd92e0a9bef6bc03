import file from "../../reference/wsis/action-lines.json";
import type { FacilitatorRecord, FacilitatorRole } from "../reference-records";
import { evidenceOf } from "./evidence";

/** Facilitators as dated assignments, those of today and those before them. */
export function facilitators(): FacilitatorRecord[] {
  return file.action_lines.flatMap((line) =>
    [...line.facilitators_today, ...line.facilitators_history].map((fact) => {
      const role = roleOf(fact.role);
      return {
        id: `${line.code}/${fact.organization}/${role}`,
        actionLine: line.code,
        organization: fact.organization,
        role,
        from: firstDay(fact.from),
        to: lastDay(fact.to),
        fromText: fact.from,
        toText: fact.to,
        ...evidenceOf(fact),
      };
    }),
  );
}

function roleOf(text: string): FacilitatorRole {
  const role = {
    "lead facilitator": "LEAD_FACILITATOR",
    "sole facilitator": "SOLE_FACILITATOR",
    "joint facilitator": "JOINT_FACILITATOR",
    "co-facilitator": "CO_FACILITATOR",
    "interim focal point": "INTERIM_FOCAL_POINT",
  }[text];
  if (role === undefined) throw new Error(`schema/reference: "${text}" is no role of a facilitator.`);
  return role as FacilitatorRole;
}

/** The first day known to lie in the term: "2010 or before" is known to hold from 1 January 2010. */
function firstDay(text: string | null): string | null {
  const [year, month = "01"] = yearsIn(text).at(-1)?.split("-") ?? [];
  return year === undefined ? null : `${year}-${month}-01`;
}

/** The last day that may lie in the term: "between 2007 and 2010" may have held until the end of 2010. */
function lastDay(text: string | null): string | null {
  const [year, month] = yearsIn(text).at(-1)?.split("-") ?? [];
  if (year === undefined) return null;
  if (text?.startsWith("before ") === true) return `${Number(year) - 1}-12-31`;
  // Day 0 of the next month is the last day of this one.
  const last = new Date(Date.UTC(Number(year), month === undefined ? 12 : Number(month), 0));
  return last.toISOString().slice(0, 10);
}

function yearsIn(text: string | null): string[] {
  return text?.match(/\d{4}(-\d\d)?/g) ?? [];
}
