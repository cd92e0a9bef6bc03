import { Snapshot } from "@actionline/kit/as-of";
import { Field, ObjectType } from "type-graphql";
import { NoticeEvent } from "./notice-event";

@ObjectType({ description: "What one of your watches found. Its answer is read at the point that it was found at." })
export class WatchedEvent {
  @Field(() => NoticeEvent, { description: "What was found: its position, given as since, lets a later subscription go on after it." })
  readonly event!: NoticeEvent;

  @Field(() => Snapshot, { description: "The point that it was found at." })
  readonly asOf!: Snapshot;
}
