import { graphEnum } from "@actionline/kit/graph-enum";
import { DateTimeScalar } from "@actionline/kit/scalars";
import type { Successor as SuccessorRow } from "@actionline/log/successors";
import { Field, Float, ID, ObjectType } from "type-graphql";

export const Succession = graphEnum<SuccessorRow["how"]>("Succession", "How a record went on in others when its agency ended it.", {
  MERGED: "It was merged into another record, which goes on.",
  SPLIT: "It was split into several.",
});

@ObjectType({ description: "A record that another one went into when its agency merged or split it." })
export class Successor implements SuccessorRow {
  @Field(() => ID, { description: "Its id." })
  readonly id!: string;

  @Field(() => ID, { description: "The id of the record that went into it: the one that was asked for, or a successor of that." })
  readonly of!: string;

  @Field(() => Succession, { description: "Whether that record was merged or split." })
  readonly how!: SuccessorRow["how"];

  @Field(() => DateTimeScalar, { description: "When the hub learnt of it." })
  readonly at!: Date;

  @Field(() => Float, { description: "The sequence of the log that says so." })
  readonly sequence!: number;

  @Field(() => Boolean, { description: "Whether the hub holds it at this point; false where it was ended in its turn, or never came." })
  readonly holds!: boolean;
}
