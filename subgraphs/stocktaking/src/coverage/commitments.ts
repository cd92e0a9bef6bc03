import type { CommitmentRecord } from "@actionline/schema/coordination-records";
import { ancestorsOfItem } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";
import { groupedByEach } from "./declarations";
import { holdsIn } from "./holds-in";
import { placedBy } from "./placed-records";

const commitmentsByItem = groupedByEach<CommitmentRecord>(({ items }) => items);

const placedCommitments = placedBy((view) => commitmentsByItem(view.commitments));

/** Commitments to an item, or to one above it, that hold in the year and meet the place: as a whole or in a part of it. */
export function commitmentsTo(item: string, place: string, year: number, view: ReferenceView): CommitmentRecord[] {
  if (view.commitments.size === 0) return [];
  const naming = [item, ...ancestorsOfItem(view, item)].flatMap((id) => placedCommitments(view, id).meeting(place));
  return [...new Set(naming)].filter(({ from, to }) => holdsIn(from, to, year));
}
