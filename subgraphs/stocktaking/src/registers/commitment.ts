import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { DateScalar } from "@actionline/kit/scalars";
import { Field, Float, ID, InputType, ObjectType } from "type-graphql";
import { OrganizationReference } from "../references/organization.reference";
import { PlaceReference } from "../references/place.reference";
import { PlanItemReference } from "../references/plan-item.reference";
import { RegisterEdit } from "./register-input";

@ObjectType("Commitment", {
  description: "What an organization took upon itself: from its first day to its last it is among those who answer for the items.",
})
export class Commitment {
  @Field(() => ID, { description: "The commitment's id." })
  readonly id!: string;

  @Field(() => OrganizationReference, { nullable: true, description: "Who committed itself." })
  readonly organization!: OrganizationReference | null;

  @Field(() => [PlanItemReference], { nullable: "items", description: "The items meant, with those below them." })
  readonly items!: readonly (PlanItemReference | null)[];

  @Field(() => [PlaceReference], {
    nullable: "itemsAndList",
    description: "The places meant with all that lies in them; null for everywhere.",
  })
  readonly places!: readonly PlaceReference[] | null;

  @Field(() => DateScalar, { nullable: true, description: "The first day; null where none is known, which bounds nothing." })
  readonly from!: string | null;

  @Field(() => DateScalar, { nullable: true, description: "The last day; null where none is known." })
  readonly to!: string | null;

  @Field(() => String, { description: "The organization's own words, or where they stand." })
  readonly text!: string;

  @Field(() => String, { description: "Who recorded it." })
  readonly recordedBy!: string;

  @Field(() => DateScalar, { description: "When it was recorded." })
  readonly recordedOn!: string;

  @Field(() => Float, { description: "The commitment's version: the sequence of the log that it was entered with." })
  readonly version!: number;
}

@ObjectType({ description: "A commitment in its list." })
export class CommitmentEdge extends edgeOf(Commitment) {}

@ObjectType({ description: "A page of commitments." })
export class CommitmentConnection extends connectionOf(Commitment, CommitmentEdge) {}

@InputType({ description: "Which commitments are meant; each field given holds, any of its values is enough." })
export class CommitmentFilter {
  @Field(() => [ID], { nullable: true, description: "Organizations." })
  organizations?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Plan items that the commitment names." })
  items?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Places; commitments for everywhere are listed too." })
  places?: string[] | null;
}

@InputType({ description: "A commitment to record." })
export class RecordCommitmentInput extends RegisterEdit {
  @Field(() => ID, { description: "The organization that commits itself." })
  organization!: string;

  @Field(() => ID, { nullable: true, description: "A commitment recorded before, to change it; left out, a new one is recorded." })
  id?: string | null;

  @Field(() => [ID], { description: "The items meant: actions or targets of the plan." })
  items!: string[];

  @Field(() => [ID], { nullable: true, description: "The places meant; left out, everywhere." })
  places?: string[] | null;

  @Field(() => DateScalar, { nullable: true, description: "The first day." })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "The last day." })
  to?: string | null;

  @Field(() => String, { description: "The organization's own words, or where they stand, in up to 4000 characters." })
  text!: string;
}

@ObjectType({ description: "What recording did." })
export class RecordCommitmentPayload {
  @Field(() => Commitment, { description: "The commitment as it stands." })
  readonly commitment!: Commitment;
}
