import { Directive, Field, ID, ObjectType } from "type-graphql";

/** The plan's action line, to which this subgraph adds its team. */
@Directive('@key(fields: "code")')
@ObjectType("ActionLine", {
  description: "One of the lines C1 to C11 of the Geneva Plan of Action, or one of the eight sub-lines of C7.",
})
export class ActionLineReference {
  @Field(() => ID, { description: "The line's code: C1 to C11, or such as C7-eHealth." })
  readonly code!: string;
}
