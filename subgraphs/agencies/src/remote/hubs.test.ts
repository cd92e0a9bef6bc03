import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { logEntries, versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import { createValidator } from "@actionline/schema/validator/validator";
import { harvest } from "../feed/harvest";
import { ServedContract } from "../served/served-contract";
import { aSource, changes, many, record } from "../testing/feed-records";
import { harvestRemote } from "./harvest-remote";

const validator = createValidator({ items: new Set(), actionLines: new Set(), places: new Set() });
const usual = { validator, clock: () => new Date(), suggest: () => [], suggestionRules: "none" };

/** A hub in this process: what it holds, what it serves, and how it follows others. */
class TestHub {
  readonly id: string;
  readonly #index: TestIndex;
  readonly appender: Appender;

  constructor(id: string, index: TestIndex, appender: Appender) {
    this.id = id;
    this.#index = index;
    this.appender = appender;
  }

  static async start(id: string): Promise<TestHub> {
    const index = await startIndex();
    return new TestHub(id, index, await Appender.acquire(index.client, index.db, { space: "PUBLIC", hubId: id }));
  }

  take(agency: string, given: readonly unknown[]): Promise<HarvestRecord> {
    return harvest({ ...this.#parts, ...usual, source: aSource(agency), input: changes(given) });
  }

  async follow(other: TestHub): Promise<HarvestRecord> {
    const contract = new ServedContract(other.#index.db, { id: other.id, name: other.id, licence: "CC-BY-4.0", contactDesk: null });
    const source = aSource(other.id, { id: `${other.id}/hosted`, mode: "HOSTED", hub: true });
    const ask = async (question: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> }) =>
      JSON.parse(JSON.stringify(await contract.answer(question))) as { readonly data?: unknown };
    const { record: report } = await harvestRemote({ ...this.#parts, ...usual, source, ask, address: `https://${other.id}.org/contract` });
    if (report === null) throw new Error("The run left no report.");
    return report;
  }

  async held(): Promise<Map<string, readonly string[]>> {
    const versions = await versionsOf(this.#index.db, "ACTIVITY").find({ to: OPEN }).sort({ subject: 1 }).toArray();
    const entries = await logEntries(this.#index.db)
      .find({ _id: { $in: versions.map(({ _id }) => _id) } })
      .toArray();
    const origins = new Map(entries.map(({ _id, origin }) => [_id, origin]));
    return new Map(versions.map(({ _id, subject }) => [subject, origins.get(_id) ?? []]));
  }

  async stop(): Promise<void> {
    await this.appender.release();
    await this.#index.stop();
  }

  get #parts() {
    return { client: this.#index.client, db: this.#index.db, appender: this.appender };
  }
}

let hubs: TestHub[] = [];
afterEach(async () => {
  await Promise.all(hubs.map((hub) => hub.stop()));
});

async function start(...ids: string[]): Promise<TestHub[]> {
  hubs = await Promise.all(ids.map((id) => TestHub.start(id)));
  return hubs;
}

test("a hub that follows another holds its agencies' records under their own ids, with whom they came through", async () => {
  const [north, global] = (await start("north", "global")) as [TestHub, TestHub];
  await north.take("nord", many("nord", 6));
  await expect(global.follow(north)).resolves.toMatchObject({ outcome: "SUCCEEDED", counts: { added: 6 } });
  await north.take("nord", [
    { operation: "MERGED_INTO", kind: "ACTIVITY", id: "nord:100", into: ["nord:101"] },
    record("nord:102", { status: "COMPLETED" }),
  ]);
  await expect(global.follow(north)).resolves.toMatchObject({ outcome: "SUCCEEDED", counts: { changed: 1, deleted: 1 } });
  const held = await global.held();
  expect([...held.keys()]).toEqual(["nord:101", "nord:102", "nord:103", "nord:104", "nord:105"]);
  expect(new Set([...held.values()].flat())).toEqual(new Set(["north"]));
});

test("three hubs that follow each other in a loop come to rest, each with all records and none twice", async () => {
  const [one, two, three] = (await start("one", "two", "three")) as [TestHub, TestHub, TestHub];
  await Promise.all([one.take("uno", many("uno", 3)), two.take("due", many("due", 3)), three.take("tre", many("tre", 3))]);
  const round = async () => {
    await two.follow(one);
    await three.follow(two);
    await one.follow(three);
  };
  for (let rounds = 0; rounds < 3; rounds++) await round();
  const all = await Promise.all([one, two, three].map((hub) => hub.held()));
  for (const held of all)
    expect([...held.keys()].map((id) => id.split(":")[0]).sort()).toEqual(["due", "due", "due", "tre", "tre", "tre", "uno", "uno", "uno"]);
  expect(all[0]?.get("uno:100")).toEqual([]);
  expect(all[2]?.get("uno:100")).toEqual(["one", "two"]);
  expect(all[0]?.get("due:100")).toEqual(["two", "three"]);
});

test("a hub can't hand on records of an agency that reports here itself", async () => {
  const [north, global] = (await start("north", "global")) as [TestHub, TestHub];
  await global.appender.append([
    {
      kind: "AGENCY",
      subject: "nord",
      operation: "UPSERT",
      owner: "hub:sources",
      record: {
        id: "nord",
        name: "Nord",
        organization: "nord",
        licence: "CC0",
        contactDesk: null,
        deletionPolicy: "NONE",
        contractVersion: "1.0",
        invented: false,
      },
    },
  ]);
  await north.take("nord", many("nord", 2));
  await north.take("other", many("other", 1));
  await expect(global.follow(north)).resolves.toMatchObject({ counts: { added: 1, refused: 2 }, issues: [{ rule: "NOT_YOUR_ID" }] });
});
