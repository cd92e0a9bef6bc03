import type { Change } from "@actionline/log/log-entry";
import type { SubgraphRecord } from "@actionline/schema/federation-records";
import { hashOf } from "../prepare";
import type { Admitted } from "../scene";
import type { ServedAgency } from "../served-agency";
import type { PublishInput, Quarantined } from "./publish-input";

/** What a publish is, beside its text. */
export interface Publish {
  readonly input: PublishInput;
  readonly by: string | null;
  readonly rollbackOf?: number | undefined;
}

/** The record of an admitted publish. */
export function recordOf({ prepared, consents }: Admitted, { input, by, rollbackOf }: Publish, publish: number): SubgraphRecord {
  return {
    id: input.agency,
    agency: input.agency,
    sdl: prepared.sdl,
    sdlHash: prepared.sdlHash,
    url: input.url,
    publish,
    quarantined: null,
    by,
    consents: consents.map(({ id }) => id),
    ...(rollbackOf !== undefined && { rollbackOf }),
  };
}

/** The records as they are to be where some were put back to an earlier text, or aren't served any more. */
export function putBack(
  before: ReadonlyMap<string, SubgraphRecord>,
  served: readonly ServedAgency[],
  quarantined: readonly Quarantined[],
): Map<string, SubgraphRecord> {
  const records = new Map(before);
  for (const { agency, reason } of quarantined) {
    const record = records.get(agency);
    if (record === undefined) continue;
    const sdl = served.find((each) => each.agency === agency)?.sdl ?? record.sdl;
    records.set(agency, { ...record, sdl, sdlHash: hashOf(sdl), quarantined: reason });
  }
  return records;
}

/** The entries that say who was put back. */
export function changesOf(records: ReadonlyMap<string, SubgraphRecord>, quarantined: readonly Quarantined[]): Change<"SUBGRAPH">[] {
  return quarantined.flatMap(({ agency }) => {
    const record = records.get(agency);
    return record === undefined ? [] : [upsert(record)];
  });
}

export const upsert = (record: SubgraphRecord): Change<"SUBGRAPH"> => ({
  kind: "SUBGRAPH",
  subject: record.agency,
  operation: "UPSERT",
  owner: record.agency,
  record,
});
