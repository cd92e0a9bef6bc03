import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "code", resolvable: false)')
@ObjectType("ActionLine", { description: "One of the lines C1 to C11 of the Geneva Plan of Action, or one of the eight sub-lines of C7." })
export class ActionLineReference {
  @Field(() => ID, { description: "The line's code: C1 to C11, or such as C7-eHealth." })
  readonly code!: string;
}
