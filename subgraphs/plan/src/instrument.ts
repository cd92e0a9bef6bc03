import { Evidenced } from "@actionline/kit/evidenced";
import type { InstrumentRecord } from "@actionline/schema/reference-records";
import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id")')
@ObjectType({ description: "A text that the follow-up stands on: a summit outcome, a resolution, a working paper." })
export class Instrument extends Evidenced implements InstrumentRecord {
  @Field(() => ID, { description: "The instrument's id, such as GPA-2003 for the Geneva Plan of Action." })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: "Its document symbol, such as A/RES/80/173; null where none was found." })
  readonly symbol!: string | null;

  @Field(() => String, { description: "Its title." })
  readonly title!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "When it was adopted, as far as that was found: YYYY-MM-DD, YYYY-MM or YYYY. Null where it wasn't adopted or nothing was found.",
  })
  readonly adopted!: string | null;

  @Field(() => String, { nullable: true, description: "The body that adopted or issued it." })
  readonly body!: string | null;

  @Field(() => String, { description: "What kind of text it is, such as summit outcome." })
  readonly kind!: string;

  @Field(() => String, { nullable: true, description: "Why it matters for the follow-up." })
  readonly relevance!: string | null;
}
