import type { ActivityRecord, OrganisationReference } from "@actionline/schema/contract/records";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { Field, ObjectType } from "type-graphql";
import { OrganizationReference } from "../references/organization.reference";
import { ParticipantRole, type ParticipantRoleName, StakeholderType } from "./activity.enums";

@ObjectType({ description: "An organization and what it does in an activity, as the publisher names it." })
export class Participant {
  @Field(() => ParticipantRole, { description: "What it does." })
  readonly role!: ParticipantRoleName;

  @Field(() => OrganizationReference, {
    nullable: true,
    description: "The organization, where the publisher names it by its id in the hub.",
  })
  readonly organization!: OrganizationReference | null;

  @Field(() => String, { description: "Its name as published." })
  readonly name!: string;

  @Field(() => StakeholderType, { nullable: true, description: "Its stakeholder type; null where the publisher gives none." })
  readonly type!: StakeholderTypeName | null;

  @Field(() => String, { nullable: true, description: "Its identifier in another register, such as an IATI reference." })
  readonly reference!: string | null;
}

/** The organization that a record names by the hub's id, or null where it names one only by its name or elsewhere. */
export function organizationOf({ id }: OrganisationReference): OrganizationReference | null {
  return id === undefined ? null : { id };
}

/** The participants of a record, in the publisher's order. */
export function participantsOf(record: ActivityRecord): Participant[] {
  return (record.participants ?? []).map(({ role, organisation }) => ({
    role,
    organization: organizationOf(organisation),
    name: organisation.name,
    type: organisation.type ?? null,
    reference: organisation.reference ?? null,
  }));
}
