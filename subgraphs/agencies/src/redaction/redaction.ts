import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { graphEnum } from "@actionline/kit/graph-enum";
import { DateTimeScalar } from "@actionline/kit/scalars";
import { Field, Float, ID, InputType, ObjectType } from "type-graphql";

/** Kinds of records that a value may be erased from by order. */
export type RedactableKind = "ACTIVITY" | "BUDGET" | "OUTPUT" | "SCOPE" | "ORGANIZATION" | "ENTITY";

export const RedactedKind = graphEnum<RedactableKind>("RedactedKind", "What kind of record was redacted.", {
  ACTIVITY: "An activity.",
  BUDGET: "An amount.",
  OUTPUT: "A team's output.",
  SCOPE: "A reporting scope.",
  ORGANIZATION: "An organization.",
  ENTITY: "Values of an agency's own fields.",
});

@ObjectType("Redaction", {
  description: "A tombstone: that a value, or a whole record, was erased from every version by order, and why. What it was is gone.",
})
export class Redaction {
  @Field(() => ID, { description: "The redaction's id." })
  readonly id!: string;

  @Field(() => RedactedKind, { description: "What kind of record it was." })
  readonly kind!: RedactableKind;

  @Field(() => ID, { description: "The record's id." })
  readonly record!: string;

  @Field(() => String, {
    nullable: true,
    description: "Where in the record the value stood, as a JSON pointer; null for the whole record.",
  })
  readonly pointer!: string | null;

  @Field(() => String, { description: "Why, in a sentence." })
  readonly reason!: string;

  @Field(() => String, { description: "By whose order." })
  readonly orderedBy!: string;

  @Field(() => DateTimeScalar, { description: "When it was erased." })
  readonly at!: Date;

  @Field(() => Float, { description: "The entry of the log that says so." })
  readonly sequence!: number;
}

@ObjectType({ description: "A redaction in its list." })
export class RedactionEdge extends edgeOf(Redaction) {}

@ObjectType({ description: "A page of redactions." })
export class RedactionConnection extends connectionOf(Redaction, RedactionEdge) {}

@InputType({ description: "What to erase from every version that the hub keeps. It can't be undone." })
export class RedactInput {
  @Field(() => String, { description: "A key of your own making: the same request sent twice is done once." })
  idempotencyKey!: string;

  @Field(() => RedactedKind, { description: "What kind of record it is." })
  kind!: RedactableKind;

  @Field(() => ID, { description: "The record's id." })
  record!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Where the value stands in the record as it is now, as a JSON pointer such as /description/0/text; left out, the whole record.",
  })
  pointer?: string | null;

  @Field(() => String, { description: "Why, in up to 500 characters that hold nothing of what is to go: the sentence stays in public." })
  reason!: string;
}

@ObjectType({ description: "What redacting did." })
export class RedactPayload {
  @Field(() => Redaction, { description: "The tombstone." })
  readonly redaction!: Redaction;
}
