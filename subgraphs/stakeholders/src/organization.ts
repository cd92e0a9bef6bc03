import type { OrganizationRecord } from "@actionline/schema/reference-records";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { Directive, Field, ID, ObjectType } from "type-graphql";
import { StakeholderType } from "./stakeholder-type";

@ObjectType({ description: "An organization's identifier in a register." })
export class OrganizationIdentifier {
  @Field(() => String, { description: "The register, such as iati, ror or crs-channel." })
  readonly scheme!: string;

  @Field(() => String, { description: "The identifier there, as the register writes it." })
  readonly value!: string;
}

@Directive('@key(fields: "id")')
@ObjectType({
  description: "Any stakeholder: a government, an intergovernmental body, a company, a movement. It holds no personal contact data.",
})
export class Organization implements OrganizationRecord {
  @Field(() => ID, { description: "The organization's id, such as ITU; a hub id for one that an agency introduced." })
  readonly id!: string;

  @Field(() => String, { description: "Its name." })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: "Its acronym; null where it has none." })
  readonly acronym!: string | null;

  @Field(() => StakeholderType, { description: "Its stakeholder type." })
  readonly type!: StakeholderTypeName;

  @Field(() => String, { nullable: true, description: "What kind of body it is, such as UN specialized agency." })
  readonly kindOfBody!: string | null;

  @Field(() => String, { nullable: true, description: "What it does in the follow-up of the summit." })
  readonly role!: string | null;

  @Field(() => String, { nullable: true, description: "Its website." })
  readonly website!: string | null;

  @Field(() => [OrganizationIdentifier], {
    description: "Its identifiers in other registers, so that records from elsewhere can be joined.",
  })
  readonly identifiers!: readonly OrganizationIdentifier[];

  @Field(() => Boolean, {
    description: "Whether the texts behind this entry were read. False is a recollection or an agency's own word: check it first.",
  })
  readonly verified!: boolean;

  @Field(() => Boolean, { description: "True for an organization that was invented for the demonstration set: no such body exists." })
  readonly invented!: boolean;
}
