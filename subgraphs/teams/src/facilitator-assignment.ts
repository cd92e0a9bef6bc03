import { Evidenced } from "@actionline/kit/evidenced";
import { graphEnum } from "@actionline/kit/graph-enum";
import { DateScalar } from "@actionline/kit/scalars";
import type { FacilitatorRecord, FacilitatorRole as FacilitatorRoleName } from "@actionline/schema/reference-records";
import { FACILITATOR_ROLE_SHOWN } from "@actionline/schema/shared-enums";
import { Field, ID, ObjectType } from "type-graphql";

export const FacilitatorRole = graphEnum<FacilitatorRoleName>(...FACILITATOR_ROLE_SHOWN);

@ObjectType({ description: "That an organization facilitates an action line, from one day to another, and how sure that is." })
export class FacilitatorAssignment extends Evidenced implements Omit<FacilitatorRecord, "actionLine" | "organization"> {
  @Field(() => ID, { description: "The assignment's id." })
  readonly id!: string;

  @Field(() => FacilitatorRole, { description: "What the organization does." })
  readonly role!: FacilitatorRoleName;

  @Field(() => DateScalar, {
    nullable: true,
    description: "The first day known to lie in the term; null where nothing was found: it then counts as in term.",
  })
  readonly from!: string | null;

  @Field(() => DateScalar, { nullable: true, description: "The last day that may lie in the term; null where no end is known." })
  readonly to!: string | null;

  @Field(() => String, { nullable: true, description: "The beginning in the source's words, such as: 2010 or before." })
  readonly fromText!: string | null;

  @Field(() => String, { nullable: true, description: "The end in the source's words." })
  readonly toText!: string | null;
}

/** Whether a day, YYYY-MM-DD, lies in the term as far as is known: an unknown beginning or end doesn't exclude it. */
export function isInTerm({ from, to }: Pick<FacilitatorRecord, "from" | "to">, day: string): boolean {
  return (from === null || from <= day) && (to === null || day <= to);
}
