import type { RequestContext } from "@actionline/kit/request-context";
import type { Db } from "mongodb";
import { ActionLineRepository } from "./action-line.repository";
import { InstrumentRepository } from "./instrument.repository";
import { PlaceRepository } from "./place.repository";
import { PlaceGroupRepository } from "./place-group.repository";
import { PlanItemRepository } from "./plan-item.repository";
import { ThemeRepository } from "./theme.repository";

/** What this subgraph's resolvers may use in one request. */
export interface PlanContext {
  readonly request: RequestContext;
  readonly instruments: InstrumentRepository;
  readonly actionLines: ActionLineRepository;
  readonly planItems: PlanItemRepository;
  readonly themes: ThemeRepository;
  readonly places: PlaceRepository;
  readonly placeGroups: PlaceGroupRepository;
}

/** Repositories of one request: what they have read is read at its point of the log. */
export function planContext(db: Db, request: RequestContext): PlanContext {
  const actionLines = new ActionLineRepository(db, request);
  const placeGroups = new PlaceGroupRepository(db, request);
  return {
    request,
    actionLines,
    placeGroups,
    instruments: new InstrumentRepository(db, request),
    planItems: new PlanItemRepository(db, request, actionLines),
    themes: new ThemeRepository(db, request),
    places: new PlaceRepository(db, request, placeGroups),
  };
}
