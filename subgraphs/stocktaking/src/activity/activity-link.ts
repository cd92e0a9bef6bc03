import { splitHubId } from "@actionline/schema/hub-id";
import { Field, ID, ObjectType } from "type-graphql";
import type { Activity } from "./activity";
import { ActivityLinkType, type ActivityLinkTypeName } from "./activity.enums";

@ObjectType({ description: "How an activity is related to another one, as its publisher says." })
export class ActivityLink {
  /** The agency of the activity that has the link: sources write ids of their own without it. */
  readonly agency!: string;

  @Field(() => ActivityLinkType, { description: "The relation, read from this activity to the other one." })
  readonly type!: ActivityLinkTypeName;

  @Field(() => ID, { description: "The other activity's id as the source writes it." })
  readonly activityId!: string;
}

/** The links of a record, in the publisher's order. */
export function linksOf({ id, version }: Activity): ActivityLink[] {
  const agency = splitHubId(id)?.agency ?? id;
  return (version.record.links ?? []).map(({ type, activity: activityId }) => ({ agency, type, activityId }));
}
