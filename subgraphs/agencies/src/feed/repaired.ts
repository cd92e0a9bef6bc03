import type { ClientSession, Collection, Filter } from "mongodb";

/** What clearing needs to know of a run. */
export interface RunSeen {
  readonly id: string;
  readonly listsEverything: boolean;
  readonly took: (record: string) => boolean;
}

/** Something that a run had to say of a record, and that a later run may take back. */
export interface Noted {
  readonly _id: string;
  readonly source: string;
  readonly record: string | null;
  readonly lastRun: string;
}

/**
 * Whether a run took back what an earlier one noted: a full list all that it doesn't note itself, since it was repaired
 * or is gone; changes only what they say of the records that they name.
 */
export function isRepaired({ record, lastRun }: Pick<Noted, "record" | "lastRun">, run: RunSeen): boolean {
  return lastRun !== run.id && (run.listsEverything || (record !== null && run.took(record)));
}

/** Lets go of what a run repaired. */
export async function clearRepaired<T extends Noted>(
  notes: Collection<T>,
  source: string,
  run: RunSeen,
  session: ClientSession,
): Promise<void> {
  const older = { source, lastRun: { $ne: run.id } } as Filter<T>;
  if (run.listsEverything) {
    await notes.deleteMany(older, { session });
    return;
  }
  const repaired: string[] = [];
  for await (const note of notes.find(older, { session }).project<Noted>({ record: 1, lastRun: 1 })) {
    if (isRepaired(note, run)) repaired.push(note._id);
  }
  if (repaired.length > 0) await notes.deleteMany({ _id: { $in: repaired } } as Filter<T>, { session });
}
