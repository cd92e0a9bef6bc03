import { PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, ID, Query, Resolver } from "type-graphql";
import type { NoticesContext } from "../context";
import { NoticeEvent, NoticeEventConnection } from "./notice-event";

/** What can be asked about events. */
@Resolver(() => NoticeEvent)
export class EventResolver {
  @Query(() => NoticeEventConnection, { description: "What one of your watches told, the latest first." })
  events(
    @Arg("watch", () => ID, { description: "The watch." }) watch: string,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { events }: NoticesContext,
  ): Promise<NoticeEventConnection> {
    return events.ofWatch(watch, page);
  }
}
