import { change } from "@actionline/log/testing/change";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import type { CallServer } from "../conformance/conformance";
import { HONEST } from "../testing/small-hub";
import { DriftWatch } from "./drift-watch";
import { ServerTroubles } from "./server-troubles";

const MINUTE = 60_000;
const NORDLYS = { agency: "nordlys", url: "https://nordlys.example/graphql" };

let log: TestLog;
let troubles: ServerTroubles;
let now: Date;
let served: unknown;
let hosted: (typeof NORDLYS)[];
let asked: string[];

beforeAll(async () => {
  log = await startLog();
  const record = { id: "nordlys", agency: "nordlys", sdl: HONEST, sdlHash: "", url: NORDLYS.url, publish: 1, quarantined: null };
  await log.append(change("SUBGRAPH", "nordlys", record));
  troubles = new ServerTroubles(log.db);
});
beforeEach(async () => {
  for (const name of ["registry_looks", "registry_troubles"]) await log.db.collection(name).deleteMany({});
  now = new Date("2026-11-01T09:00:00Z");
  served = { data: { _service: { sdl: HONEST } } };
  hosted = [NORDLYS];
  asked = [];
});
afterAll(() => log.stop());

const callOf = (url: string): CallServer => {
  return async () => {
    asked.push(url);
    if (served instanceof Error) throw served;
    return served as object;
  };
};
const replica = (): DriftWatch =>
  new DriftWatch({ db: log.db, troubles, hosted: () => hosted, callOf, clock: () => now, everyMs: 4 * MINUTE });
const serve = (sdl: string): void => {
  served = { data: { _service: { sdl } } };
};
const after = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * MINUTE);
};
const OTHER = HONEST.replace("  nordlys_staff: Int\n", "");

test("F37 of several replicas one looks at a server, and none before it is due again", async () => {
  const replicas = [replica(), replica(), replica()];
  const looks = await Promise.all(replicas.map((each) => each.look()));
  expect(looks.reduce((sum, count) => sum + count, 0)).toBe(1);
  after(3);
  await Promise.all(replicas.map((each) => each.look()));
  expect(asked).toHaveLength(1);
  after(1);
  await Promise.all(replicas.map((each) => each.look()));
  expect(asked).toEqual([NORDLYS.url, NORDLYS.url]);
});

test("F37 a server that serves another schema than was published is noted within five minutes, and once, until it serves that again", async () => {
  const watch = replica();
  await watch.look();
  expect(await troubles.list()).toEqual([]);
  serve(OTHER);
  after(4);
  const since = now;
  await watch.look();
  after(4);
  await watch.look();
  const drift = { agency: "nordlys", kind: "SCHEMA_DRIFT", since, reason: expect.stringContaining("nordlys_staff") };
  expect(await troubles.list("nordlys")).toEqual([{ ...drift, until: null }]);
  expect(await troubles.untold()).toHaveLength(1);
  serve(HONEST);
  after(4);
  await watch.look();
  expect(await troubles.list()).toEqual([{ ...drift, until: now }]);
});

test("F37 one that drifts again within the hour isn't told of again, and later it is", async () => {
  const watch = replica();
  for (const sdl of [OTHER, HONEST, OTHER, HONEST]) {
    serve(sdl);
    await watch.look();
    for (const trouble of await troubles.untold()) await troubles.markTold(trouble, now);
    after(10);
  }
  expect(await troubles.list()).toHaveLength(1);
  after(60);
  serve(OTHER);
  await watch.look();
  expect(await troubles.untold()).toHaveLength(1);
  expect(await troubles.list()).toHaveLength(2);
});

test.each([
  ["an answer without its schema", { data: { _service: null } }, 1],
  ["an error", { data: null, errors: [{ message: "no introspection" }] }, 1],
  ["no answer, which is another trouble", new Error("It didn't answer in time."), 0],
])("F37 %s", async (_, answer, count) => {
  served = answer;
  await replica().look();
  expect(await troubles.list()).toHaveLength(count);
});

test("F37 a drift is over with the server that nobody asks any more", async () => {
  serve(OTHER);
  await replica().look();
  hosted = [];
  after(1);
  await replica().look();
  expect(await troubles.list()).toMatchObject([{ until: now }]);
});

test("quarantines that several gateways note are one", async () => {
  const noted = {
    agency: "nordlys",
    kind: "QUARANTINE",
    reason: "Wrong keys.",
    at: now,
    until: new Date(now.getTime() + 5 * MINUTE),
  } as const;
  await Promise.all(Array.from({ length: 5 }, () => troubles.note(noted)));
  expect(await troubles.list()).toEqual([{ agency: "nordlys", kind: "QUARANTINE", reason: "Wrong keys.", since: now, until: noted.until }]);
  expect(await troubles.untold()).toHaveLength(1);
});
