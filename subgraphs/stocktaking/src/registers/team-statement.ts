import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { DateScalar } from "@actionline/kit/scalars";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import { StakeholderType } from "../activity/activity.enums";
import { ActionLineReference } from "../references/action-line.reference";
import { PlaceReference } from "../references/place.reference";
import { PlanItemReference } from "../references/plan-item.reference";
import { RegisterEdit } from "./register-input";

@ObjectType("TeamStatement", {
  description:
    "A nil statement signed by a team: that, as far as the team could find out, stakeholders of these types did nothing here. Nobody else can report for all companies or all of civil society.",
})
export class TeamStatement {
  @Field(() => ID, { description: "The statement's id." })
  readonly id!: string;

  @Field(() => ActionLineReference, { nullable: true, description: "The line whose team signed." })
  readonly actionLine!: ActionLineReference | null;

  @Field(() => [PlanItemReference], { nullable: "items", description: "The items meant, with those below them." })
  readonly items!: readonly (PlanItemReference | null)[];

  @Field(() => [PlaceReference], {
    nullable: "itemsAndList",
    description: "The places meant with all that lies in them; null for everywhere.",
  })
  readonly places!: readonly PlaceReference[] | null;

  @Field(() => [Int], { description: "The calendar years meant." })
  readonly years!: readonly number[];

  @Field(() => [StakeholderType], { description: "The stakeholder types meant." })
  readonly stakeholderTypes!: readonly StakeholderTypeName[];

  @Field(() => String, { description: "How the team knows." })
  readonly text!: string;

  @Field(() => String, { description: "Who signed for the team." })
  readonly signedBy!: string;

  @Field(() => DateScalar, { description: "When it was signed." })
  readonly signedOn!: string;

  @Field(() => Float, { description: "The statement's version: the sequence of the log that it was entered with." })
  readonly version!: number;
}

@ObjectType({ description: "A statement in its list." })
export class TeamStatementEdge extends edgeOf(TeamStatement) {}

@ObjectType({ description: "A page of teams' statements." })
export class TeamStatementConnection extends connectionOf(TeamStatement, TeamStatementEdge) {}

@InputType({ description: "Which statements are meant; each field given holds, any of its values is enough." })
export class TeamStatementFilter {
  @Field(() => [ID], { nullable: true, description: "Action lines." })
  actionLines?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Plan items that the statement names." })
  items?: string[] | null;

  @Field(() => [Int], { nullable: true, description: "Years." })
  years?: number[] | null;
}

@InputType({ description: "A nil statement to sign for a team." })
export class SignStatementInput extends RegisterEdit {
  @Field(() => ID, { description: "The line whose team signs." })
  actionLine!: string;

  @Field(() => ID, { nullable: true, description: "A statement signed before, to change it; left out, a new one is signed." })
  id?: string | null;

  @Field(() => [ID], { description: "The items meant: actions or targets of the line." })
  items!: string[];

  @Field(() => [ID], { nullable: true, description: "The places meant; left out, everywhere." })
  places?: string[] | null;

  @Field(() => [Int], { description: "The calendar years meant." })
  years!: number[];

  @Field(() => [StakeholderType], { description: "PRIVATE_SECTOR, CIVIL_SOCIETY or both: the others report for themselves." })
  stakeholderTypes!: StakeholderTypeName[];

  @Field(() => String, { description: "How the team knows, in up to 4000 characters: whom it asked, where it looked." })
  text!: string;
}

@ObjectType({ description: "What signing did." })
export class SignStatementPayload {
  @Field(() => TeamStatement, { description: "The statement as it stands." })
  readonly statement!: TeamStatement;
}
