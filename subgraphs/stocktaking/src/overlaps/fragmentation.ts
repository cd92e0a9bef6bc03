import { graphEnum } from "@actionline/kit/graph-enum";
import { Field, Int, ObjectType } from "type-graphql";
import { OrganizationReference } from "../references/organization.reference";

export type FragmentationKindName = "ONE_LEAD" | "COORDINATION" | "FRAGMENTATION";

export const FragmentationKind = graphEnum<FragmentationKindName>("FragmentationKind", "How the work in a cell is spread over leads.", {
  ONE_LEAD: "One organization, or none, leads all that covers the cell.",
  COORDINATION: "Several lead it, and all of them are in the team of the item's line: that is coordination.",
  FRAGMENTATION: "Several lead it, and no team joins all of them. A neutral fact: it says nothing of duplication.",
});

@ObjectType({ description: "An organization that leads activities in a cell." })
export class CellLead {
  @Field(() => OrganizationReference, { nullable: true, description: "The organization, where the hub holds a record of it." })
  readonly organization!: OrganizationReference | null;

  @Field(() => String, { description: "Its name." })
  readonly name!: string;

  @Field(() => Int, { description: "How many activities it leads there; records confirmed to be of one activity count once." })
  readonly activities!: number;

  @Field(() => Boolean, { description: "Whether it was in the team of the item's line in that year." })
  readonly inTeam!: boolean;
}

@ObjectType({ description: "Who leads the work in one cell, and whether a team joins them." })
export class CellFragmentation {
  @Field(() => FragmentationKind, { description: "How the work is spread." })
  readonly kind!: FragmentationKindName;

  @Field(() => Int, { description: "How many organizations lead." })
  readonly count!: number;

  @Field(() => [CellLead], { description: "Up to 200 of them, those that lead most first." })
  readonly leads!: readonly CellLead[];
}
