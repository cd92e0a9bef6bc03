import type { ActivityColumns } from "./activity-columns";
import { TYPE_UNSTATED, typeBit } from "./activity-row";
import { remembered } from "./plan-tree";
import type { KeptOrganization } from "./reference-tables";

type Organizations = ReadonlyMap<string, KeptOrganization>;

/** By organizations of a point and columns: the types' bits by organization's number, as far as they were asked for. */
const known = remembered((_: Organizations) => new WeakMap<ActivityColumns, Uint8Array>());

/** By organization's number its own record's type as a bit, or that nobody states one. */
function typesOfOrganizations(columns: ActivityColumns, organizations: Organizations): Uint8Array {
  const before = known(organizations).get(columns);
  if (before?.length === columns.organizationKeys.size) return before;
  const types = Uint8Array.from(columns.organizationKeys.texts(), (key) => {
    const type = organizations.get(key)?.type;
    return type === undefined ? TYPE_UNSTATED : typeBit(type);
  });
  known(organizations).set(columns, types);
  return types;
}

/** Every row's stakeholder types as bits: those stated, those of its actors' own records at the point, and whether one is unstated. */
export function typeMasks(columns: ActivityColumns, organizations: Organizations): (row: number) => number {
  const ofOrganization = typesOfOrganizations(columns, organizations);
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
