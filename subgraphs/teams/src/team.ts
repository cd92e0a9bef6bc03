import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id")')
@ObjectType({
  description: "The team of one action line. There are eighteen: one per line, eight for the sub-lines of C7 and none for C7 itself.",
})
export class Team {
  @Field(() => ID, { description: "The team's id: the code of its line." })
  readonly id!: string;

  @Field(() => String, { description: "Its name, made from its line's." })
  readonly name!: string;
}
