import { logEntries } from "./collections";
import { lastVersions, type Read, visibleTo } from "./last-versions";

interface Merge {
  readonly sequence: number;
  readonly subject: string;
  readonly into: string;
}

/** Records that are followed back from one. */
const MOST = 100;

/**
 * The records that were merged into each of these, and those that had been merged into them: what belongs to one of them belongs
 * to it by now. Records that were split aren't among them, since nobody says which part a thing of theirs went with.
 */
export async function mergedInto(read: Read, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const merged = new Map<string, string[]>();
  for (let asked = [...new Set(ids)]; asked.length > 0 && merged.size <= MOST * ids.length; ) {
    for (const id of asked) merged.set(id, []);
    const found = await standing(read, await mergesInto(read, asked));
    for (const { into, subject } of found) merged.get(into)?.push(subject);
    asked = [...new Set(found.map(({ subject }) => subject))].filter((subject) => !merged.has(subject));
  }
  return new Map(ids.map((id) => [id, allInto(id, merged)]));
}

async function mergesInto({ db, kind, request }: Read, ids: readonly string[]): Promise<Merge[]> {
  const found = await logEntries(db)
    .find({ into: { $in: [...ids] }, kind, operation: "DELETE", _id: { $lte: request.asOf.sequence }, ...visibleTo(request) })
    .sort({ _id: 1 })
    .toArray();
  return found.flatMap(({ _id: sequence, subject, into: [into, ...others] = [] }) =>
    into === undefined || others.length > 0 ? [] : [{ sequence, subject, into }],
  );
}

/** Those whose record hasn't come back, nor gone elsewhere, since. */
async function standing(read: Read, merges: readonly Merge[]): Promise<Merge[]> {
  if (merges.length === 0) return [];
  const ends = new Map((await lastVersions(read, [...new Set(merges.map(({ subject }) => subject))])).map(({ _id, to }) => [_id, to]));
  return merges.filter(({ subject, sequence }) => ends.get(subject) === sequence);
}

/** Once each, whatever circles they went in. */
function allInto(id: string, merged: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set<string>();
  for (let level = [id]; level.length > 0; ) {
    level = level.flatMap((each) => merged.get(each) ?? []).filter((each) => each !== id && !found.has(each));
    for (const each of level) found.add(each);
  }
  return [...found];
}
