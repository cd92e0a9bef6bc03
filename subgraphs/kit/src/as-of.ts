import { Directive, Field, Float, InputType, ObjectType } from "type-graphql";
import { nameOfPoint } from "./point";
import type { RequestContext } from "./request-context";
import { DateTimeScalar } from "./scalars";

/**
 * The argument `asOf` of lists, aggregates and coverage. The gateway reads it once for the whole request and hands the
 * point to every subgraph in the request's context, so that resolvers declare it and don't look at it.
 */
@InputType("AsOf", { description: "What the hub knew at a point of its log. Give exactly one of the three." })
export class AsOf {
  @Field(() => Float, {
    nullable: true,
    description: "A sequence of the log, as an earlier answer told it. Age and closed years are judged at the instant of its entry.",
  })
  sequence?: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "An instant: what the hub knew then." })
  at?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "The name of a snapshot, from the query snapshots; or the name that an earlier answer told in its asOf.",
  })
  snapshot?: string | null;
}

/** The point that an answer was read at. */
@Directive("@shareable")
@ObjectType("Snapshot", {
  description:
    "The point that an answer was read at: a sequence of the hub's log and an instant. Ask again with asOf: { snapshot: <name> } and the answer is the same. With asOf: { sequence } alone, age and closed years are judged at the instant of that entry.",
})
export class Snapshot {
  @Field(() => Float, { description: "The sequence of the log." })
  readonly sequence!: number;

  @Field(() => DateTimeScalar, { description: "The instant at which age and closed years are judged." })
  readonly at!: Date;

  @Field(() => String, {
    description: "The point's name, for asOf: { snapshot: <name> }: the one it was given, or its sequence and instant as one text.",
  })
  readonly name!: string;
}

/** The request's own point, as an answer tells it. */
export function snapshotOf({ asOf }: RequestContext): Snapshot {
  return { sequence: asOf.sequence, at: asOf.instant, name: asOf.name ?? nameOfPoint(asOf) };
}
