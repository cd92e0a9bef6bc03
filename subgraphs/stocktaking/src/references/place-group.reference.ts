import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("PlaceGroup", { description: "A group of countries that isn't a region, such as the least developed countries." })
export class PlaceGroupReference {
  @Field(() => ID, { description: "The group's id, such as LDC." })
  readonly id!: string;
}
