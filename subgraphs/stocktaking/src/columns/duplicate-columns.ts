import type { LoggedChange } from "@actionline/log/follow";
import { countUpTo } from "./ascending";
import { type Clusters, clustersOf, type JoinedClusters, NO_CLUSTERS } from "./clusters";
import type { Dictionary } from "./dictionary";
import { GrowingColumn } from "./growing-column";
import { type Decided, type Found, foundBy, inForce, isOfOne, type Kept, type Saying, say, seen, silences } from "./sayings";
import type { SubjectRows } from "./subject-rows";

export type { Clusters } from "./clusters";

/** A pair as it stands at a point. Whether a reader may see what is said is for who asks to judge. */
export interface PairStanding {
  /** The id of the overlap. */
  readonly id: string;
  /** Numbers of the two activities. */
  readonly one: number;
  readonly other: number;
  readonly found: Saying<Found> | null;
  readonly decided: Saying<Decided> | null;
}

interface Pair {
  readonly id: string;
  /** Places among the linked subjects. */
  readonly one: number;
  readonly other: number;
  readonly found: Kept<Found>[];
  /** By a person, who overrules the matcher. */
  readonly decided: Kept<Decided>[];
}

const POINTS_REMEMBERED = 4;
/** After more changes than these, a point is as well built anew. */
const MOST_JOINED = 5_000;
/** A point is remembered by how many changes it knows of, and by who asks. */
const keyOf = (changes: number, privateToo: boolean): number => changes * 2 + (privateToo ? 1 : 0);

/**
 * Which activities are records of one and the same, at any sequence: what the matcher found and what people decided, in
 * all versions. Only records that hold at the point and that the reader may see are linked there.
 */
export class DuplicateColumns {
  readonly #subjects: Dictionary;
  readonly #rows: SubjectRows;
  readonly #pairs = new Map<string, Pair>();
  /** By subject's number: its place among the linked ones plus one; 0 for one that no pair names. */
  readonly placesOfSubjects = new GrowingColumn(Uint32Array);
  /** By place: the subject's number. */
  readonly #linked = new GrowingColumn(Uint32Array);
  /** By place: the pairs that name it. */
  readonly #pairsOf: Pair[][] = [];
  readonly #changedAt: number[] = [];
  /** By change: the pair that it did no more to than link it, or link it more surely; null for every other one. */
  readonly #joined: (Pair | null)[] = [];
  readonly #points = new Map<number, JoinedClusters>();

  constructor(subjects: Dictionary, rows: SubjectRows) {
    this.#subjects = subjects;
    this.#rows = rows;
  }

  /** Bytes of the typed arrays. */
  get bytes(): number {
    return this.placesOfSubjects.bytes + this.#linked.bytes;
  }

  /** How many pairs any entry names. */
  get pairs(): number {
    return this.#pairs.size;
  }

  /** Takes in the next change; changes come in order of their sequences. */
  apply(change: LoggedChange<"OVERLAP"> | LoggedChange<"OVERLAP_DECISION">): void {
    const { sequence, subject, record, visibility } = change;
    const pair = this.#pairs.get(subject) ?? (record === null ? null : this.#add(subject, record.one, record.other));
    if (pair === null) return;
    const hidden = visibility === "PRIVATE";
    if (change.kind === "OVERLAP") this.#find(pair, sequence, hidden, change.record === null ? null : foundBy(change.record));
    else this.#decide(pair, sequence, hidden, change.record?.decision ?? null);
  }

  /** Takes note that an activity came, went, or changed who may see it; another version of it changes no link. */
  activityChanged(subject: number, sequence: number): void {
    if (this.hasAny(subject)) this.#changed(sequence, null);
  }

  /** Whether any pair ever named the subject; a scan asks here first. */
  hasAny(subject: number): boolean {
    return (this.placesOfSubjects.array[subject] ?? 0) !== 0;
  }

  /** The clusters that hold at a sequence, the same object as long as nothing about them changed. */
  at(sequence: number, privateToo: boolean): Clusters {
    const changes = countUpTo(this.#changedAt, sequence);
    if (changes === 0) return NO_CLUSTERS;
    const key = keyOf(changes, privateToo);
    const known = this.#points.get(key);
    if (known !== undefined) return known;
    const point = this.#joinOn(changes, sequence, privateToo) ?? this.#build(sequence, privateToo);
    const oldest = this.#points.keys().next();
    if (this.#points.size >= POINTS_REMEMBERED && !oldest.done) this.#points.delete(oldest.value);
    this.#points.set(key, point);
    return point;
  }

  /** Every pair of which anything is said at a sequence. */
  *standings(sequence: number): Generator<PairStanding, void, void> {
    for (const pair of this.#pairs.values()) {
      const standing = this.#standing(pair, sequence);
      if (standing !== null) yield standing;
    }
  }

  /** The pairs of one subject. */
  standingsOf(subject: number, sequence: number): PairStanding[] {
    const place = this.hasAny(subject) ? this.placesOfSubjects.at(subject) - 1 : -1;
    return (this.#pairsOf[place] ?? []).flatMap((pair) => this.#standing(pair, sequence) ?? []);
  }

  /** One pair by the overlap's id; null where nothing is said of it. */
  standing(id: string, sequence: number): PairStanding | null {
    const pair = this.#pairs.get(id);
    return pair === undefined ? null : this.#standing(pair, sequence);
  }

  #standing({ id, one, other, found, decided }: Pair, sequence: number): PairStanding | null {
    const standing = { found: inForce(found, sequence), decided: inForce(decided, sequence) };
    if (standing.found === null && standing.decided === null) return null;
    return { id, one: this.#linked.at(one), other: this.#linked.at(other), ...standing };
  }

  #find(pair: Pair, sequence: number, hidden: boolean, said: Found | null): void {
    const before = inForce(pair.found, sequence);
    say(pair.found, sequence, hidden, said);
    // Activities that overlap without being one are in no cluster, and other reasons for the same change none either.
    if (!isOfOne(before?.said ?? null) && !isOfOne(said)) return;
    if (before !== null && before.said === said && before.hidden === hidden) return;
    this.#changed(sequence, before === null && inForce(pair.decided, sequence) === null ? pair : null);
  }

  #decide(pair: Pair, sequence: number, hidden: boolean, said: Decided | null): void {
    const before = inForce(pair.decided, sequence);
    say(pair.decided, sequence, hidden, said);
    this.#changed(sequence, before === null && said === "SAME" ? pair : null);
  }

  #changed(sequence: number, joined: Pair | null): void {
    this.#changedAt.push(sequence);
    this.#joined.push(joined);
  }

  /** Goes on from the last remembered point before, where everything since then only linked; null where it can't. */
  #joinOn(changes: number, sequence: number, privateToo: boolean): JoinedClusters | null {
    const earlier = Array.from({ length: Math.min(changes, MOST_JOINED) }, (_, back) => changes - 1 - back);
    const from = earlier.find((before) => this.#points.has(keyOf(before, privateToo)) || this.#joined[before] === null);
    const base = from === undefined ? undefined : this.#points.get(keyOf(from, privateToo));
    if (from === undefined || base === undefined) return null;
    const pairs = this.#joined.slice(from, changes);
    if (pairs.includes(null)) return null;
    return this.#clustersOf(
      pairs.filter((pair) => pair !== null),
      sequence,
      privateToo,
      base,
    );
  }

  #build(sequence: number, privateToo: boolean): JoinedClusters {
    return this.#clustersOf(this.#pairs.values(), sequence, privateToo, null);
  }

  #clustersOf(pairs: Iterable<Pair>, sequence: number, privateToo: boolean, base: JoinedClusters | null): JoinedClusters {
    const linked = this.#linked.array.slice(0, this.#linked.length);
    const isLive = (place: number): boolean => this.#rows.at(linked[place] ?? 0, sequence, privateToo) !== -1;
    const confirmed: number[] = [];
    const proposed: number[] = [];
    for (const { one, other, found, decided } of pairs) {
      const decision = inForce(decided, sequence);
      const said = seen(decision, privateToo) ?? (silences(decision) ? null : seen(inForce(found, sequence), privateToo));
      if (said !== "SAME" && said !== "MERGED" && said !== "PROPOSED") continue;
      if (isLive(one) && isLive(other)) (said === "PROPOSED" ? proposed : confirmed).push(one, other);
    }
    const first = this.#rows.firstOfEach(linked);
    return clustersOf({ places: this.placesOfSubjects, linked, first, confirmed, proposed }, base);
  }

  #add(id: string, one: string, other: string): Pair {
    const pair = { id, one: this.#placeOf(one), other: this.#placeOf(other), found: [], decided: [] };
    this.#pairs.set(id, pair);
    for (const place of [pair.one, pair.other]) this.#pairsOf[place]?.push(pair);
    return pair;
  }

  #placeOf(activity: string): number {
    const subject = this.#subjects.intern(activity);
    while (this.placesOfSubjects.length <= subject) this.placesOfSubjects.push(0);
    const known = this.placesOfSubjects.at(subject);
    if (known !== 0) return known - 1;
    this.#linked.push(subject);
    this.#pairsOf.push([]);
    this.placesOfSubjects.set(subject, this.#linked.length);
    return this.#linked.length - 1;
  }
}
