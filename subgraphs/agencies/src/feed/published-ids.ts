import { SeenTable } from "./seen-table";
import { HARVESTED_KINDS, type HarvestedKind } from "./stored-record";

/** What a run knows of an upsert's id: whether it met it before, the content that stands, and where that stands. */
export interface Taken {
  readonly seen: "NEW" | "SAME" | "OTHER";
  readonly kept: string;
  readonly first: string;
}

/** What became of a record that its source ended. */
export interface Ended {
  /** What it went into; empty where it was deleted. */
  readonly into: readonly string[];
  /** Hubs that the word came through. */
  readonly origin: readonly string[];
}

/** A place in a source, such as `line 12, column 3` or `record 7`: its first number is all that is kept of it. */
const NUMBERED = /^(\D*)(\d+)/;

/** The place of another record of the same source, by its number. */
function likePlace(place: string, number: number): string {
  return number === 0 ? "an earlier place" : `${NUMBERED.exec(place)?.[1] ?? ""}${number}`;
}

const DELETED: Ended = { into: [], origin: [] };

/** Which records a run met: those it took, those it refused, and those the source expressly deletes. */
export class PublishedIds {
  /** Ids of DELETEs with their kind where it was named, the last word on an id standing. */
  readonly deleted = new Map<string, HarvestedKind | null>();
  readonly #seen = new SeenTable();
  readonly #recalled = new Map<HarvestedKind, string[]>();
  readonly #ended = new Map<string, Ended>();
  #any = false;
  #anyValues = false;

  /** Whether all that it met is counted where the hub counts what it holds of a source: values of agencies' own fields aren't. */
  get countsAll(): boolean {
    return !this.#anyValues;
  }

  /** Whether the run met anything that it could tell apart by an id. */
  get any(): boolean {
    return this.#any;
  }

  /**
   * Takes an upsert; says whether it is new in this run, the same again, or another content under the same id, and for
   * one that isn't new what stands and where.
   */
  take(kind: HarvestedKind, id: string, hash: string, place: string): Taken {
    this.#any = true;
    this.#anyValues ||= (kind as string) === "ENTITY";
    this.deleted.delete(id);
    const key = `${kind} ${id}`;
    const seen = this.#seen.note(key, hash, Number(NUMBERED.exec(place)?.[2] ?? 0));
    if (seen === "NEW") return { seen, kept: hash, first: place };
    return { seen, kept: this.#seen.contentOf(key), first: likePlace(place, this.#seen.numberOf(key)) };
  }

  /** The source still has the record: it said so, or it published it in a form that was refused. */
  confirm(kind: HarvestedKind | null, id: string): void {
    this.#any = true;
    for (const each of kind === null ? HARVESTED_KINDS : [kind]) this.#seen.note(`still ${each} ${id}`);
  }

  refuse(kind: HarvestedKind | null, id: string): void {
    this.confirm(kind, id);
    for (const each of kind === null ? HARVESTED_KINDS : [kind]) this.#seen.note(`refused ${each} ${id}`);
  }

  wasRefused(kind: HarvestedKind, id: string): boolean {
    return this.#seen.has(`refused ${kind} ${id}`);
  }

  /** Notes that an activity has amounts in this run. */
  noteAmountsOf(activity: string): void {
    this.#seen.note(`amounts ${activity}`);
  }

  hasAmounts(activity: string): boolean {
    return this.#seen.has(`amounts ${activity}`);
  }

  /** The source ended the record; the last word on an id stands. */
  delete(kind: HarvestedKind | null, id: string, ended: Ended): void {
    this.deleted.set(id, kind);
    this.#note(id, ended);
  }

  /** What became of a record that is to go. */
  endOf(id: string): Ended {
    return this.#ended.get(id) ?? DELETED;
  }

  #note(id: string, ended: Ended): void {
    if (ended.into.length + ended.origin.length > 0) this.#ended.set(id, ended);
    else this.#ended.delete(id);
  }

  /** Takes up a deletion that an earlier run was asked for and didn't apply. */
  recall(kind: HarvestedKind, id: string, ended: Ended = DELETED): void {
    if (!this.deleted.has(id)) this.#note(id, ended);
    const ofKind = this.#recalled.get(kind);
    if (ofKind === undefined) this.#recalled.set(kind, [id]);
    else ofKind.push(id);
  }

  /** Ids of one kind whose deletion is asked for by name, now or in an earlier run. */
  namedFor(kind: HarvestedKind): string[] {
    const now = [...this.deleted].filter(([, ofKind]) => (ofKind ?? kind) === kind).map(([id]) => id);
    return [...new Set([...now, ...(this.#recalled.get(kind) ?? [])])];
  }

  /** Whether the run took a record or a deletion under this id, whatever its kind. */
  took(id: string): boolean {
    return this.deleted.has(id) || HARVESTED_KINDS.some((kind) => this.#seen.has(`${kind} ${id}`));
  }

  has(kind: HarvestedKind, id: string): boolean {
    return this.#seen.has(`${kind} ${id}`) || this.#seen.has(`still ${kind} ${id}`);
  }
}
