import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { DateTimeScalar } from "@actionline/kit/scalars";
import type { PlaceLevel as PlaceLevelName } from "@actionline/schema/reference-records";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { WebhookStatus } from "../channel/webhook-status";
import { WatchedKind, type WatchedKindName } from "../event/event-kind";
import { ActionLineReference } from "../references/action-line.reference";
import { PlaceReference } from "../references/place.reference";
import { PlanItemReference } from "../references/plan-item.reference";
import { PlaceLevel, StakeholderType } from "./watch.enums";

@ObjectType("WatchSlice", {
  description: "A part of the coverage grid, in the words of the query coverage. Null on an axis asks for nothing there.",
})
export class WatchSliceShown {
  @Field(() => [PlanItemReference], { nullable: "itemsAndList", description: "Plan items; null for all that are expected of anybody." })
  readonly items!: readonly PlanItemReference[] | null;

  @Field(() => [ActionLineReference], { nullable: "itemsAndList", description: "Action lines, with their sub-lines." })
  readonly actionLines!: readonly ActionLineReference[] | null;

  @Field(() => [PlaceReference], { nullable: "itemsAndList", description: "Places; null for all of the level." })
  readonly places!: readonly PlaceReference[] | null;

  @Field(() => PlaceLevel, { nullable: true, description: "The level of the places." })
  readonly placeLevel!: PlaceLevelName | null;

  @Field(() => [Int], { nullable: true, description: "Calendar years; null for the last closed one, whichever that is." })
  readonly years!: readonly number[] | null;

  @Field(() => [StakeholderType], { nullable: true, description: "Types of those that lead or carry out the work; null for any type." })
  readonly stakeholderTypes!: readonly StakeholderTypeName[] | null;
}

@ObjectType({ description: "A saved slice of the coverage grid: its owner is told when something happens in it. Only its owner sees it." })
export class Watch {
  @Field(() => ID, { description: "The watch's id. It can't be guessed." })
  readonly id!: string;

  @Field(() => String, { description: "The name that its owner gave it." })
  readonly name!: string;

  @Field(() => WatchSliceShown, { description: "What it is about." })
  readonly slice!: WatchSliceShown;

  @Field(() => [WatchedKind], { description: "What it tells of." })
  readonly events!: readonly WatchedKindName[];

  @Field(() => DateTimeScalar, { description: "When it was saved: nothing before is news to it." })
  readonly savedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      "The path of its feed (JSON Feed; replace .json by .atom for Atom), which whoever knows it may read; null where it has none.",
  })
  readonly feed!: string | null;

  @Field(() => WebhookStatus, {
    nullable: true,
    description: "The webhook that its events are posted to, and how that goes; null where it has none.",
  })
  readonly webhook!: WebhookStatus | null;
}

@ObjectType({ description: "A watch in its list." })
export class WatchEdge extends edgeOf(Watch) {}

@ObjectType({ description: "A page of watches." })
export class WatchConnection extends connectionOf(Watch, WatchEdge) {}
