import { ANYONE, type Principal, type RoleName } from "@actionline/kit/access";
import { versionsOf } from "@actionline/log/collections";
import type { FindingKind, FindingRecord } from "@actionline/schema/coordination-records";
import type { WatchedKindName } from "../event/event-kind";
import { type PartyKindName, wordsOfFinding } from "../event/event-words";
import { type Address, awaitedOf, eventsOf, type StoredWatch } from "../store";
import type { Footprint } from "../watch/watch-slice";
import type { FindingChange } from "./gather";
import { activitiesAt, footprintOf } from "./overlap-news";
import { asking, type Round, watchesMeeting } from "./round";

/** Confirmed findings that a watch is told of, by kind. */
const WATCHED: Partial<Record<FindingKind, WatchedKindName>> = {
  O2_ACTIVITY: "GAP_CONFIRMED",
  O4_BREADTH: "GAP_CONFIRMED",
  L3_CANDIDATE_DUPLICATION: "OVERLAP_CONFIRMED",
};

/** What a round changes in the list of confirmed findings that not everybody may see yet. */
export interface AwaitedChanges {
  readonly begun: ReadonlyMap<string, number>;
  readonly ended: ReadonlySet<string>;
}

/** Tells parties what happens to findings about them, and watches of those that a person confirmed. */
export async function findFindingNews(round: Round, changes: readonly FindingChange[]): Promise<AwaitedChanges> {
  const begun = new Map<string, number>();
  for (const change of changes) tellParties(round, change);
  for (const change of wholeRound(changes)) {
    if (!becameConfirmed(change)) continue;
    await tellWatches(round, change.now, new Set());
    if (!isPublic(round, change.now)) begun.set(change.now.id, change.sequence);
  }
  return { begun, ended: await tellOfPublished(round) };
}

/** What the round did to each finding, from before it to its end: what was taken back within it is none of the watches' business. */
function wholeRound(changes: readonly FindingChange[]): FindingChange[] {
  const whole = new Map<string, FindingChange>();
  for (const change of changes) whole.set(change.now.id, { ...change, before: (whole.get(change.now.id) ?? change).before });
  return [...whole.values()];
}

function tellParties(round: Round, { now, before, sequence }: FindingChange): void {
  const happened: [boolean, PartyKindName][] = [
    [now.notifiedAt !== null && now.notifiedAt !== before?.notifiedAt, "FINDING_NOTIFIED"],
    [now.replies.length > (before?.replies.length ?? 0), "FINDING_REPLIED"],
    [now.decision !== null && now.decision.at !== before?.decision?.at, "FINDING_DECIDED"],
  ];
  for (const [did, kind] of happened) {
    const audience = did ? audienceOf(round, now, kind) : [];
    if (audience.length > 0) round.drafts.tellParties(kind, audience, now, sequence);
  }
}

/** Parties, and the line's team: each only as far as it may see the finding by the one rule of who sees it. */
function audienceOf(round: Round, finding: FindingRecord, kind: PartyKindName): Address[] {
  const { parties, actionLine } = finding;
  const standing: [RoleName, string | null, Address][] = [
    ...parties.flatMap(({ agency }): [RoleName, string, Address][] => (agency === null ? [] : [["PUBLISHER", agency, `agency:${agency}`]])),
    ...parties.map(({ organization }): [RoleName, string, Address] => ["REPRESENTATIVE", organization, `organization:${organization}`]),
    ...(actionLine === null ? [] : [["MODERATOR", actionLine, `team:${actionLine}`] as [RoleName, string, Address]]),
    ...(kind === "FINDING_REPLIED" ? [["SECRETARIAT", null, "secretariat"] as [RoleName, null, Address]] : []),
  ];
  const allowed = standing.filter(([name, of]) => {
    const role: Principal = { id: "hub:notices", name: "notices", roles: [{ name, of }] };
    return round.findings.maySee(finding, role, round.point.instant);
  });
  return [...new Set(allowed.map(([, , address]) => address))];
}

const becameConfirmed = ({ now, before }: FindingChange): boolean =>
  now.state === "CONFIRMED" && before?.state !== "CONFIRMED" && WATCHED[now.kind] !== undefined;

const isPublic = ({ findings, point }: Round, finding: FindingRecord): boolean => findings.maySee(finding, ANYONE, point.instant);

/** Each watch is judged by what its owner may see at this moment. */
async function tellWatches(round: Round, finding: FindingRecord, told: ReadonlySet<string>): Promise<void> {
  const kind = WATCHED[finding.kind];
  if (kind === undefined) return;
  const visibility = isPublic(round, finding) ? "PUBLIC" : "PRIVATE";
  const met = await watchesMeeting(round, await footprintsOf(finding, round));
  for (const watch of asking(round, met, kind)) {
    if (told.has(watch._id) || !isOfType(finding, watch)) continue;
    if (visibility === "PRIVATE" && !round.findings.maySee(finding, await round.owners.of(watch), round.point.instant)) continue;
    round.drafts.tell(watch, kind, visibility, { finding: finding.id, words: wordsOfFinding(finding) });
  }
}

/** A finding about one type of stakeholder is none of a watch's business that asks for others. */
function isOfType({ stakeholderType }: FindingRecord, { slice }: StoredWatch): boolean {
  const types: readonly string[] | null = slice.stakeholderTypes;
  return stakeholderType === null || types === null || types.includes(stakeholderType);
}

/** A finding becomes public by time alone: then those are told who weren't before. */
async function tellOfPublished(round: Round): Promise<Set<string>> {
  const { db, to } = round;
  const waiting = await awaitedOf(db).distinct("_id");
  if (waiting.length === 0) return new Set();
  const found = await versionsOf(db, "FINDING")
    .find({ subject: { $in: waiting }, from: { $lte: to }, to: { $gt: to } } as never)
    .toArray();
  const awaited = found.map(({ record }) => record).filter(({ state }) => state === "CONFIRMED" || state === "RESOLVED");
  // One that was resolved before it was public never becomes so.
  const still = new Set(awaited.filter((finding) => finding.state === "CONFIRMED" && !isPublic(round, finding)).map(({ id }) => id));
  for (const finding of awaited.filter((each) => isPublic(round, each))) {
    const told = await eventsOf(db).distinct("watch", { findings: finding.id, watch: { $ne: null } });
    await tellWatches(round, finding, new Set(told.flatMap((watch) => watch ?? [])));
  }
  return new Set(waiting.filter((id) => !still.has(id)));
}

async function footprintsOf(finding: FindingRecord, round: Round): Promise<Footprint[]> {
  const { item, actionLine, place, year, activities } = finding;
  if (item !== null || actionLine !== null) {
    const items =
      item === null ? round.cells.itemsAround([], actionLine === null ? [] : [actionLine], false, round.point) : new Set([item]);
    const years = year === null ? null : { from: year, to: year };
    return [{ items, places: place === null ? null : new Set([place]), years }];
  }
  const found = await activitiesAt(round.db, activities, round.to);
  return [...found.values()].flatMap((activity) => footprintOf(activity, round) ?? []);
}
