import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { SourceRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import { hostedSourceId } from "./hosted-source";
import { isTurnOf, type SourceTurn, sourceTurnsOf } from "./source-turns";

/** An agency's own server that answers at the moment's supergraph. */
export interface HostedAgency {
  readonly agency: string;
  readonly url: string;
}

/** One source that is harvested by the hub itself. */
export interface Followed {
  readonly id: string;
  readonly agency: string;
  readonly url: string;
  /** Null of a server that was never harvested. */
  readonly source: SourceRecord | null;
  /** HOSTED where `changes` is asked of a server, MIRRORED where a file is fetched. */
  readonly mode: SourceRecord["mode"];
}

export interface DueOptions {
  readonly db: Db;
  readonly clock: () => Date;
  readonly hosted: () => Promise<readonly HostedAgency[]>;
}

/** Agencies' servers, other hubs, and files at addresses whose turn has come. */
export async function dueSources({ db, clock, hosted }: DueOptions): Promise<Followed[]> {
  const sources = (await versionsOf(db, "SOURCE").find({ to: OPEN }).toArray()).map(({ record }) => record);
  const bySource = new Map(sources.map((source) => [source.id, source]));
  const servers = (await hosted()).map(({ agency, url }): Followed => {
    const id = hostedSourceId(agency);
    return { id, agency, url, source: bySource.get(id) ?? null, mode: "HOSTED" };
  });
  const files = sources.flatMap((source): Followed[] => {
    const { id, agency, address } = source;
    return address === undefined ? [] : [{ id, agency, url: address, source, mode: source.hub === true ? "HOSTED" : "MIRRORED" }];
  });
  const later = await sourceTurnsOf(db)
    .find({ nextAt: { $gt: clock() } })
    .project<Pick<SourceTurn, "_id" | "url">>({ _id: 1, url: 1 })
    .toArray();
  const waiting = new Map(later.map((turn) => [turn._id, turn]));
  return [...servers, ...files].filter(({ id, url }) => {
    const turn = waiting.get(id);
    return turn === undefined || !isTurnOf(turn, url);
  });
}
