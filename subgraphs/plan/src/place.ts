import { graphEnum } from "@actionline/kit/graph-enum";
import type { PlaceLevel as PlaceLevelName, PlaceRecord } from "@actionline/schema/reference-records";
import { Directive, Field, ID, ObjectType } from "type-graphql";

export const PlaceLevel = graphEnum<PlaceLevelName>("PlaceLevel", "How large a place is, by the UN's M49 standard.", {
  GLOBAL: "The whole world.",
  REGION: "A region, such as Africa.",
  SUBREGION: "A part of a region, such as Sub-Saharan Africa or Southern Asia.",
  INTERMEDIATE_REGION: "A part of a sub-region that M49 divides further, such as Eastern Africa.",
  COUNTRY: "A country or area.",
});

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
