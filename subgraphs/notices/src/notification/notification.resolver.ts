import { PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { NoticesContext } from "../context";
import { MarkNotificationsReadInput, MarkNotificationsReadPayload, Notification, NotificationConnection } from "./notification";

/** What can be asked and done about notifications. */
@Resolver(() => Notification)
export class NotificationResolver {
  @Query(() => NotificationConnection, {
    description: "What you were told, the latest first: by your watches, and as one who acts for an agency, an organization or a team.",
  })
  notifications(
    @Arg("unread", () => Boolean, { nullable: true, description: "True for those alone that you haven't marked as read." })
    unread: boolean | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { notifications }: NoticesContext,
  ): Promise<NotificationConnection> {
    return notifications.page(page, unread === true);
  }

  @Mutation(() => MarkNotificationsReadPayload, { description: "Notes how far you have read your notifications." })
  markNotificationsRead(
    @Arg("input", () => MarkNotificationsReadInput, { description: "How far." }) input: MarkNotificationsReadInput,
    @Ctx() { notifications }: NoticesContext,
  ): Promise<MarkNotificationsReadPayload> {
    return notifications.markRead(input);
  }
}
