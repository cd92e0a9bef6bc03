import type { Assertion, AssertionName } from "@actionline/schema/coordination-records";
import type { ActivityFeatures } from "../features/activity-features";
import { compareAmounts, tellAmounts } from "./amount-near";
import { assertion } from "./assessment";
import type { Identity } from "./identity";
import type { MatchContext } from "./match-context";
import { type Meeting, tellMeeting } from "./periods";
import { listed, quoted } from "./quoted";
import { nestedPlaces, sharedItems } from "./shared-cells";
import type { TitleComparison } from "./title-near";

export const TITLES_UNCOMPARED = "The titles are in different languages and weren't compared.";

/** What was found out about a pair before anything is asserted. */
export interface Compared {
  readonly titles: TitleComparison | null;
  readonly meeting: Meeting | null;
  readonly identity: Identity;
}

/** All that speaks for a pair, in the definition's order. */
export function assertionsOf(one: ActivityFeatures, other: ActivityFeatures, context: MatchContext, compared: Compared): Assertion[] {
  const { titles, meeting, identity } = compared;
  const url = [...one.urls.keys()].sort().find((key) => other.urls.has(key));
  const items = sharedItems(one, other, context);
  // Said where identity rests on something else than titles, so that it stands in the proposal itself.
  const uncompared = titles === null ? ` ${TITLES_UNCOMPARED}` : "";
  const group = [...one.groups.keys()].sort().find((key) => other.groups.has(key));
  const details: Readonly<Record<AssertionName, string | null>> = {
    SAME_SOURCE_ID:
      identity.basis === "NONE" || (identity.basis === "SAME_ID" && identity.origin === "DIFFERENT")
        ? null
        : `${identity.detail}${uncompared}`,
    URL_EQUAL: url === undefined ? null : `Both give the address ${url}.${uncompared}`,
    TITLE_NEAR: titles?.near === true ? tellTitles(titles) : null,
    SAME_LEAD: one.lead.key === other.lead.key ? `Both are led by ${quoted(one.lead.name)} (${one.lead.key}).` : null,
    ORG_OVERLAP: tellParties(one, other),
    SAME_ITEM: items.length === 0 ? null : `Both are assigned to ${listed(items)}.`,
    PLACE_EQUAL: samePlaces(one, other) ? `Both are placed in ${listed(one.places)}.` : null,
    PLACE_NESTED: tellNested(one, other, context),
    DATES_OVERLAP:
      meeting?.enough === true ? `${tellMeeting(meeting)}${sameDays(one, other) ? " Both begin and end on the same days." : ""}` : null,
    AMOUNT_NEAR: tellAmounts(compareAmounts(one.amounts, other.amounts, context)),
    TYPE_EQUAL: one.kind === other.kind && one.kind !== "UNSPECIFIED" ? `Both are of the kind ${one.kind}.` : null,
    GROUP_OVERLAP: group === undefined ? null : `Both are for ${quoted(one.groups.get(group) ?? group)}.`,
  };
  return (Object.keys(details) as AssertionName[]).flatMap((name) => {
    const detail = details[name];
    return detail === null ? [] : [assertion(name, detail)];
  });
}

function tellTitles({ one, other, equal, share }: TitleComparison): string {
  const both = `${quoted(one.text)} and ${quoted(other.text)}`;
  const silent = [one.language, other.language].includes("und") ? " (the language of one isn't stated)" : "";
  if (equal) return `The titles ${both} are the same but for case, accents and punctuation${silent}.`;
  const what = one.kind === "WORDS" ? "words" : "sequences of characters";
  const unit = one.kind === "WORDS" ? "words that tell something" : what;
  return `The titles ${both} share ${Math.round(share * 100)} % of their ${unit}${silent}.`;
}

function tellParties(one: ActivityFeatures, other: ActivityFeatures): string | null {
  const theirs = new Set(other.parties.map(({ key }) => key));
  const common = one.parties
    .map(({ key }) => key)
    .filter((key) => theirs.has(key))
    .sort();
  return common.length === 0 ? null : `Both name ${listed(common)}.`;
}

export const samePlaces = (one: ActivityFeatures, other: ActivityFeatures): boolean =>
  one.places.length > 0 && one.places.length === other.places.length && one.places.every((place, at) => place === other.places[at]);

/** Whether both begin and end on the same days, an open end being the same as another one. */
export const sameDays = (one: ActivityFeatures, other: ActivityFeatures): boolean =>
  one.span !== null && one.span.first === other.span?.first && one.span.last === other.span.last;

function tellNested(one: ActivityFeatures, other: ActivityFeatures, context: MatchContext): string | null {
  if (samePlaces(one, other)) return null;
  const nested = nestedPlaces(one, other, context);
  return nested.length === 0 ? null : `One's place is, or lies in, the other's: ${listed(nested)}.`;
}
