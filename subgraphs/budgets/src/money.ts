import { CurrencyCodeScalar, DateScalar, DecimalScalar } from "@actionline/kit/scalars";
import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "An amount in the currency that it was published in. The hub converts nothing on its own." })
export class Money {
  @Field(() => DecimalScalar, { description: "The amount as published. Zero and negative amounts are data, such as a correction." })
  readonly amount!: string;

  @Field(() => CurrencyCodeScalar, { description: "Its currency." })
  readonly currency!: string;

  @Field(() => DateScalar, { nullable: true, description: "The day whose exchange rate applies; null where the publisher gives none." })
  readonly valueDate?: string;
}
