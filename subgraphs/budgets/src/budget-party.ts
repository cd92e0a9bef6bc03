import type { OrganisationReference } from "@actionline/schema/contract/records";
import { Field, ObjectType } from "type-graphql";
import { OrganizationReference } from "./organization.reference";

@ObjectType({ description: "Who reports, gives or receives an amount, as the publisher names it." })
export class BudgetParty {
  @Field(() => String, { description: "Its name as published." })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: "Its identifier in another register, such as an IATI organization reference." })
  readonly reference!: string | null;

  @Field(() => OrganizationReference, {
    nullable: true,
    description:
      "The organization; null where the publisher doesn't name it by an id that the hub knows: it then is unresolved, which is no zero.",
  })
  readonly organization!: OrganizationReference | null;
}

/** What a record says of an organization, as the graph shows it; null where the record names none. */
export function partyOf(named: OrganisationReference | undefined): BudgetParty | null {
  return named === undefined ? null : reportingParty(named);
}

/** As `partyOf`, for the reporter that every record names. */
export function reportingParty({ name, reference, id }: OrganisationReference): BudgetParty {
  return { name, reference: reference ?? null, organization: id === undefined ? null : { id } };
}
