import { SeenTable } from "./seen-table";
import { HARVESTED_KINDS, type HarvestedKind } from "./stored-record";

/** Which records a run met: those it took, those it refused, and those the source expressly deletes. */
export class PublishedIds {
  /** Ids of DELETEs with their kind where it was named, the last word on an id standing. */
  readonly deleted = new Map<string, HarvestedKind | null>();
  readonly #seen = new SeenTable();
  #any = false;

  /** Whether the run met anything that it could tell apart by an id. */
  get any(): boolean {
    return this.#any;
  }

  /** Takes an upsert; says whether it is new in this run, the same again, or another content under the same id. */
  take(kind: HarvestedKind, id: string, hash: string): { seen: "NEW" | "SAME" | "OTHER"; kept: string } {
    this.#any = true;
    this.deleted.delete(id);
    const key = `${kind} ${id}`;
    const seen = this.#seen.note(key, hash);
    return { seen, kept: seen === "OTHER" ? this.#seen.contentOf(key) : hash };
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

  /** Whether the run took a record or a deletion under this id, whatever its kind. */
  took(id: string): boolean {
    return this.deleted.has(id) || HARVESTED_KINDS.some((kind) => this.#seen.has(`${kind} ${id}`));
  }

  has(kind: HarvestedKind, id: string): boolean {
    return this.#seen.has(`${kind} ${id}`) || this.#seen.has(`still ${kind} ${id}`);
  }
}
