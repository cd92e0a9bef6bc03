import { graphEnum } from "@actionline/kit/graph-enum";
import { DateTimeScalar } from "@actionline/kit/scalars";
import { Field, Float, ID, ObjectType } from "type-graphql";
import { Successor } from "./successor";

export type TraceStageName = "ACCEPTED" | "KEPT" | "HELD" | "REFUSED" | "MERGED" | "SPLIT" | "WITHDRAWN" | "NEVER_SEEN";

export const TraceStage = graphEnum<TraceStageName>("TraceStage", "How far a record came on its way into the hub.", {
  ACCEPTED: "The hub holds it as its agency last published it.",
  KEPT: "The hub holds an earlier form; what the agency publishes now was refused.",
  HELD: "The agency no longer publishes it; its deletion waits until someone has asked the agency.",
  REFUSED: "It was read and refused, and the hub held nothing of it before.",
  MERGED: "The hub held it; its agency has merged it into another record, which successors names.",
  SPLIT: "The hub held it; its agency has split it into the records that successors names.",
  WITHDRAWN: "The hub held it; its agency has taken it back.",
  NEVER_SEEN: "No source of the hub ever published it.",
});

@ObjectType({ description: "One version of a record: what the hub held from one point of its log to another." })
export class TraceVersion {
  @Field(() => String, { description: "The kind of record, such as ACTIVITY." })
  readonly kind!: string;

  @Field(() => Float, { description: "The sequence of the log that it holds from." })
  readonly from!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: "The instant of that sequence." })
  readonly at!: Date | null;

  @Field(() => Float, { nullable: true, description: "The sequence that ended it; null while it holds." })
  readonly to!: number | null;
}

@ObjectType({ description: "Why a record, or a part of it, was refused, and how its agency can repair it." })
export class TraceRefusal {
  @Field(() => ID, { nullable: true, description: "What was refused: the record itself, or a part of it such as a budget." })
  readonly record!: string | null;

  @Field(() => String, { description: "The rule that it met." })
  readonly rule!: string;

  @Field(() => String, { description: "The part of the record that the rule is about." })
  readonly pointer!: string;

  @Field(() => String, { description: "Where it stands in what was read." })
  readonly place!: string;

  @Field(() => String, { description: "What the rule is about." })
  readonly meaning!: string;

  @Field(() => String, { description: "What the agency can do about it." })
  readonly howToFix!: string;

  @Field(() => DateTimeScalar, { description: "When it was refused first." })
  readonly firstSeenAt!: Date;

  @Field(() => DateTimeScalar, { description: "When it was refused last." })
  readonly lastSeenAt!: Date;
}

@ObjectType({ description: "What the hub noticed about a record that it took, such as a date it set aside or a text it shortened." })
export class TraceWarning {
  @Field(() => String, { description: "The rule that it met." })
  readonly rule!: string;

  @Field(() => String, { description: "The part of the record that the rule is about." })
  readonly pointer!: string;

  @Field(() => String, { description: "Where it stands in what was read." })
  readonly place!: string;

  @Field(() => String, { description: "What the rule is about, and what became of this part." })
  readonly meaning!: string;

  @Field(() => String, { description: "What the agency can do about it." })
  readonly howToFix!: string;
}

@ObjectType({ description: "Why a record is here, missing or old: how far it came, and what comes next." })
export class Trace {
  @Field(() => ID, { description: "The id that was asked for." })
  readonly id!: string;

  @Field(() => TraceStage, { description: "How far it came." })
  readonly stage!: TraceStageName;

  @Field(() => String, { description: "Why, in a sentence." })
  readonly reason!: string;

  @Field(() => [Successor], {
    description:
      "The records that it went into when its agency merged or split it, and those that these went into in their turn, nearest first; at most 100.",
  })
  readonly successors!: readonly Successor[];

  @Field(() => [TraceVersion], { description: "Its versions, newest first; at most 20 of each kind." })
  readonly versions!: readonly TraceVersion[];

  @Field(() => [TraceRefusal], { description: "Why it was refused, where it was; at most 20." })
  readonly refusals!: readonly TraceRefusal[];

  @Field(() => [TraceWarning], { description: "What the hub noticed about the form that it took last; at most 20." })
  readonly warnings!: readonly TraceWarning[];

  @Field(() => [TraceRefusal], { description: "Parts of it that were refused while it stands, such as a budget; at most 20." })
  readonly refusedParts!: readonly TraceRefusal[];

  /** The source's id; the graph shows the source itself. */
  readonly source!: string | null;
}
