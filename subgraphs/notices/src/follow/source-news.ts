import { knownSourcesOf } from "../store";
import { asking, type Round, watchesMeeting } from "./round";

/** Sources whose standing changed; it is noted whether anybody watches or not. */
export type SourceChanges = ReadonlyMap<string, boolean>;

/** Tells the watches that an agency answers for cells of when one of its sources fails, lapses or recovers. */
export async function findSourceNews(round: Round): Promise<SourceChanges> {
  const { db, cells, point, index, drafts } = round;
  const known = new Map((await knownSourcesOf(db).find().toArray()).map(({ _id, failed }) => [_id, failed]));
  const changes = new Map<string, boolean>();
  for (const { source, agency, standing } of cells.sourcesAt(point)) {
    const failed = standing === "FAILED";
    const before = known.get(source);
    if (standing === "UNDER_WAY" || before === failed) continue;
    changes.set(source, failed);
    // Of one never seen before there is no telling since when.
    if (before === undefined || index.size === 0) continue;
    const kind = failed ? "SOURCE_FAILED" : "SOURCE_RECOVERED";
    const met = await watchesMeeting(round, cells.reachOfAgency(agency, point));
    for (const watch of asking(round, met, kind)) drafts.tell(watch, kind, "PUBLIC", { source, words: source });
  }
  return changes;
}
