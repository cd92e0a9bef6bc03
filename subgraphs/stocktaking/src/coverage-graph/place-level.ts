import { graphEnum } from "@actionline/kit/graph-enum";
import type { PlaceLevel as PlaceLevelName } from "@actionline/schema/reference-records";
import { PLACE_LEVEL_SHOWN } from "@actionline/schema/shared-enums";

export const PlaceLevel = graphEnum<PlaceLevelName>(...PLACE_LEVEL_SHOWN);
