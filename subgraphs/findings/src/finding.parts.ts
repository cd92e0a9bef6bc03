import { DateTimeScalar } from "@actionline/kit/scalars";
import type { FacilitatorRole as FacilitatorRoleName } from "@actionline/schema/reference-records";
import { Field, ObjectType } from "type-graphql";
import { FacilitatorRole, FindingOutcome, type FindingOutcomeName, ReplyStance, type ReplyStanceName } from "./finding.enums";
import { ActionLineReference } from "./references/action-line.reference";
import { AgencyReference } from "./references/agency.reference";
import { OrganizationReference } from "./references/organization.reference";

@ObjectType({ description: "One whom a finding is about, and who may reply to it." })
export class FindingParty {
  @Field(() => OrganizationReference, { nullable: true, description: "The organization." })
  readonly organization!: OrganizationReference | null;

  @Field(() => AgencyReference, { nullable: true, description: "The agency that it reports as; null where it reports nothing to the hub." })
  readonly agency!: AgencyReference | null;

  @Field(() => FacilitatorRole, { nullable: true, description: "Its role in the line's team; null where it has none." })
  readonly role!: FacilitatorRoleName | null;

  @Field(() => Boolean, { description: "Whether it has replied." })
  readonly replied!: boolean;
}

@ObjectType({ description: "A sentence that a person can check, with the records that it stands on." })
export class FindingEvidence {
  @Field(() => String, { description: "The sentence." })
  readonly text!: string;

  @Field(() => String, { nullable: true, description: "What kind of record the ids are of, such as SCOPE; null where there are none." })
  readonly kind!: string | null;

  @Field(() => [String], { description: "The records' ids." })
  readonly ids!: readonly string[];
}

@ObjectType({ description: "What one whom a finding is about has to say." })
export class FindingReply {
  @Field(() => OrganizationReference, { nullable: true, description: "For which organization; null for a team's moderator." })
  readonly organization!: OrganizationReference | null;

  @Field(() => ActionLineReference, { nullable: true, description: "For which line's team; null for an organization." })
  readonly team!: ActionLineReference | null;

  @Field(() => String, {
    nullable: true,
    description: "Who wrote it; told to those whom the finding is about and to the secretariat only.",
  })
  readonly by!: string | null;

  @Field(() => ReplyStance, { description: "What it makes of the finding." })
  readonly stance!: ReplyStanceName;

  @Field(() => String, { description: "The reply, as it was written." })
  readonly text!: string;

  @Field(() => DateTimeScalar, { description: "When it came in." })
  readonly at!: Date;
}

@ObjectType({ description: "A decision of people on a finding." })
export class FindingDecision {
  @Field(() => FindingOutcome, { description: "What was decided." })
  readonly outcome!: FindingOutcomeName;

  @Field(() => String, { description: "Why." })
  readonly reason!: string;

  @Field(() => String, { description: "Who decided it." })
  readonly by!: string;

  @Field(() => DateTimeScalar, { description: "When." })
  readonly at!: Date;
}

@ObjectType({ description: "How a finding came to its end." })
export class FindingResolution {
  @Field(() => String, { description: "Why it no longer stands." })
  readonly reason!: string;

  @Field(() => String, { description: "Who ended it: a person, or the survey that saw that it no longer holds." })
  readonly by!: string;

  @Field(() => DateTimeScalar, { description: "When." })
  readonly at!: Date;
}
