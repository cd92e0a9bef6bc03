import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("Activity", { description: "What a stakeholder reports as implementation of the plans of the summit." })
export class ActivityReference {
  @Field(() => ID, { description: "The agency's short name, a colon, and the agency's own id as it writes it." })
  readonly id!: string;
}
