import { buildSubgraph } from "@actionline/kit/build-subgraph";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { Db } from "mongodb";
import { ActionLineResolver, resolveActionLine } from "./action-line.resolver";
import { planContext } from "./context";
import { InstrumentResolver, resolveInstrument } from "./instrument.resolver";
import { PlaceResolver, resolvePlace } from "./place.resolver";
import { PlaceGroupResolver, resolvePlaceGroup } from "./place-group.resolver";
import { PlanItemResolver, resolvePlanItem } from "./plan-item.resolver";
import { resolveTheme, ThemeResolver } from "./theme.resolver";

/** The subgraph of what was decided: instruments, action lines, plan items, themes, and the places to cover. */
export async function buildPlanSubgraph(db: Db): Promise<Subgraph> {
  const { schema, sdl } = await buildSubgraph(
    { resolvers: [InstrumentResolver, ActionLineResolver, PlanItemResolver, ThemeResolver, PlaceResolver, PlaceGroupResolver] },
    {
      Instrument: resolveInstrument,
      ActionLine: resolveActionLine,
      PlanItem: resolvePlanItem,
      Theme: resolveTheme,
      Place: resolvePlace,
      PlaceGroup: resolvePlaceGroup,
    },
  );
  return { name: "plan", schema, sdl, context: (request: RequestContext) => planContext(db, request) };
}
