import type { Freshness as FreshnessName } from "@actionline/schema/freshness";
import { Field, ObjectType } from "type-graphql";
import { HarvestRun } from "../harvest-run";
import { Freshness } from "../source.enums";

@ObjectType({ description: "A run over a source that ended, or a source that grew older. Its answer is read at the point of that change." })
export class SourceChange {
  /** The source's id; the graph shows the source itself. */
  readonly source!: string;

  @Field(() => HarvestRun, { nullable: true, description: "The run that ended; null where the source only grew older." })
  readonly run!: HarvestRun | null;

  @Field(() => Freshness, { description: "How old its last good data is after the change." })
  readonly freshness!: FreshnessName;

  @Field(() => Freshness, { nullable: true, description: "How old it was before; null for a source that was new." })
  readonly freshnessBefore!: FreshnessName | null;
}
