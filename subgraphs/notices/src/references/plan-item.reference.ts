import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("PlanItem", {
  description: "One paragraph, sub-paragraph or target of a plan: what records are assigned to. Its adopted text never changes.",
})
export class PlanItemReference {
  @Field(() => ID, { description: "The item's id, such as GPA-18a: the Geneva Plan of Action, paragraph 18, letter a." })
  readonly id!: string;
}
