import { graphEnum } from "@actionline/kit/graph-enum";
import type { PlaceLevel as PlaceLevelName } from "@actionline/schema/reference-records";

export const PlaceLevel = graphEnum<PlaceLevelName>("PlaceLevel", "How large a place is, by the UN's M49 standard.", {
  GLOBAL: "The whole world.",
  REGION: "A region, such as Africa.",
  SUBREGION: "A part of a region, such as Sub-Saharan Africa or Southern Asia.",
  INTERMEDIATE_REGION: "A part of a sub-region that M49 divides further, such as Eastern Africa.",
  COUNTRY: "A country or area.",
});
