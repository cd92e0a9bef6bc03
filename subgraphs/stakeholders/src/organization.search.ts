import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { PageArguments } from "@actionline/kit/list-arguments";
import { DateScalar } from "@actionline/kit/scalars";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { ArgsType, Field, ID, InputType, ObjectType } from "type-graphql";
import { Organization } from "./organization";
import { StakeholderType } from "./stakeholder-type";

@InputType({ description: "Which organizations to give: those that meet everything given. An empty list matches nothing." })
export class OrganizationFilter {
  @Field(() => [StakeholderType], { nullable: true, description: "Organizations of these stakeholder types." })
  types?: readonly StakeholderTypeName[] | null;

  @Field(() => String, {
    nullable: true,
    description: "Organizations whose name, acronym or id has each of these words, in capitals or not.",
  })
  text?: string | null;

  @Field(() => [ID], { nullable: true, description: "These organizations." })
  ids?: readonly string[] | null;
}

@ArgsType()
export class OrganizationSearch extends PageArguments {
  @Field(() => OrganizationFilter, { nullable: true, description: "Which organizations; left out, all of them." })
  filter?: OrganizationFilter | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      "As it was true that day. What the hub holds of an organization is not dated yet, so every day has the same answer; asOf tells what was known when.",
  })
  on?: string | null;
}

@ObjectType({ description: "An organization and its place in the list." })
export class OrganizationEdge extends edgeOf(Organization) {}

@ObjectType({ description: "Organizations, a page at a time, in the order of their ids." })
export class OrganizationConnection extends connectionOf(Organization, OrganizationEdge) {}
