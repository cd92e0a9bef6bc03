import type { ActivityFeatures } from "../features/activity-features";
import type { TitleComparison } from "./title-near";

/** What the ids of two records say of their being one activity. */
export type Identity =
  | { readonly basis: "NONE" }
  /** The same id: `origin` tells whether both go back to one publisher, and `core` whether their content is the same. */
  | { readonly basis: "SAME_ID"; readonly origin: "SAME" | "DIFFERENT"; readonly core: boolean; readonly detail: string }
  /** One record names the other as another organization's report on the same activity. */
  | { readonly basis: "NAMED"; readonly detail: string };

export function identityOf(one: ActivityFeatures, other: ActivityFeatures, titles: TitleComparison | null): Identity {
  if (one.rawId === other.rawId) {
    const sameReporter = one.reporter.key === other.reporter.key;
    const core = sameCore(one, other, titles);
    const origin = sameReporter || isQualified(one.rawId) ? "SAME" : "DIFFERENT";
    const how = sameReporter ? `both name ${one.reporter.key} as their reporter` : "the id names its own publisher";
    const detail = `Both carry the id ${one.rawId}${origin === "SAME" ? `, and ${how}` : " under different reporters"}.`;
    return { basis: "SAME_ID", origin, core, detail };
  }
  const [namer, named] = names(one, other) ? [one, other] : [other, one];
  if (!names(namer, named)) return { basis: "NONE" };
  return { basis: "NAMED", detail: `${namer.id} names ${named.id} as another organization's report on the same activity.` };
}

const names = (one: ActivityFeatures, other: ActivityFeatures): boolean =>
  one.links.some(({ type, activity }) => type === "THIRD_PARTY" && isOf(activity, other));

/** Whether a link's target is the record: as a hub id, or as its publisher's own id. */
export const isOf = (target: string, { id, rawId }: ActivityFeatures): boolean => target === id || target === rawId;

/**
 * Whether an id tells of itself who gave it, as IATI's do (`XM-DAC-41114-PROJECT-00119123`): a register, an organization
 * in it, and the organization's own number. "17" or "nurses-2019" may be anybody's.
 */
export const isQualified = (rawId: string): boolean =>
  /^[A-Z]{2,4}[-:/][A-Z0-9]{2,}[-:/]\S*[0-9A-Za-z]/.test(rawId) && /\d/.test(rawId) && rawId.length >= 10;

/** What a republished record keeps: title, period, places, lead and kind of work. */
function sameCore(one: ActivityFeatures, other: ActivityFeatures, titles: TitleComparison | null): boolean {
  const fields = ({ places, lead, kind, span }: ActivityFeatures): string => JSON.stringify([places, lead.key, kind, span]);
  return titles?.equal === true && one.span !== null && one.places.length > 0 && fields(one) === fields(other);
}
