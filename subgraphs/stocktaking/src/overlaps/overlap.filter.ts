import { Field, ID, InputType } from "type-graphql";
import { OverlapLevel, type OverlapLevelName, OverlapState, type OverlapStateName } from "./overlap.enums";

@InputType({
  description: "Which overlaps are meant. One matches where every field given holds; in a list, any one of its values is enough.",
})
export class OverlapFilter {
  @Field(() => [OverlapLevel], {
    nullable: true,
    description: "Levels, L0 or L3: L1 and L2 are worked out for one cell at a time, see overlapsIn.",
  })
  levels?: OverlapLevelName[] | null;

  @Field(() => [OverlapState], { nullable: true, description: "What has been decided." })
  states?: OverlapStateName[] | null;

  @Field(() => [ID], { nullable: true, description: "Activities, either of the two." })
  activities?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Agencies that report either of the two." })
  agencies?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Plan items, with all items below them, that both work for." })
  items?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Places, each with all that lies in it, that both work in." })
  places?: string[] | null;
}
