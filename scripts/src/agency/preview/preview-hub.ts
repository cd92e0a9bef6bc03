import { resolve } from "node:path";
import { type FileSource, readFileSources } from "@actionline/agencies/feed/file-sources";
import { connectIndex } from "@actionline/kit/connect-index";
import type { HarvestIssue, HarvestRecord } from "@actionline/schema/hub-records";
import { loadReference } from "@actionline/schema/reference/load-reference";
import { scratchMongod } from "../../feed/rehearse";
import { takeIn } from "../../feed/take-in";
import { chooseDatabase } from "../../hub/choose-database";
import { type Hub, openHub } from "../../hub/open-hub";
import { quietLogger } from "../../hub/quiet-logger";
import { atMostEverySecond } from "../../hub/tell-hub";
import { bringBeside } from "./bring-beside";
import { PersonWatch } from "./person-watch";

export interface PreviewOptions {
  /** The agency's short name, which its files are named by. */
  readonly agency: string;
  /** The folder that its files are in. */
  readonly data: string;
  readonly mongodb?: string | undefined;
  /** Whether what others report to the folder's hub is looked at as well. */
  readonly beside: boolean;
  readonly say: (line: string) => void;
  /** Ends it early, by the error that it was aborted with. */
  readonly stop?: AbortSignal;
  readonly clock?: () => Date;
}

/** A hub that nobody else can ask, over what one agency's files hold, and what came of taking them in. */
export interface PreviewHub {
  readonly hub: Hub;
  readonly found: FileSource;
  readonly report: HarvestRecord;
  /** Where the log ended before the files were taken in. */
  readonly before: number;
  /** Where a text may tell of a person. */
  readonly persons: readonly HarvestIssue[];
}

/** Nobody else waits for it: it may ask for more at once than a hub lets strangers ask for. */
const SETTINGS = { nodes: 10_000_000, requestMs: 300_000 };

/** Does something with a hub of the sandbox over a scratch database of the folder's MongoDB, which is dropped at the end. */
export async function withPreviewHub<T>(options: PreviewOptions, use: (preview: PreviewHub) => Promise<T>): Promise<T> {
  const { agency, data, say, stop, beside, clock = () => new Date() } = options;
  const folder = resolve(data);
  const { name } = await chooseDatabase(folder);
  const [found] = await readFileSources(folder, { organizations: loadReference().organizations, agency });
  if (found === undefined) throw new Error(`The data folder ${data} holds no file of "${agency}".`);
  const mongod = await scratchMongod(options);
  const { client, db, close } = await connectIndex(mongod.uri, `actionline_preview_${process.pid}`);
  try {
    await db.dropDatabase();
    const hub = await openHub({ client, db, space: "SANDBOX", logger: quietLogger, settings: SETTINGS, clock });
    try {
      await bringBeside({ from: client.db(name), into: hub.appender, agency, all: beside, say });
      const slowly = atMostEverySecond(say);
      const onProgress = ({ read }: { readonly read: number }): void => {
        stop?.throwIfAborted();
        slowly(`${found.source.id}: ${read} records…`);
      };
      const before = hub.appender.watermark;
      const witness = new PersonWatch();
      const report = await takeIn(found, { client, db, appender: hub.appender, onProgress, witness, options: {} });
      stop?.throwIfAborted();
      return await use({ hub, found, report, before, persons: witness.issues });
    } finally {
      await hub.close();
    }
  } finally {
    await db.dropDatabase();
    await close();
    await mongod.stop();
  }
}
