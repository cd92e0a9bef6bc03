import { AsOfArguments } from "@actionline/kit/list-arguments";
import { Args, Ctx, Query, Resolver } from "type-graphql";
import type { PlanContext } from "./context";
import { Instrument } from "./instrument";

/** What the graph can be asked about instruments. */
@Resolver(() => Instrument)
export class InstrumentResolver {
  @Query(() => [Instrument], { description: "The texts that the follow-up stands on, the earliest adopted first." })
  instruments(@Args(() => AsOfArguments) _at: AsOfArguments, @Ctx() { instruments }: PlanContext): Promise<Instrument[]> {
    return instruments.all();
  }
}

/** Answers the gateway when another subgraph refers to an instrument by id. */
export function resolveInstrument({ id }: { readonly id: string }, { instruments }: PlanContext): Promise<Instrument | null> {
  return instruments.byId(id);
}
