import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("Organization", {
  description: "Any stakeholder: a government, an intergovernmental body, a company, a movement. It holds no personal contact data.",
})
export class OrganizationReference {
  @Field(() => ID, { description: "The organization's id, such as ITU; a hub id for one that an agency introduced." })
  readonly id!: string;
}
