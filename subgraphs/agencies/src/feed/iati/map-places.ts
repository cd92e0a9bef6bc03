import type { ActivityRecord } from "@actionline/schema/contract/records";
import { DAC_REGION } from "./codes";
import type { Mapping } from "./mapping";
import type { XmlElement } from "./xml-element";

type Placed = NonNullable<ActivityRecord["places"]>[number];

const MOST_PLACES = 300;
const GLOBAL_SCOPE = "1";

/** Where the work takes place: countries, else those of its transactions, and regions; the world where it says just that. */
export function places(activity: XmlElement, transactions: readonly XmlElement[], mapping: Mapping): Placed[] {
  const stated = [...countries(activity, mapping), ...regions(activity, mapping)];
  const ofTransactions = transactions.flatMap((transaction) => countries(transaction, mapping));
  const scope = activity.takeOne("activity-scope")?.attribute("code") ?? null;
  const found = stated.length > 0 ? withShares(stated) : ofTransactions.map(({ placed: { place } }) => ({ place }));
  if (stated.length > found.length) noteShareless(stated, mapping);
  if (found.length === 0 && scope === GLOBAL_SCOPE) return [{ place: "GLOBAL" }];
  const once = [...new Map([...found].reverse().map((placed) => [placed.place, placed])).values()].reverse();
  return mapping.atMost(MOST_PLACES, once, activity, "recipient-country");
}

interface Stated {
  readonly placed: Placed;
  readonly element: XmlElement;
}

function countries(parent: XmlElement, mapping: Mapping): Stated[] {
  return parent.take("recipient-country").flatMap((element) => {
    const share = mapping.percentage(element);
    const code = element.attribute("code");
    if (code === null) mapping.note("IATI_CODE_MISSING", element, "code", code);
    else if (/^[A-Z]{2}$/.test(code)) return [{ placed: withShare(code, share), element }];
    else mapping.note("IATI_CODE_UNKNOWN", element, "code", code);
    return [];
  });
}

function regions(activity: XmlElement, mapping: Mapping): Stated[] {
  return activity.take("recipient-region").flatMap((element) => {
    const share = mapping.percentage(element);
    const vocabulary = element.attribute("vocabulary") ?? "1";
    const code = element.attribute("code");
    const place = code === null ? null : region(vocabulary, code);
    if (place !== null) return [{ placed: withShare(place, share), element }];
    if (code === null) mapping.note("IATI_CODE_MISSING", element, "code", code);
    else mapping.note("IATI_REGION_NOT_MAPPED", element, "code", `${code} of vocabulary ${vocabulary}`);
    return [];
  });
}

/** The M49 region of a code. The DAC's numbers look like M49's and mean other places, so each is looked up in its own list. */
function region(vocabulary: string, code: string): string | null {
  if (vocabulary === "1") return Object.hasOwn(DAC_REGION, code) ? (DAC_REGION[code] ?? null) : null;
  if (vocabulary !== "2" || !/^\d{1,3}$/.test(code)) return null;
  const padded = code.padStart(3, "0");
  return padded === "001" ? "GLOBAL" : padded;
}

const withShare = (place: string, percentage: number | null): Placed => ({ place, ...(percentage !== null && { percentage }) });

/** Where some place has a share, one with a share of 0 is stated as having none of the work. */
function withShares(stated: readonly Stated[]): Placed[] {
  const placed = stated.map((one) => one.placed);
  const shared = placed.some(({ percentage }) => percentage !== undefined && percentage > 0);
  return shared ? placed.filter(({ percentage }) => percentage !== 0) : placed;
}

function noteShareless(stated: readonly Stated[], mapping: Mapping): void {
  for (const { placed, element } of stated) {
    if (placed.percentage === 0) mapping.note("IATI_PLACE_WITHOUT_SHARE", element, "percentage", placed.place);
  }
}
