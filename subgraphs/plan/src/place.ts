import { graphEnum } from "@actionline/kit/graph-enum";
import type { PlaceLevel as PlaceLevelName, PlaceRecord } from "@actionline/schema/reference-records";
import { PLACE_LEVEL_SHOWN } from "@actionline/schema/shared-enums";
import { Directive, Field, ID, ObjectType } from "type-graphql";

export const PlaceLevel = graphEnum<PlaceLevelName>(...PLACE_LEVEL_SHOWN);

@Directive('@key(fields: "id")')
@ObjectType({ description: "A country or area, a region of the UN's M49 standard, or the whole world." })
export class Place implements Omit<PlaceRecord, "within"> {
  @Field(() => ID, { description: "ISO 3166-1 alpha-2 for a country, M49 digits for a region, or GLOBAL." })
  readonly id!: string;

  @Field(() => PlaceLevel, { description: "How large it is." })
  readonly level!: PlaceLevelName;

  @Field(() => String, { description: "Its name in English." })
  readonly name!: string;
}
