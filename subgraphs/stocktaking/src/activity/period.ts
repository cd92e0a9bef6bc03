import { DateScalar } from "@actionline/kit/scalars";
import { Directive, Field, ObjectType } from "type-graphql";

@Directive("@shareable")
@ObjectType("Period", { description: "From when to when, as the publisher says." })
export class Period {
  @Field(() => DateScalar, { nullable: true, description: "First day; null where the publisher gives none." })
  readonly start!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      "Last day; null where the publisher gives none: planned, continuing or suspended work is then still open, and completed or cancelled work counts for its start's year only.",
  })
  readonly end!: string | null;
}
