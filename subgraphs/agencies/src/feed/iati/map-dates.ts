import type { ActivityRecord } from "@actionline/schema/contract/records";
import type { Mapping } from "./mapping";
import type { XmlElement } from "./xml-element";

// xsd:date may end in a time zone, which a calendar date of the hub doesn't have.
const DATE = /^((?:19|20|21)\d\d-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?$/;

/** A calendar date of an `iso-date` or `value-date`; null, and reported, where the calendar doesn't have it. */
export function calendarDate(element: XmlElement, attribute: string, mapping: Mapping): string | null {
  const text = element.attribute(attribute);
  if (text === null) return null;
  const date = DATE.exec(text)?.[1] ?? null;
  if (date !== null && isOfTheCalendar(date)) return date;
  mapping.note("IATI_DATE_IMPOSSIBLE", element, attribute, text);
  return null;
}

function isOfTheCalendar(date: string): boolean {
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date);
}

/** When the work takes place: what really happened where the file says so, else what was planned. */
export function period(activity: XmlElement, mapping: Mapping): ActivityRecord["period"] {
  const dates: Record<string, string> = {};
  for (const element of activity.take("activity-date")) {
    const type = mapping.code(element, "type", DATE_TYPE);
    const date = calendarDate(element, "iso-date", mapping);
    if (type !== null && date !== null) dates[type] ??= date;
  }
  const start = dates.actualStart ?? dates.plannedStart;
  const end = dates.actualEnd ?? dates.plannedEnd;
  if (start !== undefined && end !== undefined && end < start && dates.actualStart !== undefined && dates.actualEnd === undefined) {
    mapping.note("IATI_END_BEFORE_START", activity, null, `actual start ${start}, planned end ${end}`);
    return { start };
  }
  return { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
}

const DATE_TYPE: Readonly<Record<string, string>> = { "1": "plannedStart", "2": "actualStart", "3": "plannedEnd", "4": "actualEnd" };

/** An instant as ISO text; one without a time zone is UTC, as the registry's own tools read it. */
export function instant(element: XmlElement, attribute: string, mapping: Mapping): string | null {
  const text = element.attribute(attribute);
  if (text === null) return null;
  const zoned = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}${text.includes("T") ? "Z" : ""}`;
  const read = new Date(zoned);
  if (!Number.isNaN(read.getTime()) && read.getUTCFullYear() >= 1900 && read.getUTCFullYear() < 2200) return read.toISOString();
  mapping.note("IATI_DATE_IMPOSSIBLE", element, attribute, text);
  return null;
}
