import { Field, Float, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "A rate as an interval: unknown cells may turn out either way. Quote both ends." })
export class RateInterval {
  @Field(() => Float, { description: "The least that the known cells allow, from 0 to 1." })
  readonly low!: number;

  @Field(() => Float, { description: "The most that the unknown cells leave open, from 0 to 1." })
  readonly high!: number;
}

@ObjectType({
  description:
    "What can be said about a slice of the grid as a whole, over its applicable base cells, however it is shown. Read the note before quoting a rate.",
})
export class CoverageBounds {
  @Field(() => RateInterval, { nullable: true, description: "The share that is covered: C/N to (C+U)/N; null where N is 0." })
  readonly covered!: RateInterval | null;

  @Field(() => RateInterval, { nullable: true, description: "The share that is omitted: O/N to (O+U)/N; null where N is 0." })
  readonly omitted!: RateInterval | null;

  @Field(() => Float, {
    nullable: true,
    description: "How complete reporting is: 1 - U/N. Under 0.9, never quote a single figure; null where N is 0.",
  })
  readonly completeness!: number | null;

  @Field(() => Int, { description: "Applicable cells: C + P + O + U." })
  readonly N!: number;

  @Field(() => Int, { description: "Covered cells." })
  readonly C!: number;

  @Field(() => Int, { description: "Partially covered cells." })
  readonly P!: number;

  @Field(() => Int, { description: "Omitted cells." })
  readonly O!: number;

  @Field(() => Int, { description: "Cells of which nothing can be said." })
  readonly U!: number;

  @Field(() => Int, {
    description: "Cells left out of the rates because nobody has decided whether anything is expected there, as in most countries.",
  })
  readonly undetermined!: number;

  @Field(() => Int, {
    description: "Cells left out of the rates because nothing is expected there: by the plan's own date or text, or by a decision.",
  })
  readonly notApplicable!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "What to know before quoting the rates, in sentences: that they rest on few cells, or that an axis has nothing to show. Null where there is nothing to add.",
  })
  readonly note!: string | null;
}
