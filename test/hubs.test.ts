import { randomUUID } from "node:crypto";
import { harvest } from "@actionline/agencies/feed/harvest";
import { knownCodes } from "@actionline/agencies/feed/harvest-file";
import { harvestRemote } from "@actionline/agencies/remote/harvest-remote";
import { ServedContract } from "@actionline/agencies/served/served-contract";
import { aSource, list, record } from "@actionline/agencies/testing/feed-records";
import { connectIndex } from "@actionline/kit/connect-index";
import { Appender } from "@actionline/log/appender";
import { logEntries, versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { redact } from "@actionline/log/redaction/redact";
import type { SourceRecord } from "@actionline/schema/hub-records";
import { createValidator } from "@actionline/schema/validator/validator";
import type { Db, MongoClient } from "mongodb";

/** Hubs that mirror one another by the contract that agencies serve to them. */
const validator = createValidator(knownCodes());
const clock = (): Date => new Date("2026-11-01T00:00:00Z");

interface SmallHub {
  readonly id: string;
  readonly db: Db;
  readonly client: MongoClient;
  readonly appender: Appender;
  readonly contract: ServedContract;
  stop(): Promise<void>;
}

async function startSmallHub(id: string): Promise<SmallHub> {
  const { client, db, close } = await connectIndex(process.env.ACTIONLINE_TEST_MONGODB ?? "", `test_${id}_${randomUUID().slice(0, 8)}`);
  const appender = await Appender.acquire(client, db, { space: "PUBLIC", hubId: id, clock });
  const contract = new ServedContract(db, { id, name: id, licence: "CC-BY-4.0", contactDesk: null });
  const stop = async (): Promise<void> => {
    await appender.release();
    await db.dropDatabase();
    await close();
  };
  return { id, db, client, appender, contract, stop };
}

/** One hub reads what changed at another. */
async function mirror(to: SmallHub, from: SmallHub): Promise<void> {
  const source: SourceRecord = { ...aSource(from.id), id: `${from.id}/changes`, mode: "HOSTED", hub: true };
  const ask = async (question: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> }) =>
    JSON.parse(JSON.stringify(await from.contract.answer(question))) as { readonly data?: unknown; readonly errors?: unknown };
  const { record: report } = await harvestRemote({ ...to, source, ask, address: `https://${from.id}.example/contract`, validator, clock });
  expect(report).toMatchObject({ error: null, counts: { refused: 0 } });
}

const report = (hub: SmallHub, ...records: readonly object[]) =>
  harvest({ ...hub, source: aSource("nord"), input: list(records), validator, clock });

async function heldBy({ db }: SmallHub): Promise<readonly string[]> {
  const heads = await versionsOf(db, "ACTIVITY").find({ to: OPEN }).sort({ subject: 1 }).toArray();
  return heads.map(({ subject, record: { title } }) => `${subject} ${title[0]?.text}`);
}

const originOf = async ({ db }: SmallHub, subject: string): Promise<readonly string[] | undefined> =>
  (await logEntries(db).find({ subject, kind: "ACTIVITY" }).sort({ _id: -1 }).limit(1).next())?.origin;

const titled = (id: string, text: string) => record(id, { title: [{ language: "en", text }] });

let east: SmallHub;
let west: SmallHub;
let south: SmallHub;
beforeEach(async () => {
  [east, west, south] = await Promise.all([startSmallHub("east"), startSmallHub("west"), startSmallHub("south")]);
});
afterEach(() => Promise.all([east, west, south].map((hub) => hub.stop())));

describe("A hub that mirrors another", () => {
  it("holds what agencies reported there under the same ids, follows changes and ends, and knows where it came from", async () => {
    await report(east, titled("nord:1", "One"), titled("nord:2", "Two"), titled("nord:3", "Three"));
    await mirror(west, east);
    expect(await heldBy(west)).toEqual(["nord:1 One", "nord:2 Two", "nord:3 Three"]);
    expect(await originOf(west, "nord:1")).toEqual(["east"]);
    await report(east, titled("nord:1", "One anew"), titled("nord:2", "Two"));
    await mirror(west, east);
    expect(await heldBy(west)).toEqual(["nord:1 One anew", "nord:2 Two"]);
  });

  it("makes no entry of what it has already", async () => {
    await report(east, titled("nord:1", "One"));
    await mirror(west, east);
    const before = await logEntries(west.db).countDocuments({ kind: "ACTIVITY" });
    await mirror(west, east);
    expect(await logEntries(west.db).countDocuments({ kind: "ACTIVITY" })).toBe(before);
  });

  it("lets go of what was redacted there", async () => {
    await report(east, titled("nord:1", "Maria's number"), titled("nord:2", "Two"));
    await mirror(west, east);
    const order = { kind: "ACTIVITY", subject: "nord:1", pointer: null, reason: "A person.", orderedBy: "a desk", at: clock() } as const;
    await redact(east.appender, order);
    await mirror(west, east);
    expect(await heldBy(west)).toEqual(["nord:2 Two"]);
  });
});

describe("Hubs that mirror one another", () => {
  it("in a pair come to rest, each with what both were told, and neither takes back its own", async () => {
    await report(east, titled("nord:1", "One"));
    await harvest({ ...west, source: aSource("sud"), input: list([titled("sud:1", "Uno")]), validator, clock });
    for (let round = 0; round < 3; round += 1) {
      await mirror(west, east);
      await mirror(east, west);
    }
    expect(await heldBy(east)).toEqual(["nord:1 One", "sud:1 Uno"]);
    expect(await heldBy(west)).toEqual(await heldBy(east));
    expect(await originOf(east, "nord:1")).toEqual([]);
    for (const hub of [east, west]) expect(await logEntries(hub.db).countDocuments({ kind: "ACTIVITY" })).toBe(2);
  });

  it("in a loop of three come to rest too, and a change and an end go round once", async () => {
    const goRound = async (): Promise<void> => {
      await mirror(west, east);
      await mirror(south, west);
      await mirror(east, south);
    };
    await report(east, titled("nord:1", "One"), titled("nord:2", "Two"));
    for (let round = 0; round < 3; round += 1) await goRound();
    expect(await originOf(south, "nord:1")).toEqual(["east", "west"]);
    await report(east, titled("nord:1", "One anew"), titled("nord:2", "Two"));
    for (let round = 0; round < 3; round += 1) await goRound();
    for (const hub of [east, west, south]) {
      expect(await heldBy(hub)).toEqual(["nord:1 One anew", "nord:2 Two"]);
      expect(await logEntries(hub.db).countDocuments({ kind: "ACTIVITY" })).toBe(3);
    }
    await report(east, titled("nord:1", "One anew"));
    for (let round = 0; round < 3; round += 1) await goRound();
    for (const hub of [east, west, south]) expect(await heldBy(hub)).toEqual(["nord:1 One anew"]);
  });
});
