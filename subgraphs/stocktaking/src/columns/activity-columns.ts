import type { LoggedChange } from "@actionline/log/follow";
import { splitHubId } from "@actionline/schema/hub-id";
import type { StoredActivity } from "@actionline/schema/hub-records";
import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import { actorsOf, dayOf, goalMask, leadOf, organizationKey, typeBit, typesOfMask, yearsOf } from "./activity-row";
import { countUpTo, findAscending } from "./ascending";
import { ASSIGNMENT, type Assignment, packAssignments } from "./assignment";
import { BudgetPresence } from "./budget-presence";
import { Dictionary } from "./dictionary";
import { DuplicateColumns } from "./duplicate-columns";
import { GrowingColumn, ListColumn } from "./growing-column";
import { MergedSubjects } from "./merged-subjects";
import type { KeptOrganization } from "./reference-tables";
import { ReviewColumns } from "./review-columns";
import type { ActivityKindCode, ActivityStatusCode } from "./row-filter";
import { RowLists } from "./row-lists";
import { SubjectRows } from "./subject-rows";

export const STATUSES: readonly ActivityStatusCode[] = ["PLANNED", "IMPLEMENTING", "COMPLETED", "SUSPENDED", "CANCELLED"];
export const ACTIVITY_KINDS: readonly ActivityKindCode[] = [
  "PROJECT",
  "PROGRAMME",
  "TRAINING",
  "CONFERENCE",
  "WEBSITE",
  "GUIDELINES",
  "TOOLKIT",
  "PUBLICATION",
  "DATABASE",
  "MEETING",
  "UNSPECIFIED",
];

/** `to` of a version that nothing has ended. */
export const STILL = 0xffffffff;
const NO_DAY = -0x80000000;

const tellsBytes = (part: unknown): part is { readonly bytes: number } =>
  typeof part === "object" && part !== null && "bytes" in part && typeof part.bytes === "number";

/**
 * Activities in columns: one row for each version, in the order of the log, valid from `from` until `to`. Columns are
 * public to the scans of this folder and of coverage, which read them bare; everyone else uses the accessors.
 */
export class ActivityColumns {
  readonly from = new GrowingColumn(Uint32Array);
  readonly to = new GrowingColumn(Uint32Array);
  readonly hidden = new GrowingColumn(Uint8Array);
  readonly subjects = new GrowingColumn(Int32Array);
  readonly starts = new GrowingColumn(Int32Array);
  readonly ends = new GrowingColumn(Int32Array);
  readonly firstYear = new GrowingColumn(Int16Array);
  readonly lastYear = new GrowingColumn(Int16Array);
  readonly statuses = new GrowingColumn(Uint8Array);
  readonly kinds = new GrowingColumn(Uint8Array);
  readonly reporters = new GrowingColumn(Int32Array);
  readonly leads = new GrowingColumn(Int32Array);
  readonly agencies = new GrowingColumn(Int32Array);
  readonly sources = new GrowingColumn(Int32Array);
  readonly goals = new GrowingColumn(Uint32Array);
  /** Types that the record itself states for its actors. */
  readonly statedTypes = new GrowingColumn(Uint8Array);
  /** Actors without a stated type: theirs is what the organization's own record says at the point that is read. */
  readonly actors = new ListColumn();
  readonly places = new ListColumn();
  readonly assignments = new ListColumn();

  /** Rows by what they are assigned to, on whatever basis, and by the places that they name. */
  readonly rowsByCode = new RowLists();
  readonly rowsByPlace = new RowLists();

  readonly subjectNames = new Dictionary();
  readonly organizationKeys = new Dictionary();
  readonly agencyIds = new Dictionary();
  readonly sourceIds = new Dictionary();
  readonly placeIds = new Dictionary();
  readonly codes = new Dictionary();
  /** Names as published, for organizations that the hub holds no record of. */
  readonly #publicNames: string[] = [];
  /** The same where private records alone publish one: only for those who may read private records. */
  readonly #privateNames: string[] = [];

  readonly reviews = new ReviewColumns(this.codes, this.subjectNames);
  /** Which activities went into which. */
  readonly merged = new MergedSubjects(this.subjectNames);
  readonly budgets = new BudgetPresence(this.subjectNames, this.merged);
  /** The rows of each activity. */
  readonly rowsOf = new SubjectRows(this);
  /** Which activities are records of one and the same. */
  readonly duplicates = new DuplicateColumns(this.subjectNames, this.rowsOf);

  get rows(): number {
    return this.from.length;
  }

  /** Bytes held by columns, lists of rows and dictionaries, room for growth included. */
  get bytes(): number {
    return Object.values(this).reduce((sum: number, part: unknown) => sum + (tellsBytes(part) ? part.bytes : 0), 0);
  }

  apply(change: LoggedChange<"ACTIVITY">): void {
    const ended = change.ends === null ? -1 : findAscending(this.from, change.ends);
    if (ended !== -1) this.to.set(ended, change.sequence);
    this.merged.apply(change);
    if (change.record !== null) this.#add(change, change.record);
    const goesOn = ended !== -1 && change.record !== null && this.hidden.at(ended) === this.hidden.at(this.rows - 1);
    if (!goesOn) this.duplicates.activityChanged(this.subjectNames.find(change.subject), change.sequence);
  }

  /** Takes the ended versions of a subject out, at every point: what they held was erased. */
  forget(subject: string): void {
    for (const row of this.rowsOf.all(this.subjectNames.find(subject))) {
      if (this.to.at(row) !== STILL) this.to.set(row, this.from.at(row));
    }
  }

  /** How many rows came in up to a sequence: rows ascend by it. */
  rowsUpTo(sequence: number): number {
    return countUpTo(this.from.array, sequence, this.from.length);
  }

  sequence(row: number): number {
    return this.from.at(row);
  }

  subject(row: number): string {
    return this.subjectNames.text(this.subjects.at(row));
  }

  isLive(row: number, sequence: number): boolean {
    return this.from.at(row) <= sequence && sequence < this.to.at(row);
  }

  /** Days since 1970-01-01, or null where the source gives none. */
  startDay(row: number): number | null {
    const day = this.starts.at(row);
    return day === NO_DAY ? null : day;
  }

  endDay(row: number): number | null {
    const day = this.ends.at(row);
    return day === NO_DAY ? null : day;
  }

  /** The years its period meets, both ends included; null where it has no date at all. An open end is year 32767. */
  years(row: number): { readonly first: number; readonly last: number } | null {
    const first = this.firstYear.at(row);
    const last = this.lastYear.at(row);
    return first > last ? null : { first, last };
  }

  status(row: number): ActivityStatusCode {
    return STATUSES[this.statuses.at(row)] ?? "PLANNED";
  }

  kind(row: number): ActivityKindCode {
    return ACTIVITY_KINDS[this.kinds.at(row)] ?? "UNSPECIFIED";
  }

  /** The reporter's key: the hub's id, else another register's reference, else its name as published. */
  reporterOf(row: number): string {
    return this.organizationKeys.text(this.reporters.at(row));
  }

  leadOf(row: number): string {
    return this.organizationKeys.text(this.leads.at(row));
  }

  agencyOf(row: number): string {
    return this.agencyIds.text(this.agencies.at(row));
  }

  sourceOf(row: number): string {
    return this.sourceIds.text(this.sources.at(row));
  }

  placesOf(row: number): string[] {
    return Array.from(this.places.list(row), (place) => this.placeIds.text(place));
  }

  /** Goals of the 2030 Agenda that the publisher names. */
  sdgsOf(row: number): number[] {
    const mask = this.goals.at(row);
    return Array.from({ length: 17 }, (_, index) => index + 1).filter((goal) => (mask & (1 << goal)) !== 0);
  }

  /** Every assignment at a sequence, to items and to whole lines, each with its basis; rejected ones are gone. */
  assignmentsOf(row: number, sequence: number, privateToo: boolean): Assignment[] {
    return this.reviews.resolve(this.subjects.at(row), this.assignments.list(row), sequence, privateToo);
  }

  itemsOf(row: number, sequence: number, privateToo: boolean): Assignment[] {
    return this.assignmentsOf(row, sequence, privateToo).filter(({ isLine }) => !isLine);
  }

  linesOf(row: number, sequence: number, privateToo: boolean): Assignment[] {
    return this.assignmentsOf(row, sequence, privateToo).filter(({ isLine }) => isLine);
  }

  /** Types of those that lead or implement; the reporter's where neither is named. */
  stakeholderTypes(row: number, organizations: ReadonlyMap<string, KeptOrganization>): StakeholderType[] {
    const masks = Array.from(this.actors.list(row), (actor) => {
      const type = organizations.get(this.organizationKeys.text(actor))?.type;
      return type === undefined ? 0 : typeBit(type);
    });
    return typesOfMask(masks.reduce((all, mask) => all | mask, this.statedTypes.at(row)));
  }

  /** How many budgets the hub holds for the activity at a sequence. */
  budgetsAt(row: number, sequence: number, privateToo: boolean): number {
    return this.budgets.count(this.subjects.at(row), sequence, privateToo);
  }

  /** A name for an organization's key: its record's, else the first one published for this reader to see. */
  nameOfOrganization(key: string, organizations: ReadonlyMap<string, KeptOrganization>, privateToo: boolean): string {
    const number = this.organizationKeys.find(key);
    const published = this.#publicNames[number] ?? (privateToo ? this.#privateNames[number] : undefined);
    return organizations.get(key)?.name ?? published ?? key;
  }

  #add({ sequence, subject, owner, visibility }: LoggedChange<"ACTIVITY">, record: StoredActivity): void {
    if (sequence >= STILL) throw new RangeError(`The columns number versions up to ${STILL}; the log has reached ${sequence}.`);
    const { first, last } = yearsOf(record.period, record.status);
    this.from.push(sequence);
    this.to.push(STILL);
    const hidden = visibility === "PRIVATE";
    this.hidden.push(hidden ? 1 : 0);
    const number = this.subjectNames.intern(subject);
    this.subjects.push(number);
    this.rowsOf.push(number);
    this.starts.push(dayOf(record.period.start) ?? NO_DAY);
    this.ends.push(dayOf(record.period.end) ?? NO_DAY);
    this.firstYear.push(first);
    this.lastYear.push(last);
    this.statuses.push(STATUSES.indexOf(record.status));
    this.kinds.push(ACTIVITY_KINDS.indexOf(record.activityKind));
    this.reporters.push(this.#organization(record.reporter, hidden));
    this.leads.push(this.#organization(leadOf(record), hidden));
    this.agencies.push(this.agencyIds.intern(splitHubId(subject)?.agency ?? owner));
    this.sources.push(this.sourceIds.intern(record.source));
    this.goals.push(goalMask(record));
    this.#addActors(record, hidden);
    const places = new Set((record.places ?? []).map(({ place }) => this.placeIds.intern(place)));
    this.places.pushList(places);
    this.rowsByPlace.push(this.rows - 1, places);
    const assignments = packAssignments(record, this.codes);
    this.assignments.pushList(assignments);
    this.rowsByCode.push(this.rows - 1, new Set(assignments.map((packed) => packed >>> ASSIGNMENT.bits)));
  }

  #addActors(record: StoredActivity, hidden: boolean): void {
    const actors = actorsOf(record);
    this.statedTypes.push(actors.reduce((mask, { type }) => (type === undefined ? mask : mask | typeBit(type)), 0));
    this.actors.pushList(new Set(actors.filter(({ type }) => type === undefined).map((actor) => this.#organization(actor, hidden))));
  }

  #organization(reference: StoredActivity["reporter"], hidden: boolean): number {
    const number = this.organizationKeys.intern(organizationKey(reference));
    const names = hidden ? this.#privateNames : this.#publicNames;
    names[number] ??= reference.name;
    return number;
  }
}
