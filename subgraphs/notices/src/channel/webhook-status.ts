import { DateTimeScalar } from "@actionline/kit/scalars";
import { Field, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "A webhook, and how posting to it goes. The key that posts are signed with is never shown again." })
export class WebhookStatus {
  @Field(() => String, { description: "The address that is posted to." })
  readonly url!: string;

  @Field(() => Int, { description: "Failures in a row; 0 while it works." })
  readonly failures!: number;

  @Field(() => Int, { description: "Notices that wait to be posted." })
  readonly pending!: number;

  @Field(() => Int, { description: "Notices of the last month that were given up after a day of attempts." })
  readonly givenUp!: number;

  @Field(() => String, { nullable: true, description: "Why the last attempt failed; null while nothing waits." })
  readonly lastError!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When the next attempt is due; null while nothing waits." })
  readonly nextAttemptAt!: Date | null;
}
