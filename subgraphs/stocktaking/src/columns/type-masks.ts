import type { ActivityColumns } from "./activity-columns";
import { TYPE_UNSTATED, typeBit } from "./activity-row";
import type { KeptOrganization } from "./reference-tables";

/** Every row's stakeholder types as bits: those stated, those of its actors' own records at the point, and whether one is unstated. */
export function typeMasks(columns: ActivityColumns, organizations: ReadonlyMap<string, KeptOrganization>): (row: number) => number {
  const ofOrganization = Uint8Array.from(columns.organizationKeys.texts(), (key) => {
    const type = organizations.get(key)?.type;
    return type === undefined ? TYPE_UNSTATED : typeBit(type);
  });
  const stated = columns.statedTypes.array;
  const starts = columns.actors.starts.array;
  const actors = columns.actors.values.array;
  return (row) => {
    let mask = stated[row] ?? 0;
    const end = starts[row + 1] ?? 0;
    for (let actor = starts[row] ?? 0; actor < end; actor += 1) mask |= ofOrganization[actors[actor] ?? 0] ?? 0;
    return mask;
  };
}
