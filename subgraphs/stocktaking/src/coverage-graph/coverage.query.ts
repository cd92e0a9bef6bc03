import { AsOfArguments } from "@actionline/kit/list-arguments";
import type { PlaceLevel as PlaceLevelName } from "@actionline/schema/reference-records";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { ArgsType, Field, ID, Int } from "type-graphql";
import { StakeholderType } from "../activity/activity.enums";
import type { CoverageAxis as CoverageAxisName, CoverageQuery } from "../coverage/coverage-query";
import { Dedupe, type DedupeName } from "../dedupe";
import { CoverageAxis } from "./coverage.enums";
import { PlaceLevel } from "./place-level";

/** A slice of the grid, and by what it is shown. */
@ArgsType()
export class CoverageSliceArguments extends AsOfArguments {
  @Field(() => [ID], { nullable: true, description: "Plan items; all that are expected of anybody where left out." })
  items?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Action lines, with their sub-lines." })
  actionLines?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      "Places; all of the level where left out. To show by REGION, name regions or wider places; for smaller ones ask by COUNTRY.",
  })
  places?: string[] | null;

  @Field(() => PlaceLevel, {
    nullable: true,
    description:
      "The level of the places in the grid; REGION unless an axis says otherwise. With COUNTRY, a region shown adds up its countries.",
  })
  placeLevel?: PlaceLevelName | null;

  @Field(() => [Int], { nullable: true, description: "Calendar years; the last closed one where left out." })
  years?: number[] | null;

  @Field(() => [StakeholderType], {
    nullable: true,
    description: "Types of those that lead or carry out the work; any type where left out.",
  })
  stakeholderTypes?: StakeholderTypeName[] | null;

  @Field(() => [CoverageAxis], { description: "By what the grid is shown: one to four axes, the first one as rows." })
  by!: CoverageAxisName[];
}

@ArgsType()
export class CoverageArguments extends CoverageSliceArguments {
  @Field(() => String, {
    nullable: true,
    description: "Version of the definition to compute by, such as 1.1.0; the one in force at the point where left out. See definitions.",
  })
  definition?: string | null;

  @Field(() => Dedupe, {
    nullable: true,
    description: "Which records of the same activity are counted once; as the definition says where left out.",
  })
  dedupe?: DedupeName | null;
}

/** What the argument or input asks of the grid; what is left out or null asks for nothing. */
export function coverageQueryOf(asked: Omit<CoverageArguments, "asOf" | "dedupe">): CoverageQuery {
  const { items, actionLines, places, placeLevel, years, stakeholderTypes, by, definition } = asked;
  return {
    by,
    ...(items == null ? {} : { items }),
    ...(actionLines == null ? {} : { actionLines }),
    ...(places == null ? {} : { places }),
    ...(placeLevel == null ? {} : { placeLevel }),
    ...(years == null ? {} : { years }),
    ...(stakeholderTypes == null ? {} : { stakeholderTypes }),
    ...(definition == null ? {} : { definition }),
  };
}
