import { versionsOf } from "@actionline/log/collections";
import type { LoggedChange } from "@actionline/log/follow";
import type { Db } from "mongodb";
import { featuresOf } from "../features/activity-features";
import type { BesideChanges } from "./activity-reader";
import type { MatchState } from "./match-state";

export const FOLLOWED = ["ACTIVITY", "BUDGET", "REVIEW", "OVERLAP_DECISION", "PLACE", "PLAN_ITEM"] as const;
export type Followed = (typeof FOLLOWED)[number];

/** Whose pairs a batch of changes may alter. */
export interface Altered {
  /** Activities by id, those that are gone too. */
  readonly subjects: Set<string>;
  /** Living versions of others. */
  readonly versions: Set<number>;
  /** Places or items changed: every pair may. */
  everything: boolean;
}

/** Takes changes into the index in their order, and says whose pairs they may alter. */
export async function followChanges(db: Db, state: MatchState, changes: readonly LoggedChange<Followed>[]): Promise<Altered> {
  const altered: Altered = { subjects: new Set(), versions: new Set(), everything: false };
  const ended = changes.flatMap(({ kind, ends }) => (kind === "ACTIVITY" && ends !== null ? ends : []));
  const subjects = changes.flatMap(({ kind, subject }) => (kind === "ACTIVITY" ? subject : []));
  const beside = await state.reader.beside(subjects, ended, changes.at(-1)?.sequence ?? state.sequence);
  for (const change of changes) {
    if (change.kind === "ACTIVITY") followActivity(state, change, beside, altered);
    else if (change.kind === "REVIEW") await followReview(state, change, altered);
    else if (change.kind === "PLACE" || change.kind === "PLAN_ITEM") altered.everything = true;
    state.sequence = change.sequence;
  }
  await noteBeside(db, changes, altered);
  return altered;
}

function followActivity({ index }: MatchState, change: LoggedChange<"ACTIVITY">, beside: BesideChanges, altered: Altered): void {
  const { ends, subject, sequence, record } = change;
  const slot = ends === null ? -1 : index.heads.slotOf(ends);
  if (ends !== null && slot !== -1) noteVersions(index, index.remove(slot, beside.featuresOfEnded(ends)), altered);
  if (record !== null) {
    const features = featuresOf(record, { accepted: beside.acceptedAt(subject, sequence) });
    noteVersions(index, index.add(sequence, features), altered);
  }
  altered.subjects.add(subject);
}

async function followReview({ index, reader }: MatchState, change: LoggedChange<"REVIEW">, altered: Altered): Promise<void> {
  const activity = change.record?.activity ?? change.subject.slice(0, change.subject.lastIndexOf("#"));
  const [read] = await reader.subjects([activity], change.sequence);
  const slot = read === undefined ? -1 : index.heads.slotOf(read.sequence);
  if (read !== undefined && slot !== -1) noteVersions(index, index.setItems(slot, read.features), altered);
  altered.subjects.add(activity);
}

function noteVersions({ heads }: MatchState["index"], slots: readonly number[], altered: Altered): void {
  for (const slot of slots) altered.versions.add(heads.sequences.at(slot));
}

/** Activities whose amounts changed, or on whose pairs a person decided; what an ended version named counts too. */
async function noteBeside(db: Db, changes: readonly LoggedChange<Followed>[], { subjects }: Altered): Promise<void> {
  const decided: { readonly one: string; readonly other: string }[] = [];
  for (const { kind, record } of changes) {
    if (kind === "BUDGET" && record?.activity !== undefined) subjects.add(record.activity);
    if (kind === "OVERLAP_DECISION" && record !== null) decided.push(record);
  }
  const ended = (kind: Followed): number[] =>
    changes.flatMap((change) => (change.kind === kind && change.ends !== null ? change.ends : []));
  const [budgets, decisions] = await Promise.all([
    versionsOf(db, "BUDGET")
      .find({ _id: { $in: ended("BUDGET") } })
      .project<{ record?: { activity?: string } }>({ "record.activity": 1 })
      .toArray(),
    versionsOf(db, "OVERLAP_DECISION")
      .find({ _id: { $in: ended("OVERLAP_DECISION") } })
      .toArray(),
  ]);
  for (const { record } of budgets) if (record?.activity !== undefined) subjects.add(record.activity);
  for (const { one, other } of [...decided, ...decisions.map(({ record }) => record)]) {
    subjects.add(one);
    subjects.add(other);
  }
}
