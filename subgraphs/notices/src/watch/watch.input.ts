import type { PlaceLevel as PlaceLevelName } from "@actionline/schema/reference-records";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { WatchedKind, type WatchedKindName } from "../event/event-kind";
import { Watch } from "./watch";
import { PlaceLevel, StakeholderType } from "./watch.enums";

@InputType({ description: "A part of the coverage grid, in the words of the query coverage." })
export class WatchSliceInput {
  @Field(() => [ID], { nullable: true, description: "Plan items; all that are expected of anybody where left out." })
  items?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Action lines, with their sub-lines." })
  actionLines?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Places; all of the level where left out." })
  places?: string[] | null;

  @Field(() => PlaceLevel, { nullable: true, description: "The level of the places; REGION where neither it nor places are given." })
  placeLevel?: PlaceLevelName | null;

  @Field(() => [Int], { nullable: true, description: "Calendar years; the last closed one, whichever that is, where left out." })
  years?: number[] | null;

  @Field(() => [StakeholderType], {
    nullable: true,
    description: "Types of those that lead or carry out the work; any type where left out.",
  })
  stakeholderTypes?: StakeholderTypeName[] | null;
}

@InputType({ description: "A slice to be told of." })
export class SaveWatchInput {
  @Field(() => String, { description: "A name of your own for it, up to 100 characters." })
  name!: string;

  @Field(() => WatchSliceInput, { description: "What it is about: at most 50,000 cells." })
  slice!: WatchSliceInput;

  @Field(() => [WatchedKind], { nullable: true, description: "What to be told of; all of it where left out." })
  events?: WatchedKindName[] | null;

  @Field(() => String, { nullable: true, description: "An https address to post events to, each signed; the answer tells the key, once." })
  webhook?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether its public events, and its name, may be read as a feed by whoever knows the feed's address; false where left out.",
  })
  feed?: boolean | null;

  @Field(() => String, { description: "A key of your own making: the same request sent twice is done once." })
  idempotencyKey!: string;
}

@ObjectType({ description: "What saving a watch did." })
export class SaveWatchPayload {
  @Field(() => Watch, { description: "The watch." })
  readonly watch!: Watch;

  @Field(() => String, {
    nullable: true,
    description:
      "The key that its webhook's posts are signed with. Keep it: it is told this once, and null when the same request is sent again.",
  })
  readonly secret!: string | null;
}

@InputType({ description: "A watch that isn't wanted any more." })
export class RemoveWatchInput {
  @Field(() => ID, { description: "The watch." })
  watch!: string;

  @Field(() => String, { description: "A key of your own making: the same request sent twice is done once." })
  idempotencyKey!: string;
}

@ObjectType({ description: "What removing a watch did." })
export class RemoveWatchPayload {
  @Field(() => ID, { description: "The id that is no more: its feed ends, and what waits for its webhook isn't sent." })
  readonly watch!: string;
}
