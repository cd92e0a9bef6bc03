import { snapshotOf } from "@actionline/kit/as-of";
import type { SubscribedEvent } from "@actionline/kit/subscription/subscribed-event";
import { Arg, Ctx, Float, ID, Resolver, Root, Subscription } from "type-graphql";
import type { NoticesContext } from "../context";
import type { StoredEvent } from "../store";
import { showEvent } from "./event.show";
import { WatchedEvent } from "./watched-event";

interface Asked {
  readonly args: { readonly watch: string; readonly since?: number | null };
  readonly context: NoticesContext;
}

/** Tells of what watches find, as it is found. */
@Resolver(() => WatchedEvent)
export class CoverageChangedResolver {
  @Subscription(() => WatchedEvent, {
    description: "Tells what one of your watches finds, as it is found. It ends when the watch is removed.",
    subscribe: ({ args: { watch, since }, context }: Asked) => context.changes.follow(watch, since),
  })
  coverageChanged(
    @Root() { event }: SubscribedEvent<StoredEvent>,
    @Ctx() { request }: NoticesContext,
    @Arg("watch", () => ID, { description: "The watch, one of yours." }) _watch: string,
    @Arg("since", () => Float, {
      nullable: true,
      description: "Begins after this position, as an event told it; with what is found from now on where it is left out.",
    })
    _since: number | null,
  ): WatchedEvent {
    return { event: showEvent(event), asOf: snapshotOf(request) };
  }
}
