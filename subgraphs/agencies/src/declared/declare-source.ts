import type { SourceFormat as SourceFormatName } from "@actionline/schema/hub-records";
import { Field, Float, ID, InputType, ObjectType } from "type-graphql";
import { Source } from "../source";
import { SourceFormat } from "../source.enums";

@InputType({ description: "What the hub is to harvest, and from where. What is left out stays as it was." })
export class DeclareSourceInput {
  @Field(() => String, { description: "A key of your own making: the same request sent twice is done once." })
  readonly idempotencyKey!: string;

  @Field(() => ID, { description: "The source's id, agency/name, such as meridian/projects; one that the hub doesn't know yet is new." })
  readonly source!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Where the hub fetches it from by itself: a public https address of a file, read as often as its declared frequency says, or of another hub's /contract, asked each minute for what is new. Null ends that: the hub then reads only what is handed to it.",
  })
  readonly address?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether it is another hub, which hands on what other agencies reported to it under their own ids. For the secretariat alone.",
  })
  readonly hub?: boolean | null;

  @Field(() => String, { nullable: true, description: "The source's name; a new one needs it." })
  readonly name?: string | null;

  @Field(() => SourceFormat, { nullable: true, description: "What its records are written in; CONTRACT for a new one that doesn't say." })
  readonly format?: SourceFormatName | null;

  @Field(() => String, {
    nullable: true,
    description: "The text of its mapping file, which says what its columns or fields are: a source in CSV or JSON needs one.",
  })
  readonly mapping?: string | null;

  @Field(() => Float, { nullable: true, description: "Days between two updates, 1 to 3660; null where the agency promises none." })
  readonly frequencyDays?: number | null;

  @Field(() => String, { nullable: true, description: "The licence of its data; that of the agency for a new one that doesn't say." })
  readonly licence?: string | null;

  @Field(() => String, { nullable: true, description: "What to keep in mind about its figures; null for nothing." })
  readonly caveat?: string | null;
}

@ObjectType({ description: "What declaring a source did." })
export class DeclareSourcePayload {
  @Field(() => Source, { description: "The source as it is declared now." })
  readonly source!: Source;
}
