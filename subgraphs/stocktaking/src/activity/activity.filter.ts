import { DateTimeScalar } from "@actionline/kit/scalars";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { Field, Float, ID, InputType, Int } from "type-graphql";
import { ActivityDimension, type ActivityDimensionName } from "../aggregate/activity-dimension";
import { EvidenceFilter } from "../coverage-graph/evidence.filter";
import { Dedupe, type DedupeName } from "../dedupe";
import {
  ActivityKind,
  type ActivityKindName,
  ActivityStatus,
  type ActivityStatusName,
  AssignmentBasis,
  type AssignmentBasisName,
  StakeholderType,
} from "./activity.enums";

@InputType({ description: "Years, the first and the last one included. Leave one out for no bound." })
export class YearRange {
  @Field(() => Int, { nullable: true, description: "The first year." })
  from?: number | null;

  @Field(() => Int, { nullable: true, description: "The last year." })
  to?: number | null;
}

@InputType({ description: "A point of the hub's log; what came in after it has changed since. Give exactly one of the two." })
export class ChangedSince {
  @Field(() => Float, { nullable: true, description: "A sequence of the log, as an earlier answer told it." })
  sequence?: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "An instant." })
  at?: Date | null;
}

/** Given back as JSON wherever a number opens to its rows, so every field here is plain JSON. */
@InputType({
  description:
    "Which activities are meant. An activity matches where every field given holds; in a list, any one of its values is enough. A field that is left out or null asks for nothing.",
})
export class ActivityFilter {
  @Field(() => [ID], { nullable: true, description: "Activities by their ids." })
  ids?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: "Words that all stand in the title or description, as whole words, each in the singular or the plural.",
  })
  text?: string | null;

  @Field(() => [ID], { nullable: true, description: "Plan items, with all items below them." })
  items?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Action lines, with all their items and sub-lines." })
  actionLines?: string[] | null;

  @Field(() => [Int], { nullable: true, description: "Goals of the 2030 Agenda that the publisher names, 1 to 17." })
  sdgs?: number[] | null;

  @Field(() => [ID], { nullable: true, description: "Countries named by the activity itself, ISO 3166-1 alpha-2." })
  countries?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "UN M49 regions and sub-regions, with all countries in them." })
  regions?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Countries, regions or GLOBAL, each with all that lies in it." })
  places?: string[] | null;

  @Field(() => [ActivityKind], { nullable: true, description: "Kinds of work." })
  kinds?: ActivityKindName[] | null;

  @Field(() => [ActivityStatus], { nullable: true, description: "How far they have come." })
  statuses?: ActivityStatusName[] | null;

  @Field(() => YearRange, { nullable: true, description: "Years that the work's period meets." })
  years?: YearRange | null;

  @Field(() => [ID], { nullable: true, description: "Reporters: an organization's id in the hub, or its name as published." })
  reporters?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Agencies that report." })
  agencies?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Sources that the hub harvests." })
  sources?: string[] | null;

  @Field(() => [StakeholderType], { nullable: true, description: "Types of those that lead or carry out the work." })
  stakeholderTypes?: StakeholderTypeName[] | null;

  @Field(() => Boolean, { nullable: true, description: "True for those with a budget in the hub, false for those without one." })
  hasBudget?: boolean | null;

  @Field(() => ChangedSince, { nullable: true, description: "Those that came in or changed after a point of the log." })
  changedSince?: ChangedSince | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether suggested assignments count for items and actionLines too; false where not given.",
  })
  includeSuggested?: boolean | null;

  @Field(() => [AssignmentBasis], { nullable: true, description: "Who says for what it works; any of its assignments." })
  basis?: AssignmentBasisName[] | null;

  @Field(() => [ActivityDimension], { nullable: true, description: "Those that have no value in at least one of these dimensions." })
  without?: ActivityDimensionName[] | null;

  @Field(() => EvidenceFilter, { nullable: true, description: "Those that are evidence for a cell of the coverage grid." })
  evidenceFor?: EvidenceFilter | null;

  @Field(() => Dedupe, {
    nullable: true,
    description:
      "How records of one and the same activity are listed: with CONFIRMED or PROPOSED one of them alone, the record that came first; each where left out. It leaves the other conditions as they are, and stands outside allOf and noneOf only.",
  })
  dedupe?: DedupeName | null;

  @Field(() => [ActivityFilter], { nullable: true, description: "Further filters, each of which holds as well." })
  allOf?: ActivityFilter[] | null;

  @Field(() => [ActivityFilter], { nullable: true, description: "Filters, none of which holds." })
  noneOf?: ActivityFilter[] | null;
}
