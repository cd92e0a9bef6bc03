import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { NoticeEvent } from "../event/notice-event";

@ObjectType({ description: "A notice as it came to you: as the owner of a watch, or as one who acts for a party." })
export class Notification {
  @Field(() => NoticeEvent, { description: "The notice." })
  readonly event!: NoticeEvent;

  @Field(() => Boolean, { description: "Whether you marked it as read." })
  readonly read!: boolean;
}

@ObjectType({ description: "A notification in its list." })
export class NotificationEdge extends edgeOf(Notification) {}

@ObjectType({ description: "A page of notifications." })
export class NotificationConnection extends connectionOf(Notification, NotificationEdge) {}

@InputType({ description: "How far you have read." })
export class MarkNotificationsReadInput {
  @Field(() => Float, { description: "The position of the latest notice that you have read; it and all before it count as read." })
  upTo!: number;

  @Field(() => String, { description: "A key of your own making: the same request sent twice is done once." })
  idempotencyKey!: string;
}

@ObjectType({ description: "What marking notifications as read did." })
export class MarkNotificationsReadPayload {
  @Field(() => Float, { description: "The position that you have read up to. It never goes back." })
  readonly upTo!: number;

  @Field(() => Int, { description: "How many of your notifications are still unread." })
  readonly unread!: number;
}
