import { Evidenced } from "@actionline/kit/evidenced";
import type { ActionLineRecord } from "@actionline/schema/reference-records";
import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { SdgLink } from "./sdg-link";

@Directive('@key(fields: "code")')
@ObjectType({ description: "One of the lines C1 to C11 of the Geneva Plan of Action, or one of the eight sub-lines of C7." })
export class ActionLine extends Evidenced implements Omit<ActionLineRecord, "parent"> {
  @Field(() => ID, { name: "code", description: "The line's code: C1 to C11, or such as C7-eHealth." })
  readonly id!: string;

  @Field(() => Int, { description: "Its number in the plan's order; for a sub-line, within its line." })
  readonly order!: number;

  @Field(() => String, { description: "Its name in the plan's words." })
  readonly officialName!: string;

  @Field(() => String, { description: "A short name for tables and charts." })
  readonly shortName!: string;

  @Field(() => Int, { description: "Its paragraph of the Geneva Plan of Action." })
  readonly paragraph!: number;

  @Field(() => [SdgLink], { description: "The Sustainable Development Goals that it serves." })
  readonly sdgLinks!: readonly SdgLink[];
}
