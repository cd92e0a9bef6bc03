import type { Version } from "@actionline/log/log-entry";
import type { LocalisedText } from "@actionline/schema/contract/records";
import type { StoredActivity } from "@actionline/schema/hub-records";
import { STAKEHOLDER_TYPES, type StakeholderType } from "@actionline/schema/stakeholder-type";
import { actorsOf, organizationKey } from "../columns/activity-row";
import type { KeptOrganization } from "../columns/reference-tables";
import type { Activity } from "./activity";
import { organizationOf, participantsOf } from "./participant";

/** A version of an activity as the graph shows it. */
export function showActivity(version: Version<StoredActivity>, organizations: ReadonlyMap<string, KeptOrganization>): Activity {
  const { record } = version;
  return {
    version,
    id: record.id,
    title: record.title[0]?.text ?? record.id,
    titles: record.title,
    description: descriptionOf(record),
    kind: record.activityKind,
    status: record.status,
    period: { start: record.period.start ?? null, end: record.period.end ?? null },
    reporter: organizationOf(record.reporter),
    reporterName: record.reporter.name,
    participants: participantsOf(record),
    sdgs: (record.sdgs ?? []).map(({ goal, target }) => ({ goal, target: target ?? null })),
    places: (record.places ?? []).map(({ place }) => ({ id: place })),
    placeShares: (record.places ?? []).map(({ place, percentage }) => ({ place: { id: place }, percentage: percentage ?? null })),
    stakeholderTypes: typesOf(record, organizations),
    sectors: (record.sectors ?? []).map(({ vocabulary, code, percentage }) => ({ vocabulary, code, percentage: percentage ?? null })),
    targetGroups: record.targetGroups ?? [],
    homepage: record.homepage ?? null,
  };
}

/** The description in the title's language, else the first one: a reader who reads the title should read on. */
function descriptionOf({ title, description = [] }: StoredActivity): string | null {
  const sameLanguage = ({ language }: LocalisedText): boolean => language === title[0]?.language;
  return (description.find(sameLanguage) ?? description[0])?.text ?? null;
}

function typesOf(record: StoredActivity, organizations: ReadonlyMap<string, KeptOrganization>): StakeholderType[] {
  const types = new Set(actorsOf(record).map((actor) => actor.type ?? organizations.get(organizationKey(actor))?.type));
  return STAKEHOLDER_TYPES.filter((type) => types.has(type));
}
