import { graphEnum } from "@actionline/kit/graph-enum";
import { Field, Int, ObjectType } from "type-graphql";

export type DedupeName = "NONE" | "CONFIRMED" | "PROPOSED";

export const Dedupe = graphEnum<DedupeName>(
  "Dedupe",
  "Which records of one and the same activity are counted once. Every count tells all three.",
  {
    NONE: "Every record counts.",
    CONFIRMED: "Records that were confirmed to be the same activity count once.",
    PROPOSED: "Records that the hub proposes to be the same activity count once too.",
  },
);

@ObjectType({ description: "How many activities, with and without records of the same activity taken together." })
export class DedupedCount {
  @Field(() => Int, { description: "Every record counted." })
  readonly none!: number;

  @Field(() => Int, { description: "Confirmed duplicates counted once. Equal to none while nobody has confirmed any." })
  readonly confirmed!: number;

  @Field(() => Int, { nullable: true, description: "Proposed duplicates counted once too; null where none have been looked for." })
  readonly proposed!: number | null;

  @Field(() => String, { nullable: true, description: "What to know before quoting one of the three." })
  readonly note!: string | null;
}

const NOT_LOOKED_FOR =
  "The hub hasn't looked for duplicates yet and nobody has confirmed any: the same activity reported twice counts twice.";

/** A count of records, while no search for duplicates exists: what isn't known is null, not a guess. */
export function countOf(records: number): DedupedCount {
  return { none: records, confirmed: records, proposed: null, note: NOT_LOOKED_FOR };
}
