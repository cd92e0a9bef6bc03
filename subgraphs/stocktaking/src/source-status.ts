import { graphEnum } from "@actionline/kit/graph-enum";
import { DateTimeScalar } from "@actionline/kit/scalars";
import type { ErrorCode } from "@actionline/schema/error-code";
import type { Freshness as FreshnessName } from "@actionline/schema/freshness";
import { FRESHNESS_SHOWN } from "@actionline/schema/shared-enums";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { SourceMode, type SourceModeName } from "./activity/activity.enums";
import { SourceReference } from "./references/source.reference";

export type AnsweredByName = "INDEX" | "LIVE" | "MIRROR";

export const AnsweredBy = graphEnum<AnsweredByName>("AnsweredBy", "Who answered for a source.", {
  INDEX: "The hub's index, from what it harvested.",
  LIVE: "The agency's own subgraph, asked for this answer.",
  MIRROR: "The hub's mirror of the agency's subgraph.",
});

export const Freshness = graphEnum<FreshnessName>(...FRESHNESS_SHOWN);

/** What a harvest is told to have failed by; a question put to a live subgraph fails by finer codes. */
export type SourceErrorCodeName = Extract<ErrorCode, "SOURCE_UNAVAILABLE" | "SOURCE_TIMEOUT" | "SOURCE_ERROR" | "SOURCE_INVALID_VALUE">;

export const SourceErrorCode = graphEnum<SourceErrorCodeName>("SourceErrorCode", "What went wrong with a source.", {
  SOURCE_UNAVAILABLE: "It didn't answer.",
  SOURCE_TIMEOUT: "It took too long.",
  SOURCE_ERROR: "It answered with an error, or its harvest was stopped for a reason that its run tells.",
  SOURCE_INVALID_VALUE: "It gave something of the wrong kind.",
});

/** The word of the closed list for what stopped a harvest; the codes of runs are more and finer. */
export function sourceErrorOf(code: string | null): SourceErrorCodeName | null {
  if (code === null) return null;
  return Object.values(SourceErrorCode).find((known) => known === code) ?? SourceErrorCode.SOURCE_ERROR;
}

@ObjectType("SourceStatus", { description: "A source that an answer stands on, and how old what it gave is." })
export class SourceStatus {
  @Field(() => ID, { description: "The source's id." })
  readonly id!: string;

  @Field(() => SourceReference, { nullable: true, description: "The source." })
  readonly source!: SourceReference | null;

  @Field(() => SourceMode, { description: "Whether the agency hosts its data or the hub mirrors it." })
  readonly mode!: SourceModeName;

  @Field(() => AnsweredBy, { description: "Who answered for it here." })
  readonly answeredBy!: AnsweredByName;

  @Field(() => Freshness, { description: "How old its last good data is against the declared frequency." })
  readonly freshness!: FreshnessName;

  @Field(() => DateTimeScalar, { nullable: true, description: "When its last good harvest ended; null before the first." })
  readonly asOf!: Date | null;

  @Field(() => Int, { nullable: true, description: "The age of its last good data in seconds; null before the first." })
  readonly ageSeconds!: number | null;

  @Field(() => SourceErrorCode, { nullable: true, description: "What stopped its last harvest; null after success. Its run says more." })
  readonly error!: SourceErrorCodeName | null;

  @Field(() => String, { nullable: true, description: "What to keep in mind about its figures, such as a selection bias." })
  readonly caveat!: string | null;
}
