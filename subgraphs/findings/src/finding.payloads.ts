import type { FindingKind as FindingKindName } from "@actionline/schema/coordination-records";
import { Field, Int, ObjectType } from "type-graphql";
import { Finding } from "./finding";
import { FindingKind } from "./finding.enums";

@ObjectType({ description: "How many findings of one kind." })
export class FindingCount {
  @Field(() => FindingKind, { description: "The kind." })
  readonly kind!: FindingKindName;

  @Field(() => Int, { description: "How many." })
  readonly count!: number;
}

@ObjectType({ description: "What a survey did. Done again on the same records it does nothing." })
export class SurveyFindingsPayload {
  @Field(() => Int, { description: "New drafts." })
  readonly drafted!: number;

  @Field(() => Int, { description: "Drafts that say something else now." })
  readonly updated!: number;

  @Field(() => Int, { description: "Drafts that no longer hold and are gone." })
  readonly dropped!: number;

  @Field(() => Int, { description: "Findings that parties were told of and that no longer hold: resolved, with the reason." })
  readonly resolved!: number;

  @Field(() => [FindingCount], { description: "Everything that holds, by kind." })
  readonly holding!: readonly FindingCount[];

  @Field(() => [FindingCount], { description: "What was left for a later survey, because so many of the kind stand already." })
  readonly leftOut!: readonly FindingCount[];
}

@ObjectType({ description: "What drafting a finding by hand did." })
export class DraftFindingPayload {
  @Field(() => Finding, { description: "The draft." })
  readonly finding!: Finding;
}

@ObjectType({ description: "What a notice did." })
export class NotifyFindingsPayload {
  @Field(() => [Finding], { description: "The findings, in the order in which they were named." })
  readonly findings!: readonly Finding[];
}

@ObjectType({ description: "What a reply did." })
export class ReplyToFindingPayload {
  @Field(() => Finding, { description: "The finding with the reply beside it." })
  readonly finding!: Finding;
}

@ObjectType({ description: "What a decision did." })
export class DecideFindingPayload {
  @Field(() => Finding, { description: "The finding as it stands after the decision." })
  readonly finding!: Finding;
}

@ObjectType({ description: "What ending a finding did." })
export class ResolveFindingPayload {
  @Field(() => Finding, { description: "The finding as it stands now." })
  readonly finding!: Finding;
}
