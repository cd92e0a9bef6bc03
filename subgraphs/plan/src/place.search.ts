import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { PageArguments } from "@actionline/kit/list-arguments";
import type { PlaceLevel as PlaceLevelName } from "@actionline/schema/reference-records";
import { ArgsType, Field, ID, ObjectType } from "type-graphql";
import { Place, PlaceLevel } from "./place";

@ArgsType()
export class PlaceSearch extends PageArguments {
  @Field(() => PlaceLevel, { nullable: true, description: "Places of this level only." })
  level?: PlaceLevelName | null;

  @Field(() => ID, { nullable: true, description: "Countries of this group only, such as LDC; the query placeGroups lists the groups." })
  group?: string | null;
}

@ObjectType({ description: "A place and where it stands in the list." })
export class PlaceEdge extends edgeOf(Place) {}

@ObjectType({ description: "Places, a page at a time, in the order of their ids." })
export class PlaceConnection extends connectionOf(Place, PlaceEdge) {}
