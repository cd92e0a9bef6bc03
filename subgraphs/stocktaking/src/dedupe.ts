import { graphEnum } from "@actionline/kit/graph-enum";
import { Field, Int, ObjectType } from "type-graphql";
import type { ClusterCounts, DedupeName } from "./columns/once-per-cluster";

export type { DedupeName } from "./columns/once-per-cluster";

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

  @Field(() => Int, { description: "Records confirmed to be the same activity counted once: by a person, or by one id of one origin." })
  readonly confirmed!: number;

  @Field(() => Int, { description: "Records that the hub proposes to be the same activity counted once too, until a person decides." })
  readonly proposed!: number;

  @Field(() => String, { nullable: true, description: "What to know before quoting one of the three; null where they are equal." })
  readonly note!: string | null;
}

/** What is counted where nobody says otherwise. */
export const COUNTED_ONCE: DedupeName = "CONFIRMED";

/** The one of the three that a question asks for. */
export function countedBy({ none, confirmed, proposed }: ClusterCounts, dedupe: DedupeName): number {
  return dedupe === "NONE" ? none : dedupe === "CONFIRMED" ? confirmed : proposed;
}

/** A count as the graph shows it, with what its three numbers differ by. */
export function showCount({ none, confirmed, proposed }: ClusterCounts): DedupedCount {
  const sure = none - confirmed;
  const open = confirmed - proposed;
  const notes = [
    ...(sure === 0 ? [] : [`${records(sure)} of an activity that is here already, as confirmed.`]),
    ...(open === 0 ? [] : [`${records(open)} possibly of an activity that is here already; a person has yet to decide: see overlaps.`]),
  ];
  return { none, confirmed, proposed, note: notes.length === 0 ? null : notes.join(" ") };
}

const records = (count: number): string => (count === 1 ? "1 record" : `${count} records`);
