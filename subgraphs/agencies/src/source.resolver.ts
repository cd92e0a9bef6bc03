import { AsOfArguments } from "@actionline/kit/list-arguments";
import { DateTimeScalar } from "@actionline/kit/scalars";
import type { Freshness as FreshnessName } from "@actionline/schema/freshness";
import type { AgencyRecord, SourceRecord } from "@actionline/schema/hub-records";
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { Agency } from "./agency";
import type { AgenciesContext } from "./context";
import { HarvestRun } from "./harvest-run";
import { Source } from "./source";
import { Freshness } from "./source.enums";

/** What the graph can be asked about what the hub harvests. */
@Resolver(() => Source)
export class SourceResolver {
  @Query(() => [Source], { description: "Everything that the hub harvests, in the order of ids, with its age and its last run." })
  sources(@Args(() => AsOfArguments) _at: AsOfArguments, @Ctx() { sources }: AgenciesContext): Promise<SourceRecord[]> {
    return sources.all();
  }

  @Query(() => Source, { nullable: true, description: "One source, or null where the hub harvests none of that id." })
  source(
    @Arg("id", () => ID, { description: "The source's id, agency/name." }) id: string,
    @Args(() => AsOfArguments) _at: AsOfArguments,
    @Ctx() { sources }: AgenciesContext,
  ): Promise<SourceRecord | null> {
    return sources.byId(id);
  }

  @FieldResolver(() => Agency, { nullable: true, description: "The agency whose source it is." })
  agency(@Root() source: SourceRecord, @Ctx() { agencies }: AgenciesContext): Promise<AgencyRecord | null> {
    return agencies.byId(source.agency);
  }

  @FieldResolver(() => Freshness, { description: "How old its last good data is against the declared frequency, at the instant of asOf." })
  freshness(@Root() source: SourceRecord, @Ctx() { sources }: AgenciesContext): Promise<FreshnessName> {
    return sources.freshness(source);
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: "When its last good run ended; null before the first." })
  lastGoodAt(@Root() source: SourceRecord, @Ctx() { runs }: AgenciesContext): Promise<Date | null> {
    return runs.lastGoodAt(source.id);
  }

  @FieldResolver(() => Int, { nullable: true, description: "The age of its last good data in seconds; null before the first." })
  ageSeconds(@Root() source: SourceRecord, @Ctx() { sources }: AgenciesContext): Promise<number | null> {
    return sources.ageSeconds(source);
  }

  @FieldResolver(() => HarvestRun, { nullable: true, description: "The last run over it; null before the first." })
  lastRun(@Root() source: SourceRecord, @Ctx() { runs }: AgenciesContext): Promise<HarvestRun | null> {
    return runs.latest(source.id);
  }

  @FieldResolver(() => [HarvestRun], { description: "The last runs over it, newest first." })
  runs(
    @Root() source: SourceRecord,
    @Arg("first", () => Int, { nullable: true, description: "How many to give, 1 to 100; 10 where it is left out." }) first: number | null,
    @Ctx() { runs }: AgenciesContext,
  ): Promise<HarvestRun[]> {
    return runs.ofSource(source.id, first);
  }
}

/** Answers the gateway when another subgraph refers to a source by id. */
export function resolveSource({ id }: { readonly id: string }, { sources }: AgenciesContext): Promise<SourceRecord | null> {
  return sources.byId(id);
}
