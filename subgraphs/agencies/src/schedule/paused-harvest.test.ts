import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { logState } from "@actionline/log/collections";
import { record } from "../testing/feed-records";
import type { PausedOrder } from "../testing/paused-child";
import { FollowedSource } from "../testing/remote-harvests";
import { SourceLease } from "./source-lease";

const LEASE = 1_000;
const RUN_SOURCES = ["-r", join(__dirname, "../../../../test/support/run-typescript.cjs")];

let index: TestIndex;
let child: ChildProcess | null = null;
beforeEach(async () => {
  index = await startIndex();
});
afterEach(async () => {
  child?.kill("SIGKILL");
  await index.stop();
});

/** The next thing that the process says. */
async function said(process: ChildProcess): Promise<unknown> {
  const [message] = (await once(process, "message")) as [unknown];
  return message;
}

/** What can be had once the one before is past its lease. */
async function whenFree<T>(take: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const taken = await take().catch(() => null);
    if (taken !== null) return taken;
    await sleep(100);
  }
}

test("G33: a process that was stopped in the middle of a harvest, and goes on when another has taken it over, writes nothing", async () => {
  child = fork(join(__dirname, "../testing/paused-child.ts"), { execArgv: RUN_SOURCES, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const { databaseName } = index.db;
  child.send({
    uri: process.env.ACTIONLINE_TEST_MONGODB ?? "",
    database: databaseName,
    agency: "shared",
    leaseMs: LEASE,
  } satisfies PausedOrder);
  await expect(said(child)).resolves.toEqual({ reading: true });
  child.kill("SIGSTOP");

  const { client, db } = index;
  const appender = await whenFree(() => Appender.acquire(client, db, { space: "DEMONSTRATION" }));
  const followed = new FollowedSource({ client, db, appender }, "shared");
  const lease = await whenFree(() => SourceLease.take(db, followed.source.id, { leaseMs: 60_000, clock: () => new Date() }));
  followed.server.upsert(record("shared:after", { title: [{ language: "en", text: "By the other" }] }));
  await expect(followed.harvest({ fence: lease.fence })).resolves.toMatchObject({ outcome: "SUCCEEDED", counts: { added: 1 } });
  const { watermark } = appender;

  child.kill("SIGCONT");
  // Refused by the log's own token, which is asked for first.
  await expect(said(child)).resolves.toEqual({ outcome: "GraphQLError" });
  expect((await logState(db).findOne({ _id: "log" }))?.watermark).toBe(watermark);
  expect([...(await followed.held())]).toEqual([["shared:after", "By the other"]]);
  await lease.release();
  await appender.release();
}, 120_000);
