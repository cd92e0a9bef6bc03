import type { PlaceGroupRecord } from "@actionline/schema/reference-records";
import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id")')
@ObjectType({ description: "A group of countries that isn't a region, such as the least developed countries." })
export class PlaceGroup implements Omit<PlaceGroupRecord, "countries"> {
  @Field(() => ID, { description: "The group's id, such as LDC." })
  readonly id!: string;

  @Field(() => String, { description: "Its name." })
  readonly name!: string;

  @Field(() => String, { description: "Whose list it is, and as of when." })
  readonly source!: string;
}
