import { excerpt } from "@actionline/schema/validator/excerpt";
import type { Finding } from "@actionline/schema/validator/finding";
import { IATI_RULES, type IatiRule } from "./iati-rules";
import type { XmlElement } from "./xml-element";

/** What the parts of one activity's mapping share: whose it is, its default language and currency, and the findings. */
export class Mapping {
  readonly agency: string;
  language = "und";
  currency: string | null = null;
  readonly findings: Finding[] = [];

  constructor(agency: string) {
    this.agency = agency;
  }

  /** Reports something at an element, or at one of its attributes. */
  note(rule: IatiRule, element: XmlElement, attribute: string | null, value: unknown): void {
    const pointer = attribute === null ? element.path : `${element.path}/@${attribute}`;
    this.findings.push({ rule, severity: IATI_RULES[rule].severity, pointer, value: excerpt(value), place: element.place });
  }

  /** An attribute that is a code of a list; null, and reported, where the list doesn't have it. */
  code<T>(element: XmlElement, attribute: string, list: Readonly<Record<string, T>>): T | null {
    const code = element.attribute(attribute);
    if (code === null) return null;
    const meaning = Object.hasOwn(list, code) ? list[code] : undefined;
    if (meaning !== undefined) return meaning;
    this.note("IATI_CODE_UNKNOWN", element, attribute, code);
    return null;
  }

  /** A share in percent; null where there is none, and reported where it isn't one. */
  percentage(element: XmlElement): number | null {
    const text = element.attribute("percentage");
    if (text === null) return null;
    const value = /^(?:\d{1,3}(?:\.\d{0,30})?|\.\d{1,30})$/.test(text) ? Number(text) : Number.NaN;
    if (value >= 0 && value <= 100) return value;
    this.note("IATI_PERCENTAGE_UNUSABLE", element, "percentage", text);
    return null;
  }

  /** At most so many of a list that the contract bounds; reported where some are left out. */
  atMost<T>(most: number, list: readonly T[], activity: XmlElement, name: string): T[] {
    if (list.length > most) this.note("IATI_TOO_MANY", activity, null, `${name}: ${list.length}, the first ${most} are kept`);
    return list.slice(0, most);
  }
}
