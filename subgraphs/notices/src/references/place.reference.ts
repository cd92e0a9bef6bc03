import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("Place", { description: "A country or area, a region of the UN's M49 standard, or the whole world." })
export class PlaceReference {
  @Field(() => ID, { description: "ISO 3166-1 alpha-2 for a country, M49 digits for a region, or GLOBAL." })
  readonly id!: string;
}
