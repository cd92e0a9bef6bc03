import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { splitHubId } from "@actionline/schema/hub-id";
import type { Db } from "mongodb";
import type { PlacedChange } from "./feed-item";
import { HARVESTED_KINDS } from "./stored-record";

/**
 * Which records of other agencies a hub may hand on: those of agencies that don't report here themselves, and that nobody
 * else handed on before.
 */
export class HandedOn {
  readonly #db: Db;
  readonly #hub: string;
  readonly #agencies = new Map<string, boolean>();
  #mayWrite = new Map<string, boolean>();

  constructor(db: Db, hub: string) {
    this.#db = db;
    this.#hub = hub;
  }

  /** Looks up whose the records are that these changes name. */
  async look(changes: readonly PlacedChange[]): Promise<void> {
    this.#mayWrite = new Map();
    for (const id of new Set(changes.map(({ change }) => idOfChange(change)).filter((each) => each !== null))) {
      this.#mayWrite.set(id, await this.#find(id));
    }
  }

  /** Of an id that was looked up last. */
  mayWrite(id: string): boolean {
    return this.#mayWrite.get(id) ?? false;
  }

  async #find(id: string): Promise<boolean> {
    const agency = splitHubId(id)?.agency ?? id.split("/")[0] ?? "";
    if (agency === this.#hub) return true;
    if (await this.#reportsHere(agency)) return false;
    for (const kind of HARVESTED_KINDS) {
      const head = await versionsOf(this.#db, kind).findOne({ subject: id, to: OPEN } as never, { projection: { owner: 1 } });
      if (head !== null) return head.owner === this.#hub;
    }
    return true;
  }

  async #reportsHere(agency: string): Promise<boolean> {
    const known = this.#agencies.get(agency);
    if (known !== undefined) return known;
    const found = (await versionsOf(this.#db, "AGENCY").findOne({ subject: agency, to: OPEN })) !== null;
    this.#agencies.set(agency, found);
    return found;
  }
}

/** The id that a change names, where it could be one. */
export function idOfChange(change: unknown): string | null {
  const record = fieldOf(change, "record");
  const id = record === undefined ? fieldOf(change, "id") : fieldOf(record, "id");
  return typeof id === "string" && id.length <= 2_000 ? id : null;
}

/** The kind that a change names, whatever it is. */
export function kindOfChange(change: unknown): unknown {
  return fieldOf(fieldOf(change, "record") ?? change, "kind");
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}
