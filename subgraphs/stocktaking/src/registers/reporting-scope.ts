import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { graphEnum } from "@actionline/kit/graph-enum";
import { DateScalar } from "@actionline/kit/scalars";
import type { ScopeRecord } from "@actionline/schema/contract/records";
import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import { ActionLineReference } from "../references/action-line.reference";
import { AgencyReference } from "../references/agency.reference";
import { PlaceReference } from "../references/place.reference";
import { PlanItemReference } from "../references/plan-item.reference";
import { SourceReference } from "../references/source.reference";
import { RegisterEdit } from "./register-input";

export type ReportingLevelName = ScopeRecord["level"];

export const ReportingLevel = graphEnum<ReportingLevelName>("ReportingLevel", "How complete an agency says that its reporting is.", {
  COMPLETE: "Everything that it does here is reported.",
  PARTIAL: "A part of it is reported.",
  SAMPLE: "Examples are reported.",
  NIL: "A nil return: it did nothing here.",
  NONE: "It reports nothing here.",
});

@ObjectType("ReportingScope", { description: "What an agency says about how complete its reporting is. Silence is no nil return." })
export class ReportingScope {
  @Field(() => ID, { description: "The declaration's id." })
  readonly id!: string;

  @Field(() => AgencyReference, { nullable: true, description: "The agency that declares it." })
  readonly agency!: AgencyReference | null;

  @Field(() => SourceReference, {
    nullable: true,
    description: "The source that the declaration came by; null where it was made in the hub itself.",
  })
  readonly source!: SourceReference | null;

  @Field(() => ReportingLevel, { description: "How complete." })
  readonly level!: ReportingLevelName;

  @Field(() => [PlanItemReference], { nullable: "itemsAndList", description: "The items meant; null where it names none." })
  readonly items!: readonly PlanItemReference[] | null;

  @Field(() => [ActionLineReference], {
    nullable: "itemsAndList",
    description: "The lines meant with all their items; null where it names none. With no item either, everything is meant.",
  })
  readonly actionLines!: readonly ActionLineReference[] | null;

  @Field(() => [PlaceReference], {
    nullable: "itemsAndList",
    description: "The places meant with all that lies in them; null for everywhere.",
  })
  readonly places!: readonly PlaceReference[] | null;

  @Field(() => [Int], { description: "The calendar years meant." })
  readonly years!: readonly number[];

  @Field(() => String, { nullable: true, description: "The agency's own words." })
  readonly statement!: string | null;

  @Field(() => DateScalar, { nullable: true, description: "When it was declared." })
  readonly declaredOn!: string | null;

  @Field(() => Float, { description: "The declaration's version: the sequence of the log that it was entered with." })
  readonly version!: number;
}

@ObjectType({ description: "A declaration in its list." })
export class ReportingScopeEdge extends edgeOf(ReportingScope) {}

@ObjectType({ description: "A page of reporting scopes." })
export class ReportingScopeConnection extends connectionOf(ReportingScope, ReportingScopeEdge) {}

@InputType({ description: "Which reporting scopes are meant; each field given holds, any of its values is enough." })
export class ReportingScopeFilter {
  @Field(() => [ID], { nullable: true, description: "Agencies." })
  agencies?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Plan items that the declaration names." })
  items?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Action lines that the declaration names." })
  actionLines?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Places; declarations for everywhere are listed too." })
  places?: string[] | null;

  @Field(() => [Int], { nullable: true, description: "Years." })
  years?: number[] | null;

  @Field(() => [ReportingLevel], { nullable: true, description: "How complete." })
  levels?: ReportingLevelName[] | null;
}

@InputType({
  description:
    "How complete an agency says its reporting is. Naming an item or a line claims it: the agency then answers for it. A nil return is a declaration of level NIL.",
})
export class DeclareScopeInput extends RegisterEdit {
  @Field(() => ID, { description: "The agency that declares." })
  agency!: string;

  @Field(() => ID, { nullable: true, description: "A declaration made here before, to change it; left out, a new one is made." })
  id?: string | null;

  @Field(() => ReportingLevel, { description: "How complete." })
  level!: ReportingLevelName;

  @Field(() => [ID], { nullable: true, description: "The items meant; with no line either, everything is meant." })
  items?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "The lines meant, with all their items." })
  actionLines?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "The places meant with all that lies in them; left out, everywhere." })
  places?: string[] | null;

  @Field(() => [Int], { description: "The calendar years meant." })
  years!: number[];

  @Field(() => String, { nullable: true, description: "The agency's own words, up to 4000 characters." })
  statement?: string | null;
}

@ObjectType({ description: "What a declaration did." })
export class DeclareScopePayload {
  @Field(() => ReportingScope, { description: "The declaration as it stands." })
  readonly reportingScope!: ReportingScope;
}
