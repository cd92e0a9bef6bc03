import { Field, Float, InputType } from "type-graphql";

/** What every edit of a register takes. */
@InputType()
export abstract class RegisterEdit {
  @Field(() => String, { description: "A key of your own making: the same request sent twice is done once." })
  idempotencyKey!: string;

  @Field(() => Float, {
    nullable: true,
    description: "The version of the line that you read; the edit is refused where the line changed since.",
  })
  expectedVersion?: number | null;
}
