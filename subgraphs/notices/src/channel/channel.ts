import { DateTimeScalar } from "@actionline/kit/scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { WebhookStatus } from "./webhook-status";

@ObjectType({ description: "Where an agency or an organization wants to be told of findings about it, beside the hub itself." })
export class NotificationChannel {
  @Field(() => ID, { nullable: true, description: "The agency's id; null for an organization's channel." })
  readonly agency!: string | null;

  @Field(() => ID, { nullable: true, description: "The organization's id; null for an agency's channel." })
  readonly organization!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The address that mails go to. Where an agency sets none, they go to its contact desk if that is a mail address.",
  })
  readonly mail!: string | null;

  @Field(() => WebhookStatus, { nullable: true, description: "The webhook that notices are posted to, and how that goes." })
  readonly webhook!: WebhookStatus | null;

  @Field(() => DateTimeScalar, { description: "When it was last set." })
  readonly setAt!: Date;
}

@InputType({ description: "Where to tell an agency or an organization of findings about it. What is left out is not used." })
export class SetNotificationChannelInput {
  @Field(() => ID, { nullable: true, description: "The agency. Give either agency or organization." })
  agency?: string | null;

  @Field(() => ID, { nullable: true, description: "The organization. Give either agency or organization." })
  organization?: string | null;

  @Field(() => String, { nullable: true, description: "An https address to post notices to, each signed; null for none." })
  webhook?: string | null;

  @Field(() => String, { nullable: true, description: "A mail address; null for none." })
  mail?: string | null;

  @Field(() => String, { description: "A key of your own making: the same request sent twice is done once." })
  idempotencyKey!: string;
}

@ObjectType({ description: "What setting a channel did." })
export class SetNotificationChannelPayload {
  @Field(() => NotificationChannel, { description: "The channel." })
  readonly channel!: NotificationChannel;

  @Field(() => String, {
    nullable: true,
    description: "The key that posts are signed with, where a new address was given. Keep it: it is told this once.",
  })
  readonly secret!: string | null;
}
