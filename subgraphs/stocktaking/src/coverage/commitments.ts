import type { CommitmentRecord } from "@actionline/schema/coordination-records";
import { ancestorsOfItem } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";
import { groupedByEach, meetsPlace } from "./declarations";
import { holdsIn } from "./holds-in";

const commitmentsByItem = groupedByEach<CommitmentRecord>(({ items }) => items);

/** Commitments to an item, or to one above it, that hold in the year and meet the place: as a whole or in a part of it. */
export function commitmentsTo(item: string, place: string, year: number, view: ReferenceView): CommitmentRecord[] {
  const naming = [item, ...ancestorsOfItem(view, item)].flatMap((id) => commitmentsByItem(view.commitments).get(id) ?? []);
  return [...new Set(naming)].filter(({ places, from, to }) => holdsIn(from, to, year) && meetsPlace(places, place, view));
}
