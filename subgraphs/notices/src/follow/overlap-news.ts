import { may } from "@actionline/kit/access";
import { versionsOf } from "@actionline/log/collections";
import type { Version } from "@actionline/log/log-entry";
import type { OverlapDecisionRecord, OverlapRecord } from "@actionline/schema/coordination-records";
import type { EntryKind, Visibility } from "@actionline/schema/entry-kind";
import type { StoredActivity } from "@actionline/schema/hub-records";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { Db } from "mongodb";
import { wordsOfPair } from "../event/event-words";
import type { Footprint } from "../watch/watch-slice";
import { asking, type Round, watchesMeeting } from "./round";

const BATCH = 500;

/** Tells of pairs that came to be known as one activity: merged by the matcher with certainty, or decided by a person. */
export async function findOverlapNews(round: Round, changed: ReadonlySet<string>): Promise<void> {
  const ids = [...changed];
  for (let at = 0; at < ids.length; at += BATCH) await tellOfPairs(round, ids.slice(at, at + BATCH));
}

async function tellOfPairs(round: Round, ids: readonly string[]): Promise<void> {
  const { db, from, to } = round;
  const [before, after] = [await pairsAt(db, ids, from), await pairsAt(db, ids, to)];
  const news = ids.flatMap((id) => {
    const pair = after.get(id);
    return pair?.confirmed === true && before.get(id)?.confirmed !== true ? [pair] : [];
  });
  const activities = await activitiesAt(
    db,
    news.flatMap(({ one, other }) => [one, other]),
    to,
  );
  for (const pair of news) await tellOfPair(round, pair, activities);
}

interface Pair {
  readonly id: string;
  readonly one: string;
  readonly other: string;
  readonly confirmed: boolean;
  readonly visibility: Visibility;
}

async function tellOfPair(round: Round, pair: Pair, activities: ReadonlyMap<string, PlacedActivity>): Promise<void> {
  const [one, other] = [activities.get(pair.one), activities.get(pair.other)];
  if (one === undefined || other === undefined) return;
  const hidden = [pair, one, other].some(({ visibility }) => visibility === "PRIVATE");
  const met = await watchesMeeting(
    round,
    [one, other].flatMap((activity) => footprintOf(activity, round) ?? []),
  );
  for (const watch of asking(round, met, "OVERLAP_CONFIRMED")) {
    if (hidden && !may(await round.owners.of(watch), "readPrivate")) continue;
    round.drafts.tell(watch, "OVERLAP_CONFIRMED", hidden ? "PRIVATE" : "PUBLIC", { overlap: pair.id, words: wordsOfPair(pair) });
  }
}

/** What was known of pairs at a sequence. */
async function pairsAt(db: Db, ids: readonly string[], sequence: number): Promise<Map<string, Pair>> {
  const overlaps = bySubject(await versionsAt(db, "OVERLAP", ids, sequence));
  const decisions = bySubject(await versionsAt(db, "OVERLAP_DECISION", ids, sequence));
  const pairs = new Map<string, Pair>();
  for (const id of ids) {
    const [overlap, decision] = [overlaps.get(id), decisions.get(id)];
    const either = overlap ?? decision;
    if (either === undefined) continue;
    const { one, other } = either.record;
    const hidden = [overlap, decision].some((version) => version?.visibility === "PRIVATE");
    pairs.set(id, { id, one, other, confirmed: isConfirmed(overlap?.record, decision?.record), visibility: hidden ? "PRIVATE" : "PUBLIC" });
  }
  return pairs;
}

/** A person's decision overrules the matcher. */
function isConfirmed(overlap: OverlapRecord | undefined, decision: OverlapDecisionRecord | undefined): boolean {
  if (decision !== undefined) return decision.decision === "SAME";
  return overlap?.level === "L0" && overlap.outcome === "MERGED";
}

const bySubject = <T>(versions: readonly Version<T>[]): Map<string, Version<T>> =>
  new Map(versions.map((version) => [version.subject, version]));

function versionsAt<K extends EntryKind>(
  db: Db,
  kind: K,
  subjects: readonly string[],
  sequence: number,
): Promise<Version<RecordOfKind[K]>[]> {
  const filter = { subject: { $in: [...subjects] }, from: { $lte: sequence }, to: { $gt: sequence } };
  return versionsOf(db, kind)
    .find(filter as never)
    .toArray() as Promise<Version<RecordOfKind[K]>[]>;
}

/** An activity with what it was accepted for in review. */
export interface PlacedActivity extends Pick<StoredActivity, "places" | "period"> {
  readonly items: readonly string[];
  readonly lines: readonly string[];
  readonly visibility: Visibility;
}

/** Activities at a sequence, by id. */
export async function activitiesAt(db: Db, ids: readonly string[], sequence: number): Promise<Map<string, PlacedActivity>> {
  if (ids.length === 0) return new Map();
  const accepted = { "record.activity": { $in: [...ids] }, "record.decision": "ACCEPTED", from: { $lte: sequence }, to: { $gt: sequence } };
  const reviews = await versionsOf(db, "REVIEW")
    .find(accepted as never)
    .toArray();
  return new Map(
    (await versionsAt(db, "ACTIVITY", ids, sequence)).map(({ subject, visibility, record }): [string, PlacedActivity] => {
      const own = reviews.filter(({ record: review }) => review.activity === subject).map(({ record: review }) => review);
      const items = [...(record.items ?? []).map(({ item }) => item), ...own.flatMap(({ item }) => item ?? [])];
      const lines = [...(record.actionLines ?? []), ...own.flatMap(({ item, actionLine }) => (item === null ? [actionLine] : []))];
      return [subject, { items, lines, places: record.places ?? [], period: record.period, visibility }];
    }),
  );
}

/** The cells that an activity works in; null for one that works for no item and no line. */
export function footprintOf({ items, lines, places = [], period }: PlacedActivity, { cells, point }: Round): Footprint | null {
  if (items.length + lines.length === 0) return null;
  const named = places.map(({ place }) => place);
  const first = yearOf(period.start) ?? yearOf(period.end);
  return {
    items: cells.itemsAround(items, lines, false, point),
    places: named.length === 0 ? null : cells.placesAround(named, false, point),
    years: { from: first ?? Number.NEGATIVE_INFINITY, to: yearOf(period.end) ?? Number.POSITIVE_INFINITY },
  };
}

function yearOf(date: string | undefined): number | null {
  const year = Number(date?.slice(0, 4));
  return date === undefined || Number.isNaN(year) ? null : year;
}
