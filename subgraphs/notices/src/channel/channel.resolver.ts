import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { NoticesContext } from "../context";
import { NotificationChannel, SetNotificationChannelInput, SetNotificationChannelPayload } from "./channel";

/** Where those who act for agencies and organizations want their notices. */
@Resolver(() => NotificationChannel)
export class ChannelResolver {
  @Query(() => [NotificationChannel], { description: "The channels of the agencies and organizations that you act for." })
  notificationChannels(@Ctx() { channels }: NoticesContext): Promise<NotificationChannel[]> {
    return channels.own();
  }

  @Mutation(() => SetNotificationChannelPayload, {
    description:
      "Sets where an agency or an organization is told of findings about it, beside the hub itself. For its publisher or representative, and the secretariat.",
  })
  setNotificationChannel(
    @Arg("input", () => SetNotificationChannelInput, { description: "Whose channel, and where it leads." })
    input: SetNotificationChannelInput,
    @Ctx() { channels }: NoticesContext,
  ): Promise<SetNotificationChannelPayload> {
    return channels.set(input);
  }
}
