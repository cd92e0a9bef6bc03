import { graphEnum } from "@actionline/kit/graph-enum";
import type { PlaceLevel as PlaceLevelName } from "@actionline/schema/reference-records";

export const PlaceLevel = graphEnum<PlaceLevelName>("PlaceLevel", "How large a place is, by the UN's M49 standard.", {
  GLOBAL: "The whole world.",
  REGION: "A region, such as Africa.",
  SUBREGION: "A part of a region, such as Eastern Africa.",
  COUNTRY: "A country or area.",
});
