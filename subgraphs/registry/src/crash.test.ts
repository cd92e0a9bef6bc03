import { fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { readActive } from "./active-supergraph";
import { hashOf } from "./prepare";
import { openRecords } from "./publish/versions";
import type { CrashOrder } from "./testing/crash-child";
import { openOver } from "./testing/open-over";
import { HONEST } from "./testing/small-hub";
import { publisherOf, RUN_SOURCES } from "./testing/start-registry";

let index: TestIndex;
beforeEach(async () => {
  index = await startIndex();
});
afterEach(() => index.stop());

/** Lets a process publish and die; gives the signal that it died of. */
async function crash(facts: Pick<CrashOrder, "point" | "variant">): Promise<NodeJS.Signals | null> {
  const child = fork(join(__dirname, "testing/crash-child.ts"), {
    execArgv: [...RUN_SOURCES],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const died = new Promise<NodeJS.Signals | null>((resolve) => child.once("exit", (_, signal) => resolve(signal)));
  child.send({ uri: process.env.ACTIONLINE_TEST_MONGODB ?? "", database: index.db.databaseName, ...facts } satisfies CrashOrder);
  return died;
}

/** What the log says is published, and what is in force: by agency and text. */
async function stands(): Promise<{ readonly logged: string[]; readonly inForce: string[] }> {
  const [records, active] = [await openRecords(index.db), await readActive(index.db)];
  const logged = [...records.values()].map(({ agency, sdlHash }) => `${agency} ${sdlHash}`);
  const inForce = (active?.subgraphs ?? []).flatMap(({ agency, sdlHash }) => (agency === null ? [] : [`${agency} ${sdlHash}`]));
  expect(active === null ? null : hashOf(active.sdl)).toBe(active?.hash ?? null);
  return { logged, inForce };
}

async function takeOver(): Promise<Appender> {
  for (;;) {
    try {
      return await Appender.acquire(index.client, index.db, { space: "DEMONSTRATION" });
    } catch {
      // The lease of the dead one still holds.
      await sleep(200);
    }
  }
}

test.each([
  ["ADMITTED", 0],
  ["LOGGED", 0],
  ["STORED", 0],
  ["COMMITTED", 1],
] as const)("F35 killed when it was %s, log and supergraph agree on %i publishes, and the next start goes on", async (point, published) => {
  expect(await crash({ point, variant: "TOGETHER" })).toBe("SIGKILL");
  const { logged, inForce } = await stands();
  expect(logged).toEqual(inForce);
  expect(logged).toHaveLength(published);
  const appender = await takeOver();
  const registry = await openOver(index.db, appender);
  const result = await registry.publish({ agency: "nordlys", sdl: HONEST, url: null }, publisherOf("nordlys"));
  expect(result).toMatchObject({ state: published === 1 ? "UNCHANGED" : "ADMITTED", publish: 1 });
  registry.close();
  await appender.release();
});

test("F35 one that writes the log first and then what is in force is found out: the test above can fail", async () => {
  expect(await crash({ point: "LOGGED", variant: "NAIVE" })).toBe("SIGKILL");
  const { logged, inForce } = await stands();
  expect(logged).not.toEqual(inForce);
});
