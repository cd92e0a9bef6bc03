import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("Theme", { description: "A subject that cuts across the action lines, as the secretariat defines it." })
export class ThemeReference {
  @Field(() => ID, { description: "The theme's id." })
  readonly id!: string;
}
