import { Field, Float, ObjectType } from "type-graphql";

@ObjectType({ description: "A sector code of an activity, in the register that the publisher uses." })
export class Sector {
  @Field(() => String, { description: "The register of the code, such as DAC-5." })
  readonly vocabulary!: string;

  @Field(() => String, { description: "The code." })
  readonly code!: string;

  @Field(() => Float, { nullable: true, description: "The share in percent, where the publisher declares one." })
  readonly percentage!: number | null;
}
