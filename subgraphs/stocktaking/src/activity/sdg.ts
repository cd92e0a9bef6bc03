import { Directive, Field, Int, ObjectType } from "type-graphql";

@Directive("@shareable")
@ObjectType("Sdg", { description: "A Sustainable Development Goal, or one of its targets." })
export class Sdg {
  @Field(() => Int, { description: "The goal, 1 to 17." })
  readonly goal!: number;

  @Field(() => String, { nullable: true, description: "The target, such as 3.c; null where only the goal is meant." })
  readonly target!: string | null;
}
