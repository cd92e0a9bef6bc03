import { resolve } from "node:path";
import { connectIndex } from "@actionline/kit/connect-index";
import { Appender } from "@actionline/log/appender";
import { chooseDatabase } from "../hub/choose-database";
import { atMostEverySecond, tellFile } from "../hub/tell-hub";
import { openMongod } from "../mongod/open-mongod";
import type { FoundSource } from "./find-source";
import { takeIn } from "./take-in";

export interface FeedHubOptions {
  readonly mongodb?: string | undefined;
  /** Into the folder's hub on trial, which is never public. */
  readonly sandbox?: boolean | undefined;
  readonly releaseDeletions: boolean;
  readonly say: (line: string) => void;
}

/** Harvests one source into the hub of its folder, which must not be running: it is the log's one writer. */
export async function feedHub({ folder, found }: FoundSource, options: FeedHubOptions): Promise<boolean> {
  const { mongodb, sandbox, releaseDeletions, say } = options;
  const { name, space } = await chooseDatabase(folder, sandbox);
  const mongod = await openMongod({ folder: resolve(".actionline"), uri: mongodb, share: true, say });
  const { client, db, close } = await connectIndex(mongod.uri, name);
  try {
    const appender = await Appender.acquire(client, db, { space });
    try {
      const slowly = atMostEverySecond(say);
      const source = found.source.id;
      const onProgress = ({ read }: { readonly read: number }): void => slowly(`${source}: ${read} records…`);
      const report = await takeIn(found, { client, db, appender, onProgress, options: { releaseDeletions } });
      tellFile({ source, report }, say);
      return report.outcome === "SUCCEEDED";
    } finally {
      await appender.release();
    }
  } finally {
    await close();
    await mongod.stop();
  }
}
