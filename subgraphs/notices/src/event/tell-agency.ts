import { readWatermark } from "@actionline/log/as-of";
import type { Db } from "mongodb";
import type { EventDraft } from "../follow/event-drafts";
import { inTransaction } from "../in-transaction";
import { type Address, eventsOf, type StoredEvent } from "../store";
import { writeEvents } from "./event-writer";

/** Something about an agency's subgraph that its agency is to know, and that no entry of the log says. */
export interface AgencyNews {
  readonly kind: "SUBGRAPH_DRIFTED" | "SUBGRAPH_QUARANTINED" | "SUBGRAPH_PUT_BACK";
  readonly agency: string;
  /** When it began: it is told of once since then. */
  readonly since: Date;
  readonly text: string;
}

/** Stores the news for an agency, with what has to be sent because of it; nothing where it was told before. */
export async function tellAgency(db: Db, { kind, agency, since, text }: AgencyNews, at: Date): Promise<StoredEvent[]> {
  const address: Address = `agency:${agency}`;
  const sequence = await readWatermark(db);
  const about = { count: 1, cells: [], overlaps: [], findings: [], sources: [], target: null };
  const draft: EventDraft = { kind, at, sequence, visibility: "PRIVATE", watch: null, audience: [address], text, ...about };
  return inTransaction(db, async (session) => {
    const known = await eventsOf(db).findOne({ audience: address, kind, at: { $gte: since } }, { session });
    return known === null ? writeEvents(db, [draft], session, since.toISOString()) : [];
  });
}
