import { DateTimeScalar } from "@actionline/kit/scalars";
import type { HarvestOutcome as HarvestOutcomeName } from "@actionline/schema/hub-records";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { HarvestOutcome, IssueSeverity } from "./source.enums";

@ObjectType({ description: "How many records a run read and what became of them." })
export class HarvestCounts {
  @Field(() => Int, { description: "Records read: accepted and refused add up to it." })
  readonly read!: number;

  @Field(() => Int, { description: "Records that passed the checks." })
  readonly accepted!: number;

  @Field(() => Int, { description: "Records refused, each with a reason; what the hub held of them before stays." })
  readonly refused!: number;

  @Field(() => Int, { description: "Records that the hub didn't hold before." })
  readonly added!: number;

  @Field(() => Int, { description: "Records with new content." })
  readonly changed!: number;

  @Field(() => Int, { description: "Records that say what the hub held already." })
  readonly unchanged!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      "Accepted records that came again in the same run, unchanged. Added, changed, unchanged and repeated are all accepted ones, " +
      "but for deletions and confirmations by name; null in reports from before it was counted.",
  })
  readonly repeated!: number | null;

  @Field(() => Int, { description: "Records deleted because the source no longer has them." })
  readonly deleted!: number;

  @Field(() => Int, { description: "Deletions that wait until someone has asked the agency." })
  readonly held!: number;
}

@ObjectType({ description: "How many records of one kind a run read." })
export class HarvestKindCounts {
  @Field(() => String, { description: "The kind of record, such as ACTIVITY; UNREADABLE for what could not be told." })
  readonly kind!: string;

  @Field(() => Int, { description: "Records read." })
  readonly read!: number;

  @Field(() => Int, { description: "Records that passed the checks." })
  readonly accepted!: number;

  @Field(() => Int, { description: "Records refused." })
  readonly refused!: number;
}

@ObjectType({ description: "One place where an issue was met." })
export class HarvestIssueExample {
  @Field(() => String, { description: "The record's id, where it has one." })
  readonly record!: string;

  @Field(() => String, { description: "Where it stands: a line of the file or a part of the record." })
  readonly place!: string;

  @Field(() => String, { description: "What stands there, shortened." })
  readonly value!: string;
}

@ObjectType({ description: "One thing that a run found, however often: what it is, three examples, and how to fix it." })
export class HarvestIssue {
  @Field(() => String, { description: "The rule that was met." })
  readonly rule!: string;

  @Field(() => IssueSeverity, { description: "Whether the record was refused for it." })
  readonly severity!: "ERROR" | "WARNING";

  @Field(() => String, { description: "The part of the record or of the file's element, list positions as *." })
  readonly pointer!: string;

  @Field(() => Int, { description: "How often it was met." })
  readonly count!: number;

  @Field(() => [HarvestIssueExample], { description: "The first three." })
  readonly examples!: readonly HarvestIssueExample[];

  @Field(() => String, { description: "What the agency can do about it." })
  readonly howToFix!: string;
}

@ObjectType({ description: "What stopped a run or held its deletions." })
export class HarvestFault {
  @Field(() => String, { description: "A code that programs can tell apart." })
  readonly code!: string;

  @Field(() => String, { description: "What happened and what to do, in a sentence." })
  readonly message!: string;
}

@ObjectType({ description: "The report of one run over one source." })
export class HarvestRun {
  @Field(() => ID, { description: "The run's id." })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: "When it began." })
  readonly startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it ended; null where it is under way or was cut short." })
  readonly finishedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "The host at which the hub read; null where it was handed in, sent, or read at the agency's own server.",
  })
  readonly host!: string | null;

  @Field(() => HarvestOutcome, { description: "How it ended." })
  readonly outcome!: HarvestOutcomeName;

  @Field(() => HarvestFault, { nullable: true, description: "What stopped it or held its deletions; null where nothing did." })
  readonly error!: HarvestFault | null;

  @Field(() => HarvestCounts, { description: "How many records it read, and what became of them; zeros until it has ended." })
  readonly counts!: HarvestCounts;

  @Field(() => [HarvestKindCounts], { description: "The same for each kind of record." })
  readonly byKind!: readonly HarvestKindCounts[];

  @Field(() => [HarvestIssue], { description: "What it found, errors first; at most 200." })
  readonly issues!: readonly HarvestIssue[];
}
