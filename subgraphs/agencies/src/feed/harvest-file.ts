import { connectIndex } from "@actionline/kit/connect-index";
import { Appender } from "@actionline/log/appender";
import type { Space } from "@actionline/schema/entry-kind";
import type { HarvestRecord, SourceRecord } from "@actionline/schema/hub-records";
import { loadReference } from "@actionline/schema/reference/load-reference";
import { createValidator, type KnownCodes } from "@actionline/schema/validator/validator";
import { type HarvestOptions, type HarvestProgress, harvest } from "./harvest";

export interface HarvestFileTask {
  readonly uri: string;
  readonly database: string;
  readonly space: Space;
  readonly source: SourceRecord;
  readonly file: string;
  readonly options?: HarvestOptions;
  readonly onProgress?: (progress: HarvestProgress) => void;
}

/** Harvests one file with a connection of its own: all that a process needs that does nothing else. */
export async function harvestFile({ uri, database, space, source, file, options, onProgress }: HarvestFileTask): Promise<HarvestRecord> {
  const { client, db, close } = await connectIndex(uri, database);
  try {
    const appender = await Appender.acquire(client, db, { space });
    try {
      const clock = (): Date => new Date();
      const task = { client, db, appender, source, input: { file }, validator: createValidator(knownCodes()), clock };
      return await harvest({ ...task, ...(options !== undefined && { options }), ...(onProgress !== undefined && { onProgress }) });
    } finally {
      await appender.release();
    }
  } finally {
    await close();
  }
}

/** The codes that records may refer to, from the reference data. */
export function knownCodes(): KnownCodes {
  const { planItems, actionLines, places } = loadReference();
  const idsOf = (records: readonly { readonly id: string }[]): Set<string> => new Set(records.map(({ id }) => id));
  return { items: idsOf(planItems), actionLines: idsOf(actionLines), places: idsOf(places) };
}
