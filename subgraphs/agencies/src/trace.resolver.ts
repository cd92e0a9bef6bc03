import { AsOfArguments } from "@actionline/kit/list-arguments";
import { DateTimeScalar } from "@actionline/kit/scalars";
import type { SourceRecord } from "@actionline/schema/hub-records";
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import type { AgenciesContext } from "./context";
import { HarvestRun } from "./harvest-run";
import { Source } from "./source";
import { Trace } from "./trace";

/** What the graph can be asked about one record's way into the hub. */
@Resolver(() => Trace)
export class TraceResolver {
  @Query(() => Trace, { nullable: true, description: "Why a record is here, missing or old. Any id gets an answer." })
  trace(
    @Arg("id", () => ID, { description: "A record's hub id: agency, a colon, and the agency's own id." }) id: string,
    @Args(() => AsOfArguments) _at: AsOfArguments,
    @Ctx() { traces }: AgenciesContext,
  ): Promise<Trace> {
    return traces.of(id);
  }

  @FieldResolver(() => Source, { nullable: true, description: "The source that it came by, or would come by." })
  source(@Root() trace: Trace, @Ctx() { traces }: AgenciesContext): Promise<SourceRecord | null> {
    return traces.sourceOf(trace);
  }

  @FieldResolver(() => HarvestRun, { nullable: true, description: "The last run over that source." })
  lastRun(@Root() trace: Trace, @Ctx() { traces }: AgenciesContext): Promise<HarvestRun | null> {
    return traces.lastRun(trace);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: "When the next update is due by the declared frequency; null where none is declared.",
  })
  nextAttemptAt(@Root() trace: Trace, @Ctx() { traces }: AgenciesContext): Promise<Date | null> {
    return traces.nextAttemptAt(trace);
  }
}
