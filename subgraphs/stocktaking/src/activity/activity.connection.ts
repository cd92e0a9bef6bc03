import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { ObjectType } from "type-graphql";
import { Activity } from "./activity";

@ObjectType({ description: "An activity in its list." })
export class ActivityEdge extends edgeOf(Activity) {}

@ObjectType({ description: "A page of activities." })
export class ActivityConnection extends connectionOf(Activity, ActivityEdge) {}
