import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { Directive, Field, ID, ObjectType } from "type-graphql";
import { OrganizationReference } from "../references/organization.reference";
import { PlaceReference } from "../references/place.reference";
import { ActivityKind, type ActivityKindName, ActivityStatus, type ActivityStatusName, StakeholderType } from "./activity.enums";
import type { ActivityVersion } from "./activity.repository";
import { LocalisedText } from "./localised-text";
import { Participant } from "./participant";
import { Period } from "./period";
import { PlaceShare } from "./place-share";
import { Sdg } from "./sdg";
import { Sector } from "./sector";

@Directive('@key(fields: "id")')
@ObjectType("Activity", { description: "What a stakeholder reports as implementation of the plans of the summit." })
export class Activity {
  /** The version that is shown; what costs a read of its own is resolved from it. */
  readonly version!: ActivityVersion;

  @Field(() => ID, { description: "The agency's short name, a colon, and the agency's own id as it writes it." })
  readonly id!: string;

  @Field(() => String, { description: "The title in its main language." })
  readonly title!: string;

  @Field(() => [LocalisedText], { description: "The title in each language published, the main one first." })
  readonly titles!: readonly LocalisedText[];

  @Field(() => String, { nullable: true, description: "The description in the title's language, or in the first one published." })
  readonly description!: string | null;

  @Field(() => ActivityKind, { description: "What kind of work it is." })
  readonly kind!: ActivityKindName;

  @Field(() => ActivityStatus, { description: "How far it has come." })
  readonly status!: ActivityStatusName;

  @Field(() => Period, { description: "When the work takes place." })
  readonly period!: Period;

  @Field(() => OrganizationReference, { nullable: true, description: "Who reports it, where named by an id that the hub knows." })
  readonly reporter!: OrganizationReference | null;

  @Field(() => String, { description: "Who reports it, by the name published." })
  readonly reporterName!: string;

  @Field(() => [Participant], { description: "Who funds, leads, carries out and answers for it." })
  readonly participants!: readonly Participant[];

  @Field(() => [Sdg], { description: "Sustainable Development Goals and targets that the publisher names." })
  readonly sdgs!: readonly Sdg[];

  @Field(() => [PlaceReference], { nullable: "items", description: "Countries and regions where it takes place, or GLOBAL." })
  readonly places!: readonly (PlaceReference | null)[];

  @Field(() => [PlaceShare], { description: "The same places with the shares that the publisher declares." })
  readonly placeShares!: readonly PlaceShare[];

  @Field(() => [StakeholderType], { description: "Types of those that lead or carry it out, never of those that only pay." })
  readonly stakeholderTypes!: readonly StakeholderTypeName[];

  @Field(() => [Sector], { description: "Sector codes that the publisher gives." })
  readonly sectors!: readonly Sector[];

  @Field(() => [String], { description: "Whom the work is for, in the publisher's words." })
  readonly targetGroups!: readonly string[];

  @Field(() => String, { nullable: true, description: "Its own home page, where the publisher gives one." })
  readonly homepage!: string | null;
}
