import { ArgsType, Field, Int } from "type-graphql";
import { AsOf } from "./as-of";

/**
 * The argument that every question takes. It is declared here and read by the gateway, once for the whole request;
 * repositories read at the point in the request's context.
 */
@ArgsType()
export class AsOfArguments {
  @Field(() => AsOf, { nullable: true, description: "What the hub knew at a point of its log; left out, what it knows now." })
  asOf?: AsOf | null;
}

/** The arguments of every list that is read a page at a time. */
@ArgsType()
export class PageArguments extends AsOfArguments {
  @Field(() => Int, { nullable: true, description: "How many rows to give, 1 to 200; 50 where it is left out." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "The endCursor of the page before; left out, the list's beginning." })
  after?: string | null;
}
