import placeGroups from "../../reference/place-groups.json";
import places from "../../reference/places.json";
import type * as records from "../reference-records";
import { actionLines } from "./action-lines";
import { facilitators } from "./facilitators";
import { instruments } from "./instruments";
import { organizations } from "./organizations";
import { planItems } from "./plan-items";

/** The reference data that every hub starts from: facts about the summit, each with how far it was checked. */
export interface Reference {
  readonly instruments: readonly records.InstrumentRecord[];
  readonly actionLines: readonly records.ActionLineRecord[];
  readonly planItems: readonly records.PlanItemRecord[];
  /** None yet: no agreed list of cross-cutting themes was found, and the secretariat adds its own. */
  readonly themes: readonly records.ThemeRecord[];
  readonly places: readonly records.PlaceRecord[];
  readonly placeGroups: readonly records.PlaceGroupRecord[];
  readonly organizations: readonly records.OrganizationRecord[];
  readonly facilitators: readonly records.FacilitatorRecord[];
}

/** Maps the reference files of `schema/reference` to records. The same files give the same records. */
export function loadReference(): Reference {
  return {
    instruments: instruments(),
    actionLines: actionLines(),
    planItems: planItems(),
    themes: [],
    places: places as readonly records.PlaceRecord[],
    placeGroups,
    organizations: organizations(),
    facilitators: facilitators(),
  };
}
