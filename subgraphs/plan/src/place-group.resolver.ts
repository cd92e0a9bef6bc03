import { AsOfArguments } from "@actionline/kit/list-arguments";
import type { PlaceGroupRecord } from "@actionline/schema/reference-records";
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { PlanContext } from "./context";
import { Place } from "./place";
import { PlaceGroup } from "./place-group";

/** What the graph can be asked about groups of countries. */
@Resolver(() => PlaceGroup)
export class PlaceGroupResolver {
  @Query(() => [PlaceGroup], { description: "Groups of countries that aren't regions, such as the least developed countries." })
  placeGroups(@Args(() => AsOfArguments) _at: AsOfArguments, @Ctx() { placeGroups }: PlanContext): Promise<PlaceGroup[]> {
    return placeGroups.all();
  }

  @FieldResolver(() => [Place], { description: "Its countries." })
  countries(@Root() { countries }: PlaceGroupRecord, @Ctx() { places }: PlanContext): Promise<Place[]> {
    return places.byIds(countries);
  }
}

/** Answers the gateway when another subgraph refers to a group of countries by id. */
export function resolvePlaceGroup({ id }: { readonly id: string }, { placeGroups }: PlanContext): Promise<PlaceGroup | null> {
  return placeGroups.byId(id);
}
