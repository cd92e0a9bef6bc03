import type { ThemeRecord } from "@actionline/schema/reference-records";
import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id")')
@ObjectType({ description: "A subject that cuts across the action lines, as the secretariat defines it." })
export class Theme implements Omit<ThemeRecord, "items"> {
  @Field(() => ID, { description: "The theme's id." })
  readonly id!: string;

  @Field(() => String, { description: "Its name." })
  readonly name!: string;
}
