import { Field, ObjectType } from "type-graphql";
import { type ExculpationName, OverlapExculpation, OverlapVeto, type OverlapVetoName } from "./overlap.enums";

@ObjectType("OverlapVetoNote", {
  description: "Something that shows, or would show, that two records don't tell of one activity. One is enough.",
})
export class OverlapVetoNote {
  @Field(() => OverlapVeto, { description: "What." })
  readonly name!: OverlapVetoName;

  @Field(() => Boolean, { description: "Whether the two records show it; false for what would show it." })
  readonly established!: boolean;

  @Field(() => String, { description: "What shows it, or what would, in a sentence." })
  readonly detail!: string;
}

@ObjectType("OverlapExculpationNote", {
  description: "Something that explains why two activities overlap, so that no review is asked for.",
})
export class OverlapExculpationNote {
  @Field(() => OverlapExculpation, { description: "What." })
  readonly name!: ExculpationName;

  @Field(() => String, { description: "What shows it, in a sentence." })
  readonly detail!: string;
}
