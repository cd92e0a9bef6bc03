import { DateScalar, DateTimeScalar } from "@actionline/kit/scalars";
import { Field, ObjectType } from "type-graphql";
import { OverlapDecision, type OverlapDecisionName, OverlapRelation, type OverlapRelationName } from "./overlap.enums";

@ObjectType("OverlapUndoing", { description: "That a decision on two activities was taken back." })
export class OverlapUndoing {
  @Field(() => String, { description: "Why." })
  readonly reason!: string;

  @Field(() => String, { description: "Who took it back." })
  readonly by!: string;

  @Field(() => DateScalar, { description: "On which day." })
  readonly on!: string;
}

@ObjectType("OverlapDecision", { description: "What a person decided on two activities." })
export class OverlapDecisionNote {
  @Field(() => OverlapDecision, { description: "The decision." })
  readonly decision!: OverlapDecisionName;

  @Field(() => OverlapRelation, { nullable: true, description: "How they are related, where they are." })
  readonly relation!: OverlapRelationName | null;

  @Field(() => String, { description: "Why." })
  readonly reason!: string;

  @Field(() => String, { description: "Who decided." })
  readonly decidedBy!: string;

  @Field(() => DateTimeScalar, { description: "When." })
  readonly decidedAt!: Date;
}
