import { graphEnum } from "@actionline/kit/graph-enum";
import { Field, ObjectType } from "type-graphql";
import type { LightName, LightState, Light as TheLight } from "./lights";

export const LightNameEnum = graphEnum<LightName>("ScorecardLightName", "What a light of an agency's scorecard looks at.", {
  REACHABLE: "Whether its sources could be read.",
  VALID: "Whether its records keep to the contract.",
  FRESH: "Whether it reports as often as it says.",
  IDENTIFIED: "Whether the organizations it names are identified, so that nobody is counted twice.",
  SCOPE_DECLARED: "Whether it says how complete its reporting is, so that silence can be told from nothing.",
  CLASSIFIED: "Whether its activities name items of the plan.",
  MONEY: "Whether its activities have amounts.",
});

export const LightStateEnum = graphEnum<LightState>("ScorecardLightState", "The colour of a light.", {
  GREEN: "As it should be.",
  AMBER: "In part.",
  RED: "Not yet.",
  GREY: "It can't be told yet.",
});

@ObjectType("ScorecardLight", {
  description: "One light of an agency's scorecard. The lights stand side by side; there is no sum of them.",
})
export class ScorecardLight implements TheLight {
  @Field(() => LightNameEnum, { description: "What it looks at." })
  readonly name!: LightName;

  @Field(() => LightStateEnum, { description: "Its colour." })
  readonly state!: LightState;

  @Field(() => String, { description: "What was counted." })
  readonly detail!: string;

  @Field(() => String, { nullable: true, description: "How to turn it green; null where it is." })
  readonly howToTurnGreen!: string | null;
}
