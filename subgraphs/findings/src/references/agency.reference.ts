import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("Agency", { description: "Who reports to the hub. What it reports stands under its own name and is never changed by the hub." })
export class AgencyReference {
  @Field(() => ID, { description: "The agency's short name, which every id of its records begins with." })
  readonly id!: string;
}
