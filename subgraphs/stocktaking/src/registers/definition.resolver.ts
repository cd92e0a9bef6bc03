import { Ctx, Query, Resolver } from "type-graphql";
import type { StocktakingContext } from "../context";
import { Definition } from "./definition";

/** What the hub's statements mean. */
@Resolver(() => Definition)
export class DefinitionResolver {
  @Query(() => [Definition], { description: "The definitions that hold at this point of the log." })
  definitions(@Ctx() { definitions }: StocktakingContext): Promise<Definition[]> {
    return definitions.all();
  }
}
