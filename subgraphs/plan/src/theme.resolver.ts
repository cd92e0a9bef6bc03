import { AsOfArguments } from "@actionline/kit/list-arguments";
import type { ThemeRecord } from "@actionline/schema/reference-records";
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { PlanContext } from "./context";
import { PlanItem } from "./plan-item";
import { Theme } from "./theme";

/** What the graph can be asked about cross-cutting themes. */
@Resolver(() => Theme)
export class ThemeResolver {
  @Query(() => [Theme], { description: "The cross-cutting themes; none until the secretariat defines some." })
  themes(@Args(() => AsOfArguments) _at: AsOfArguments, @Ctx() { themes }: PlanContext): Promise<Theme[]> {
    return themes.all();
  }

  @FieldResolver(() => [PlanItem], { description: "The plan items that the theme covers, in the plan's order." })
  items(@Root() { items }: ThemeRecord, @Ctx() { planItems }: PlanContext): Promise<PlanItem[]> {
    return planItems.among(items);
  }
}

/** Answers the gateway when another subgraph refers to a theme by id. */
export function resolveTheme({ id }: { readonly id: string }, { themes }: PlanContext): Promise<Theme | null> {
  return themes.byId(id);
}
