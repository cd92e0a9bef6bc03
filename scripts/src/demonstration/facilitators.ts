import type { FacilitatorRecord, FacilitatorRole } from "@actionline/schema/reference-records";
import type { Calendar } from "./calendar";
import { type AgencyId, organizationOf } from "./cast";

/** Who facilitates each of the eighteen units, in place of the real facilitators. */
const LEADS: Readonly<Record<string, AgencyId>> = {
  C1: "meridiana",
  C2: "signalhaven",
  C3: "scriptoria",
  C5: "signalhaven",
  C6: "signalhaven",
  "C7-eGovernment": "meridiana",
  "C7-eBusiness": "tradewind",
  "C7-eLearning": "scriptoria",
  "C7-eHealth": "nordlys",
  "C7-eEmployment": "tradewind",
  "C7-eEnvironment": "verdant",
  "C7-eAgriculture": "granary",
  "C7-eScience": "scriptoria",
  C8: "scriptoria",
  C9: "scriptoria",
  C10: "scriptoria",
  C11: "meridiana",
};

/** Dated assignments; C4 changed hands in the middle of a year, so that the day asked about matters. */
export function facilitators(calendar: Calendar): FacilitatorRecord[] {
  const since = calendar.day(-6, "01-01");
  const handOver = { last: calendar.day(-1, "06-30"), first: calendar.day(-1, "07-01") };
  return [
    ...Object.entries(LEADS).map(([line, agency]) => assignment(line, agency, "LEAD_FACILITATOR", since, null)),
    assignment("C4", "meridiana", "LEAD_FACILITATOR", since, handOver.last),
    assignment("C4", "signalhaven", "LEAD_FACILITATOR", handOver.first, null),
    assignment("C6", "rootstone", "CO_FACILITATOR", calendar.day(-3, "01-01"), null),
    assignment("C7-eHealth", "signalhaven", "CO_FACILITATOR", calendar.day(-4, "03-01"), null),
    assignment("C7-eHealth", "verdant", "CO_FACILITATOR", since, calendar.day(-3, "12-31")),
  ];
}

function assignment(line: string, agency: AgencyId, role: FacilitatorRole, from: string, to: string | null): FacilitatorRecord {
  return {
    id: `${line}-${organizationOf(agency)}-${from}`,
    actionLine: line,
    organization: organizationOf(agency),
    role,
    from,
    to,
    fromText: from,
    toText: to,
    verified: false,
    confidence: "low",
    sources: [],
    note: "Invented for the demonstration.",
  };
}
