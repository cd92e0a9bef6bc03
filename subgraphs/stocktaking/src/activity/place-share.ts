import { Field, Float, ObjectType } from "type-graphql";
import { PlaceReference } from "../references/place.reference";

@ObjectType({ description: "A place of an activity, with its share." })
export class PlaceShare {
  @Field(() => PlaceReference, { nullable: true, description: "The country, region or GLOBAL." })
  readonly place!: PlaceReference | null;

  @Field(() => Float, { nullable: true, description: "The share in percent, where the publisher declares one." })
  readonly percentage!: number | null;
}
