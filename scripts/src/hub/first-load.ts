import { resolveAsOf } from "@actionline/log/as-of";
import { nameForGood } from "@actionline/stocktaking/registers/name-for-good";
import type { Db } from "mongodb";
import { DEFAULT_SEED, generateDemonstration } from "../demonstration/generate-demonstration";
import { loadDemonstration } from "./load-demonstration";
import type { Hub } from "./open-hub";

/** The set is made for the day of the first start; a start that was cut short goes on with the same day. */
interface DemonstrationNote {
  readonly _id: "demonstration";
  readonly seed: number;
  readonly today: Date;
  readonly loaded: boolean;
}

/** A point to compare with: what the last third of the sources brought is what changed since. */
export const EARLIER_POINT = "before-the-last-third";
const EARLIER_PART = 2 / 3;

const notes = (db: Db) => db.collection<DemonstrationNote>("hub_notes");

/** Loads the demonstration set where it isn't whole yet, and names the point; says whether it had to. */
export async function loadDemonstrationOnce(hub: Hub, say: (line: string) => void): Promise<boolean> {
  const { db } = hub;
  const first: DemonstrationNote = { _id: "demonstration", seed: DEFAULT_SEED, today: hub.clock(), loaded: false };
  const note = (await notes(db).findOne({ _id: "demonstration" })) ?? first;
  if (note.loaded) return false;
  await notes(db).replaceOne({ _id: "demonstration" }, note, { upsert: true });
  const set = generateDemonstration({ seed: note.seed, today: note.today });
  await loadDemonstration(hub, set, async (done, of) => {
    say(`Loading the demonstration set: ${done} of ${of} sources…`);
    if (done === Math.ceil(of * EARLIER_PART)) await nameSnapshot(hub, EARLIER_POINT);
  });
  say("Looking for overlaps and findings…");
  await hub.settle();
  await nameSnapshot(hub, "first-start");
  await notes(db).updateOne({ _id: "demonstration" }, { $set: { loaded: true } });
  return true;
}

/** Names the log's end, so that a later question can ask at this point. A name that is given already stays where it is. */
export async function nameSnapshot({ appender, db, clock }: Pick<Hub, "appender" | "db" | "clock">, name: string): Promise<void> {
  await nameForGood(appender, name, await resolveAsOf(db, null, clock()));
}
