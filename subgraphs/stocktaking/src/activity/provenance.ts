import { DateTimeScalar } from "@actionline/kit/scalars";
import { Field, Float, ObjectType } from "type-graphql";
import { AgencyReference } from "../references/agency.reference";
import { SourceReference } from "../references/source.reference";
import { SourceMode, type SourceModeName } from "./activity.enums";

@ObjectType({ description: "Who says what a record says, where, under which licence, and when each of four clocks saw it." })
export class Provenance {
  @Field(() => AgencyReference, { nullable: true, description: "The agency that reports it." })
  readonly agency!: AgencyReference | null;

  @Field(() => SourceReference, { nullable: true, description: "The source that it came by." })
  readonly source!: SourceReference | null;

  @Field(() => String, { nullable: true, description: "Where the publisher shows it, where it says so." })
  readonly sourceUrl!: string | null;

  @Field(() => String, { nullable: true, description: "The licence of its source; null where the source's register entry is missing." })
  readonly licence!: string | null;

  @Field(() => SourceMode, { nullable: true, description: "Whether the agency hosts the data or the hub mirrors it." })
  readonly mode!: SourceModeName | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "First clock: when the agency last changed it, by its own clock." })
  readonly updatedAt!: string | null;

  @Field(() => DateTimeScalar, { description: "Second clock: when the hub took in this version." })
  readonly recordedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "Third clock: when the hub last read its source without error, and found it as it is here.",
  })
  readonly harvestedAt!: Date | null;

  @Field(() => DateTimeScalar, { description: "Fourth clock: the instant that this answer is judged at." })
  readonly asOf!: Date;

  @Field(() => Float, { description: "The sequence of the hub's log at which this version came in." })
  readonly sequence!: number;
}
