import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { Field, ObjectType } from "type-graphql";
import { DedupedCount } from "../dedupe";
import { Activity } from "./activity";

@ObjectType({ description: "An activity in its list." })
export class ActivityEdge extends edgeOf(Activity) {}

@ObjectType({ description: "A page of activities." })
export class ActivityConnection extends connectionOf(Activity, ActivityEdge) {
  @Field(() => DedupedCount, {
    description: "How many activities match, counted in all three ways; totalCount is the one of them that filter.dedupe lists.",
  })
  readonly counts!: DedupedCount | Promise<DedupedCount>;
}
