import type { BudgetRecord, OrganisationReference } from "@actionline/schema/contract/records";
import { splitHubId } from "@actionline/schema/hub-id";
import type { StoredActivity } from "@actionline/schema/hub-records";
import { leadOf, organizationKey } from "@actionline/schema/organization-key";
import { type Amount, amountsOf } from "./amounts";
import { foldText, wordsOf } from "./fold-text";
import { type Span, spanOf } from "./span";
import { singular } from "./stop-words";
import { type TitleFeatures, titleFeatures } from "./title-features";
import { urlKey } from "./url-key";

export type PartyRole = "REPORTER" | NonNullable<StoredActivity["participants"]>[number]["role"];

/** An organization that a record names, and in which roles. */
export interface Party {
  readonly key: string;
  readonly name: string;
  readonly roles: readonly PartyRole[];
}

/** All of an activity that a comparison needs. */
export interface ActivityFeatures {
  readonly id: string;
  /** What stands after the agency in the id: the publisher's own. */
  readonly rawId: string;
  readonly agency: string;
  readonly source: string;
  readonly titles: readonly TitleFeatures[];
  readonly reporter: Party;
  readonly lead: Party;
  readonly parties: readonly Party[];
  /** Declared items and those that a reviewer accepted. */
  readonly items: readonly string[];
  readonly lines: readonly string[];
  readonly places: readonly string[];
  readonly status: StoredActivity["status"];
  /** Null where the record gives no date. */
  readonly span: Span | null;
  readonly kind: StoredActivity["activityKind"];
  /** Folded, and as published. */
  readonly groups: ReadonlyMap<string, string>;
  readonly urls: ReadonlyMap<string, string>;
  readonly links: NonNullable<StoredActivity["links"]>;
  readonly level: number | null;
  readonly amounts: readonly Amount[];
}

/** What a record doesn't carry itself. */
export interface MoreFacts {
  /** Items that a reviewer accepted. */
  readonly accepted?: readonly string[];
  readonly budgets?: readonly BudgetRecord[];
}

/** More languages than any publisher writes in; every two are compared, so a hostile record must not bring fifty. */
const MOST_TITLES = 12;
const NO_LINKS: ActivityFeatures["links"] = [];

export function featuresOf(record: StoredActivity, { accepted = [], budgets = [] }: MoreFacts = {}): ActivityFeatures {
  const { id, source, status, period, activityKind: kind, links, hierarchyLevel } = record;
  const parts = splitHubId(id);
  const parties = partiesOf(record);
  const partyOf = (reference: OrganisationReference) => parties.get(organizationKey(reference)) ?? asParty(reference, []);
  return {
    id,
    rawId: parts?.raw ?? id,
    agency: parts?.agency ?? id,
    source,
    titles: record.title
      .slice(0, MOST_TITLES)
      .map(titleFeatures)
      .filter(({ folded }) => folded !== ""),
    reporter: partyOf(record.reporter),
    lead: partyOf(leadOf(record)),
    parties: [...parties.values()],
    items: distinct([...(record.items ?? []).map(({ item }) => item), ...accepted]),
    lines: distinct(record.actionLines ?? []),
    places: distinct((record.places ?? []).map(({ place }) => place)),
    status,
    span: spanOf(period, status),
    kind,
    groups: new Map((record.targetGroups ?? []).map((group) => [groupKey(group), group] as const).filter(([key]) => key !== "")),
    urls: urlsOf(record),
    links: links ?? NO_LINKS,
    level: hierarchyLevel ?? null,
    amounts: amountsOf(budgets),
  };
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** "Nurses," and "nurse" are one group; words in another order are too. */
const groupKey = (group: string): string =>
  wordsOf(foldText(group.slice(0, 200)))
    .map((word) => singular(word, "und"))
    .sort()
    .join(" ");

const asParty = (reference: OrganisationReference, roles: readonly PartyRole[]): Party => ({
  key: organizationKey(reference),
  name: reference.name,
  roles,
});

function partiesOf({ reporter, participants = [] }: StoredActivity): Map<string, Party> {
  const parties = new Map<string, Party>();
  const add = (role: PartyRole, reference: OrganisationReference): void => {
    const known = parties.get(organizationKey(reference)) ?? asParty(reference, []);
    if (!known.roles.includes(role)) parties.set(known.key, { ...known, roles: [...known.roles, role] });
  };
  add("REPORTER", reporter);
  for (const { role, organisation } of participants) add(role, organisation);
  return parties;
}

function urlsOf({ homepage, sourceUrl }: StoredActivity): Map<string, string> {
  const urls = new Map<string, string>();
  for (const address of [sourceUrl, homepage]) {
    const key = urlKey(address);
    if (address !== undefined && key !== null) urls.set(key, address);
  }
  return urls;
}
