import { type FileSource, registerFileSources } from "@actionline/agencies/feed/file-sources";
import { type HarvestOptions, type HarvestProgress, type HarvestWitness, harvest } from "@actionline/agencies/feed/harvest";
import { knownCodes } from "@actionline/agencies/feed/harvest-file";
import type { Appender } from "@actionline/log/appender";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import { createValidator } from "@actionline/schema/validator/validator";
import type { Db, MongoClient } from "mongodb";
import { loadReferenceData } from "../hub/load-reference-data";

/** The log that a source is taken into, and who watches. */
export interface TakingIn {
  readonly client: MongoClient;
  readonly db: Db;
  readonly appender: Appender;
  readonly options: HarvestOptions;
  readonly onProgress: (progress: HarvestProgress) => void;
  readonly witness?: HarvestWitness;
}

/** Brings the log's reference data up to date, registers a file's source and harvests it; the real run and the dry run are this. */
export async function takeIn({ source, ...found }: FileSource, into: TakingIn): Promise<HarvestRecord> {
  await loadReferenceData(into.db, into.appender);
  await registerFileSources(into.appender, [{ source, ...found }]);
  return harvest({ ...into, source, input: found.input, validator: createValidator(knownCodes()), clock: () => new Date() });
}
