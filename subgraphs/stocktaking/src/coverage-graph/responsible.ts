import { DateTimeScalar } from "@actionline/kit/scalars";
import type { Freshness as FreshnessName } from "@actionline/schema/freshness";
import type { HarvestOutcome as HarvestOutcomeName } from "@actionline/schema/hub-records";
import type { FacilitatorRole as FacilitatorRoleName } from "@actionline/schema/reference-records";
import { Field, ID, ObjectType } from "type-graphql";
import { AgencyReference } from "../references/agency.reference";
import { OrganizationReference } from "../references/organization.reference";
import { SourceReference } from "../references/source.reference";
import { ReportingLevel, type ReportingLevelName } from "../registers/reporting-scope";
import { Freshness } from "../source-status";
import { FacilitatorRole, HarvestOutcome } from "./coverage.enums";

@ObjectType({ description: "Somebody who answers for a cell, and what they declared for it. Nobody's silence is a nil return." })
export class Responsible {
  @Field(() => OrganizationReference, { nullable: true, description: "The organization." })
  readonly organization!: OrganizationReference | null;

  @Field(() => AgencyReference, { nullable: true, description: "The agency as which it reports; null where it doesn't report to the hub." })
  readonly agency!: AgencyReference | null;

  @Field(() => FacilitatorRole, {
    nullable: true,
    description: "Its role for the line; null where it is here by its own claim or commitment.",
  })
  readonly role!: FacilitatorRoleName | null;

  @Field(() => Boolean, { description: "Whether it claims the item, or one above or below it, by naming it in a reporting scope." })
  readonly claims!: boolean;

  @Field(() => Boolean, { description: "Whether it committed itself to the item, or to one above or below it; see commitments." })
  readonly commits!: boolean;

  @Field(() => ReportingLevel, {
    nullable: true,
    description:
      "How complete it says that its reporting is; NONE where it says nothing, null where it says different things for parts of the cell.",
  })
  readonly scopeLevel!: ReportingLevelName | null;

  @Field(() => [ReportingLevel], { description: "Every level that it declared for a part of the cell." })
  readonly scopeLevels!: readonly ReportingLevelName[];

  @Field(() => [ID], { description: "Ids of the declarations; see reportingScopes." })
  readonly scopes!: readonly string[];

  @Field(() => Freshness, { description: "How old its sources are; the worst of them." })
  readonly freshness!: FreshnessName;

  @Field(() => HarvestOutcome, { nullable: true, description: "How the last harvest ended; null before the first." })
  readonly lastHarvest!: HarvestOutcomeName | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When its last good harvest ended; null before the first." })
  readonly lastGoodAt!: Date | null;

  @Field(() => [SourceReference], { nullable: "items", description: "Its sources." })
  readonly sources!: readonly SourceReference[];
}
