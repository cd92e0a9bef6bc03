import { type Connection, connect } from "@actionline/kit/connection";
import type { PlaceRecord } from "@actionline/schema/reference-records";
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { PlanContext } from "./context";
import { Place } from "./place";
import { PlaceConnection, PlaceSearch } from "./place.search";

/** What the graph can be asked about places. */
@Resolver(() => Place)
export class PlaceResolver {
  @Query(() => PlaceConnection, { description: "Countries, regions and the world, in the order of their ids." })
  async places(@Args(() => PlaceSearch) search: PlaceSearch, @Ctx() { places, request }: PlanContext): Promise<Connection<Place>> {
    return connect(await places.search(search), request);
  }

  @FieldResolver(() => [Place], {
    description: "The places that contain it, the nearest first: a country's sub-region, its region, the world.",
  })
  within(@Root() { within }: PlaceRecord, @Ctx() { places }: PlanContext): Promise<Place[]> {
    return places.byIds(within);
  }

  @FieldResolver(() => [Place], { description: "The places directly within it; none for a country." })
  children(@Root() { id }: PlaceRecord, @Ctx() { places }: PlanContext): Promise<Place[]> {
    return places.childrenOf(id);
  }

  @FieldResolver(() => [Place], { description: "Every country and area within it, however deep; none for a country." })
  countries(@Root() { id }: PlaceRecord, @Ctx() { places }: PlanContext): Promise<Place[]> {
    return places.countriesIn(id);
  }
}

/** Answers the gateway when another subgraph refers to a place by id. */
export function resolvePlace({ id }: { readonly id: string }, { places }: PlanContext): Promise<Place | null> {
  return places.byId(id);
}
