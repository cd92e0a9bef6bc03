import type { ActivityRecord, OrganisationReference } from "@actionline/schema/contract/records";
import { ORGANISATION_ROLE, ORGANISATION_TYPE } from "./codes";
import type { Mapping } from "./mapping";
import { mainFirst, narratives } from "./narrative";
import type { XmlElement } from "./xml-element";

type Participant = NonNullable<ActivityRecord["participants"]>[number];

const MOST_PARTICIPANTS = 2_000;
const LONGEST_REFERENCE = 200;
const LONGEST_NAME = 1_000;

/** An organization as the file names it: its name in the main language, its reference and its type where given. */
export function organisation(element: XmlElement, mapping: Mapping): OrganisationReference | null {
  const reference = element.attribute("ref");
  const type = mapping.code(element, "type", ORGANISATION_TYPE);
  const name = mainFirst(narratives(element, mapping), mapping)[0]?.text ?? reference;
  if (name === null) {
    mapping.note("IATI_ORGANISATION_NAMELESS", element, null, "no narrative and no ref");
    return null;
  }
  return {
    ...(reference !== null && { reference: reference.slice(0, LONGEST_REFERENCE) }),
    name: name.replace(/\s+/g, " ").slice(0, LONGEST_NAME),
    ...(type !== null && { type }),
  };
}

/** Who takes part, each once in each role: publishers repeat an organization for every activity of its that they know. */
export function participants(activity: XmlElement, mapping: Mapping): Participant[] {
  const seen = new Set<string>();
  const found: Participant[] = [];
  for (const element of activity.take("participating-org")) {
    const role = mapping.code(element, "role", ORGANISATION_ROLE);
    const named = organisation(element, mapping);
    if (role === null || named === null) continue;
    const key = JSON.stringify([role, named.reference, named.name, named.type]);
    if (!seen.has(key)) found.push({ role, organisation: named });
    seen.add(key);
  }
  return mapping.atMost(MOST_PARTICIPANTS, found, activity, "participating-org");
}
