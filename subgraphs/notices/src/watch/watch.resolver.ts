import { PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { NoticesContext } from "../context";
import { Watch, WatchConnection } from "./watch";
import { RemoveWatchInput, RemoveWatchPayload, SaveWatchInput, SaveWatchPayload } from "./watch.input";

/** What can be asked and done about saved slices. */
@Resolver(() => Watch)
export class WatchResolver {
  @Query(() => WatchConnection, { description: "Your own watches, the first saved first. Nobody else sees them." })
  watches(@Args(() => PageArguments) page: PageArguments, @Ctx() { watches }: NoticesContext): Promise<WatchConnection> {
    return watches.page(page);
  }

  @Mutation(() => SaveWatchPayload, {
    description: "Saves a slice of the coverage grid: from now on you are told of what happens in it. For whoever is signed in, up to 50.",
  })
  saveWatch(
    @Arg("input", () => SaveWatchInput, { description: "The slice, and how you want to be told." }) input: SaveWatchInput,
    @Ctx() { watches }: NoticesContext,
  ): Promise<SaveWatchPayload> {
    return watches.save(input);
  }

  @Mutation(() => RemoveWatchPayload, { description: "Removes one of your watches. What it told stays among your notifications." })
  removeWatch(
    @Arg("input", () => RemoveWatchInput, { description: "Which one." }) input: RemoveWatchInput,
    @Ctx() { watches }: NoticesContext,
  ): Promise<RemoveWatchPayload> {
    return watches.remove(input);
  }
}
