import { JsonScalar } from "@actionline/kit/scalars";
import type { DefinitionRecord } from "@actionline/schema/hub-records";
import { Field, ID, ObjectType } from "type-graphql";

@ObjectType("Definition", { description: "How the hub computes what it states, with its version. A citation names it." })
export class Definition {
  @Field(() => ID, { description: "What is defined, such as coverage." })
  readonly id!: string;

  @Field(() => String, { description: "The definition's version." })
  readonly version!: string;

  @Field(() => String, { description: "The definition in words." })
  readonly text!: string;

  @Field(() => JsonScalar, { description: "The numbers that it uses, such as at which age a source lapses." })
  readonly parameters!: DefinitionRecord["parameters"];
}
