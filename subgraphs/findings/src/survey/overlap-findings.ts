import { versionsOf } from "@actionline/log/collections";
import type { FindingParty, OverlapRecord } from "@actionline/schema/coordination-records";
import { splitHubId } from "@actionline/schema/hub-id";
import type { StoredActivity } from "@actionline/schema/hub-records";
import { leadOf, organizationKey } from "@actionline/stocktaking/columns/activity-row";
import { reportersOf } from "./follow-through-findings";
import { type FoundFinding, NOTHING_FOUND, partiesFrom, sentence } from "./found-finding";
import type { SurveyedWorld } from "./surveyed-world";

const BATCH = 500;

/** L3: pairs that the matcher asks a review of, and on which nobody has decided yet; both of them for everybody to see. */
export async function* overlapFindings(world: SurveyedWorld): AsyncGenerator<FoundFinding, void, void> {
  const { db, point } = world;
  const held = { from: { $lte: point.sequence }, to: { $gt: point.sequence } };
  const cursor = versionsOf(db, "OVERLAP")
    .find({ ...held, "record.level": "L3" })
    .sort({ subject: 1 })
    .batchSize(BATCH);
  let batch: OverlapRecord[] = [];
  for await (const { record } of cursor) {
    batch.push(record);
    if (batch.length < BATCH) continue;
    yield* foundIn(world, batch);
    batch = [];
  }
  yield* foundIn(world, batch);
}

async function* foundIn(world: SurveyedWorld, overlaps: readonly OverlapRecord[]): AsyncGenerator<FoundFinding, void, void> {
  if (overlaps.length === 0) return;
  const decided = await decidedAmong(world, overlaps);
  const activities = await activitiesOf(
    world,
    overlaps.flatMap(({ one, other }) => [one, other]),
  );
  for (const overlap of overlaps) {
    const one = activities.get(overlap.one);
    const other = activities.get(overlap.other);
    // A pair with something private in it isn't for everybody, and no finding may become so.
    if (decided.has(overlap.id) || one === undefined || other === undefined) continue;
    const found = foundFor(world, overlap, pairParties(world, one, other));
    if (found !== null) yield found;
  }
}

/** Null where all that the two share are items that the plan says twice. */
function foundFor(world: SurveyedWorld, overlap: OverlapRecord, parties: FindingParty[]): FoundFinding | null {
  const { id, one, other, items, places, assertions, method } = overlap;
  const surveyed = items.filter((item) => world.isSurveyed(item)).sort();
  const [item = null] = surveyed;
  if (item === null && items.length > 0) return null;
  return {
    ...NOTHING_FOUND,
    kind: "L3_CANDIDATE_DUPLICATION",
    item,
    actionLine: item === null ? null : world.lineOf(item),
    place: places.length === 1 ? (places[0] ?? null) : null,
    activities: [one, other],
    overlap: id,
    parties,
    evidence: [
      sentence(`A possible overlap of two activities, by method ${method}: a review is requested.`, "ACTIVITY", [one, other]),
      ...(surveyed.length > 1 ? [sentence("Both work for several items.", "PLAN_ITEM", surveyed)] : []),
      ...assertions.map(({ name, detail }) => sentence(`${name}: ${detail}`)),
    ],
  };
}

/** The two agencies, and the leads that the hub holds. */
export function pairParties(world: SurveyedWorld, one: StoredActivity, other: StoredActivity): FindingParty[] {
  const both = [one, other].flatMap((activity) =>
    reportersOf(world, splitHubId(activity.id)?.agency ?? activity.id, organizationKey(leadOf(activity))),
  );
  return partiesFrom(both);
}

/** Activities as anybody may see them, by id. */
export async function activitiesOf(
  { db, point: { sequence } }: SurveyedWorld,
  ids: readonly string[],
): Promise<Map<string, StoredActivity>> {
  const held = { from: { $lte: sequence }, to: { $gt: sequence }, visibility: "PUBLIC" } as const;
  const found = await versionsOf(db, "ACTIVITY")
    .find({ ...held, subject: { $in: [...new Set(ids)] } })
    .toArray();
  return new Map(found.map(({ subject, record }) => [subject, record]));
}

/** Pairs on which a person decided, whatever the decision: the same, related, or two. */
async function decidedAmong({ db, point: { sequence } }: SurveyedWorld, overlaps: readonly OverlapRecord[]): Promise<Set<string>> {
  const held = { from: { $lte: sequence }, to: { $gt: sequence } };
  const subjects = overlaps.map(({ id }) => id);
  return new Set(await versionsOf(db, "OVERLAP_DECISION").distinct("subject", { ...held, subject: { $in: subjects } }));
}
