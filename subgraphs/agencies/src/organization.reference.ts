import { Directive, Field, ID, ObjectType } from "type-graphql";

/** The stakeholders subgraph's organization, by its key alone. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("Organization", { description: "An organization; its name, type and roles are answered by the stakeholders subgraph." })
export class OrganizationReference {
  @Field(() => ID, { description: "The organization's id." })
  readonly id!: string;
}
