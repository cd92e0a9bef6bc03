import type { ClientSession, Collection, Db } from "mongodb";

/** A subgraph of the supergraph in force. */
export interface ActiveSubgraph {
  readonly name: string;
  /** Null for one of the hub's own. */
  readonly agency: string | null;
  /** Where the agency's own server answers; null where its mirror does alone, and for the hub's own. */
  readonly url: string | null;
  readonly sdlHash: string;
}

/** The supergraph in force. */
export interface ActiveSupergraph {
  /** Grows by one with each composition. */
  readonly number: number;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
  readonly sdl: string;
  /** Where the log stood, the entry that caused it included. */
  readonly sequence: number;
  readonly subgraphs: readonly ActiveSubgraph[];
  readonly at: Date;
}

type StoredSupergraph = Omit<ActiveSupergraph, "number"> & { readonly _id: number };

interface SupergraphState {
  readonly _id: "active";
  readonly number: number;
}

const ACTIVE = "active";
/** What was in force before is kept so long, for whoever looks into what happened; the log makes any of them anew. */
const MOST_KEPT = 50;

export const supergraphs = (db: Db): Collection<StoredSupergraph> => db.collection("supergraphs");
export const supergraphState = (db: Db): Collection<SupergraphState> => db.collection("supergraph_state");

/** The supergraph in force; null where none was composed yet. Any process may ask. */
export async function readActive(db: Db): Promise<ActiveSupergraph | null> {
  const state = await supergraphState(db).findOne({ _id: ACTIVE });
  return state === null ? null : readSupergraph(db, state.number);
}

/** The number of the one in force, which costs little to ask; 0 where there is none. */
export async function readActiveNumber(db: Db): Promise<number> {
  return (await supergraphState(db).findOne({ _id: ACTIVE }))?.number ?? 0;
}

export async function readSupergraph(db: Db, number: number): Promise<ActiveSupergraph | null> {
  const stored = await supergraphs(db).findOne({ _id: number });
  if (stored === null) return null;
  const { _id, ...facts } = stored;
  return { number: _id, ...facts };
}

/** Puts the next one in force where the one before is still in force; says whether it was. Only within the transaction of its log entries. */
export async function activate(db: Db, { number, ...facts }: ActiveSupergraph, session: ClientSession): Promise<boolean> {
  const { matchedCount } = await supergraphState(db).updateOne({ _id: ACTIVE, number: number - 1 }, { $set: { number } }, { session });
  if (matchedCount === 0) return false;
  await supergraphs(db).insertOne({ _id: number, ...facts }, { session });
  await supergraphs(db).deleteMany({ _id: { $lte: number - MOST_KEPT } }, { session });
  return true;
}

/** Makes what a transaction can't make. */
export async function prepareSupergraphs(db: Db): Promise<void> {
  const names = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  for (const name of ["supergraphs", "supergraph_state"]) if (!names.has(name)) await db.createCollection(name);
  await supergraphState(db).updateOne({ _id: ACTIVE }, { $setOnInsert: { number: 0 } }, { upsert: true });
}
