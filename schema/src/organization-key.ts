import type { ActivityRecord, OrganisationReference } from "./contract/records";

/** What an organization is told apart by: the hub's id, else another register's reference, else its name as published. */
export function organizationKey({ id, reference, name }: OrganisationReference): string {
  return id ?? reference ?? name;
}

/** The leading organization: the first one in the role LEAD, else the reporter. */
export function leadOf({ participants, reporter }: Pick<ActivityRecord, "participants" | "reporter">): OrganisationReference {
  return participants?.find(({ role }) => role === "LEAD")?.organisation ?? reporter;
}
