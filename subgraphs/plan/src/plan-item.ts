import { Evidenced } from "@actionline/kit/evidenced";
import type { ItemNature as ItemNatureName, PlanItemRecord } from "@actionline/schema/reference-records";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { ItemLevel, type ItemLevelName, ItemNature, StakeholderType } from "./plan-item.enums";

/** The references of the record to others, which the resolver turns into what they refer to. */
type Referring = "instrument" | "actionLine" | "parent" | "nearDuplicateOf";

@Directive('@key(fields: "id")')
@ObjectType({
  description: "One paragraph, sub-paragraph or target of a plan: what records are assigned to. Its adopted text never changes.",
})
export class PlanItem extends Evidenced implements Omit<PlanItemRecord, Referring> {
  @Field(() => ID, { description: "The item's id, such as GPA-18a: the Geneva Plan of Action, paragraph 18, letter a." })
  readonly id!: string;

  @Field(() => Int, { nullable: true, description: "Its paragraph of the instrument; null where it has none there." })
  readonly paragraph!: number | null;

  @Field(() => String, { nullable: true, description: "Its letter within the paragraph; null where it is the whole paragraph." })
  readonly letter!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "What it is about, in a short wording of the hub's own: cite instrument and paragraph for the text. Null where the text wasn't read.",
  })
  readonly title!: string | null;

  @Field(() => ItemNature, { description: "What it is: only ACTION and TARGET items are ever expected of anybody." })
  readonly nature!: ItemNatureName;

  @Field(() => Int, {
    nullable: true,
    description: "The year by which the plan itself dates it. After it the item is closed, which is no omission.",
  })
  readonly deadline!: number | null;

  @Field(() => ItemLevel, { nullable: true, description: "The level at which it asks for work; null where its text names none." })
  readonly level!: ItemLevelName | null;

  @Field(() => [String], { description: "Whom its text addresses, in the words of the reference data." })
  readonly addressees!: readonly string[];

  @Field(() => [StakeholderType], { description: "The stakeholder types that its text names; none where it names nobody in particular." })
  readonly stakeholderTypes!: readonly StakeholderTypeName[];
}
