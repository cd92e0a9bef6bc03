import { resolve } from "node:path";
import { registerFileSources } from "@actionline/agencies/feed/file-sources";
import { harvest } from "@actionline/agencies/feed/harvest";
import { knownCodes } from "@actionline/agencies/feed/harvest-file";
import { connectIndex } from "@actionline/kit/connect-index";
import { Appender } from "@actionline/log/appender";
import { createValidator } from "@actionline/schema/validator/validator";
import { chooseDatabase } from "../hub/choose-database";
import { loadReferenceData } from "../hub/load-reference-data";
import { atMostEverySecond, tellFile } from "../hub/tell-hub";
import { openMongod } from "../mongod/open-mongod";
import type { FoundSource } from "./find-source";

export interface FeedHubOptions {
  readonly mongodb?: string | undefined;
  readonly releaseDeletions: boolean;
  readonly say: (line: string) => void;
}

/** Harvests one source into the hub of its folder, which must not be running: it is the log's one writer. */
export async function feedHub({ folder, found }: FoundSource, { mongodb, releaseDeletions, say }: FeedHubOptions): Promise<boolean> {
  const { name, space } = await chooseDatabase(folder);
  const mongod = await openMongod({ folder: resolve(".actionline"), uri: mongodb, share: true, say });
  const { client, db, close } = await connectIndex(mongod.uri, name);
  try {
    const appender = await Appender.acquire(client, db, { space });
    try {
      await loadReferenceData(db, appender);
      await registerFileSources(appender, [found]);
      const slowly = atMostEverySecond(say);
      const { source, input } = found;
      const report = await harvest({
        client,
        db,
        appender,
        source,
        input,
        validator: createValidator(knownCodes()),
        clock: () => new Date(),
        onProgress: ({ read }) => slowly(`${source.id}: ${read} records…`),
        options: { releaseDeletions },
      });
      tellFile({ source: source.id, report }, say);
      return report.outcome === "SUCCEEDED";
    } finally {
      await appender.release();
    }
  } finally {
    await close();
    await mongod.stop();
  }
}
