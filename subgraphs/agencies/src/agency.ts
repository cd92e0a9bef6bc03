import { graphEnum } from "@actionline/kit/graph-enum";
import type { AgencyRecord, DeletionPolicy as DeletionPolicyName } from "@actionline/schema/hub-records";
import { Directive, Field, ID, ObjectType } from "type-graphql";

export const DeletionPolicy = graphEnum<DeletionPolicyName>("DeletionPolicy", "How an agency tells that a record is gone.", {
  PERSISTENT: "It tells each deletion and goes on telling it.",
  TRANSIENT: "It tells each deletion for a while.",
  NONE: "It tells none: the hub compares whole lists.",
});

@Directive('@key(fields: "id")')
@ObjectType({ description: "Who reports to the hub. What it reports stands under its own name and is never changed by the hub." })
export class Agency implements Omit<AgencyRecord, "organization"> {
  @Field(() => ID, { description: "The agency's short name, which every id of its records begins with." })
  readonly id!: string;

  @Field(() => String, { description: "The agency's name." })
  readonly name!: string;

  /** The organization's id; the graph shows it as a reference. */
  readonly organization!: string;

  @Field(() => String, { description: "The licence that it publishes under, as far as it says." })
  readonly licence!: string;

  @Field(() => String, { nullable: true, description: "The desk to write to, as the agency published it; never a person's address." })
  readonly contactDesk!: string | null;

  @Field(() => DeletionPolicy, { description: "How it tells that a record is gone." })
  readonly deletionPolicy!: DeletionPolicyName;

  @Field(() => String, { description: "The version of the contract, or of the standard, that it reports by." })
  readonly contractVersion!: string;

  @Field(() => Boolean, { description: "True for an agency that was invented for the demonstration set: no such body reports anything." })
  readonly invented!: boolean;
}
