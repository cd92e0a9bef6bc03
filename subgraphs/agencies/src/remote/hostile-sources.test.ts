import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { OutsideFault } from "@actionline/kit/egress/outside-request";
import { canonicalText } from "@actionline/log/canonical";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { harvestStateOf } from "../feed/harvest-state";
import type { GivenPage, Mischief } from "../testing/contract-source";
import { many, record } from "../testing/feed-records";
import { FollowedSource } from "../testing/remote-harvests";
import { type AskContract, askOutside } from "./contract-client";

let log: TestLog;
let number = 0;
beforeAll(async () => {
  log = await startLog();
});
afterAll(() => log.stop());

const titled = (id: string, text: string): object => record(id, { title: [{ language: "en", text }] });

/** A source with so many records that the hub has read already, ten to a page. */
async function followed(count: number): Promise<FollowedSource & { readonly name: string }> {
  number += 1;
  const name = `agency-${number}`;
  const source = Object.assign(new FollowedSource(log, name), { name });
  source.server.pageSize = 10;
  source.server.upsert(...many(name, count));
  if (count > 0) await source.harvest();
  source.server.asked.length = 0;
  return source;
}

/** What the hub holds is what a reader of every change, in order, would hold. */
async function expectFold(source: FollowedSource): Promise<void> {
  const titles = [...source.server.fold()].map(([id, published]) => [id, (published as { title: { text: string }[] }).title[0]?.text]);
  expect(canonicalText([...(await source.held())])).toBe(canonicalText(titles.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1))));
}

/** A source over HTTP, for which one cursor has expired. */
async function overWire(answer: AskContract, expired: string, type: string): Promise<{ ask: AskContract; stop(): Promise<unknown> }> {
  const refusal = { errors: [{ message: "gone", extensions: { code: "CURSOR_EXPIRED" } }] };
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const question = JSON.parse(Buffer.concat(pieces).toString("utf8")) as Parameters<AskContract>[0];
    const isExpired = question.variables.after === expired;
    const said = isExpired ? refusal : await answer(question);
    response.writeHead(isExpired ? 400 : 200, { "content-type": type }).end(JSON.stringify(said));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const limits = { allowLocal: true, resolve: async () => ["127.0.0.1"], timeoutMs: 60_000, mostBytes: 5_000_000 };
  return { ask: askOutside(url, limits), stop: () => new Promise((closed) => server.close(closed)) };
}

const cursorOf = async (source: FollowedSource) =>
  (await harvestStateOf(log.db).findOne({ _id: source.source.id }))?.reached?.cursor ?? null;
const withPage =
  (at: number, change: (page: GivenPage) => GivenPage): Mischief =>
  (page, _, request) =>
    request === at ? change(page) : page;

describe("pages that come again, in another order, or not at all", () => {
  it("G01: a page twice changes nothing", async () => {
    const source = await followed(0);
    source.server.upsert(...many(source.name, 15));
    source.server.mischief = (page, { after }, request) =>
      request === 2 && after === "10" ? source.server.page({ after: null, first: 10 }) : page;
    await source.harvest();
    source.server.mischief = null;
    await source.harvest();
    await expectFold(source);
    expect(await source.history(`${source.name}:100`)).toHaveLength(1);
  });

  it("G02: pages that overlap and lag behind come to the same", async () => {
    const source = await followed(0);
    for (let round = 0; round < 4; round++)
      source.server.upsert(...many(source.name, 10).map((each, at) => ({ ...each, title: [{ language: "en", text: `${round} ${at}` }] })));
    // Each page begins five changes before where it was asked to.
    source.server.mischief = (page, { after }) =>
      after === null ? page : { ...page, changes: source.server.changes.slice(Number(after) - 5, Number(page.cursor)) };
    await source.harvest();
    await expectFold(source);
  });

  it("G03: a page in any order comes to the same, where each record stands in it once", async () => {
    const source = await followed(0);
    source.server.upsert(...many(source.name, 10));
    source.server.mischief = (page) => ({ ...page, changes: [...page.changes].reverse() });
    await source.harvest();
    await expectFold(source);
  });

  it("G04: windows that overlap by a quarter come to the same, and no record ever goes back", async () => {
    const source = await followed(8);
    source.server.upsert(titled(`${source.name}:100`, "Second"), titled(`${source.name}:100`, "Third"));
    await source.harvest();
    source.server.upsert(titled(`${source.name}:101`, "Second"));
    source.server.mischief = (page, { after }) => ({ ...page, changes: source.server.changes.slice(Math.max(0, Number(after) - 8)) });
    await source.harvest();
    await expectFold(source);
    expect(await source.history(`${source.name}:100`)).toEqual(["Training of nurses", "Third"]);
  });

  it("G05: an old page that comes again, with the cursor that it had, lets no record go back", async () => {
    const source = await followed(25);
    source.server.upsert(titled(`${source.name}:100`, "Second"));
    await source.harvest();
    source.server.mischief = () => source.server.page({ after: null, first: 10 });
    await expect(source.harvest()).resolves.toMatchObject({ error: { code: "CURSOR_CIRCLE" }, counts: { changed: 0, deleted: 0 } });
    expect(await source.history(`${source.name}:100`)).toEqual(["Training of nurses", "Second"]);
    source.server.mischief = null;
    await source.harvest();
    await expectFold(source);
  });

  it("G06: a page that is lost shows in the number of records, and everything is read anew", async () => {
    const source = await followed(20);
    source.server.upsert(...Array.from({ length: 20 }, (_, at) => titled(`${source.name}:n${at}`, `New ${at}`)));
    source.server.mischief = withPage(1, (page) => ({ ...page, changes: [] }));
    await expect(source.harvest()).resolves.toMatchObject({ outcome: "HELD", error: { code: "CHANGES_MISSING" } });
    expect(await cursorOf(source)).toBeNull();
    source.server.mischief = null;
    await expect(source.harvest()).resolves.toMatchObject({ outcome: "SUCCEEDED" });
    await expectFold(source);
  });

  it("G06: a list from which a page is lost deletes nothing", async () => {
    const source = await followed(20);
    source.server.description = { deletionPolicy: "NONE" };
    await source.harvest();
    source.server.asked.length = 0;
    source.server.mischief = (page, { after }) => (after === "10" ? { ...page, changes: [] } : page);
    await expect(source.harvest()).resolves.toMatchObject({ outcome: "HELD", error: { code: "COUNT_DIFFERS" }, counts: { deleted: 0 } });
    expect((await source.held()).size).toBe(20);
  });

  it("G07: a record that changes while its list is read is there once, as it is now", async () => {
    const source = await followed(0);
    source.server.upsert(...many(source.name, 25));
    source.server.mischief = (page, _, request) => {
      if (request !== 2) return page;
      source.server.upsert(titled(`${source.name}:100`, "Changed meanwhile"));
      return page;
    };
    await source.harvest();
    await expectFold(source);
    expect(await source.history(`${source.name}:100`)).toHaveLength(2);
  });
});

describe("cursors that lead nowhere", () => {
  it("G08: the same cursor three times ends the run, after three requests", async () => {
    const source = await followed(5);
    source.server.mischief = (page, { after }) => ({ ...page, cursor: after, more: true });
    await expect(source.harvest()).resolves.toMatchObject({ outcome: "FAILED", error: { code: "CURSOR_STANDSTILL" } });
    expect(source.server.asked).toHaveLength(3);
  });

  it("G09: a cursor that was passed ends the run", async () => {
    const source = await followed(5);
    source.server.mischief = (page, { after }) => ({ ...page, cursor: after === "A" ? "B" : "A", more: true });
    await expect(source.harvest()).resolves.toMatchObject({ error: { code: "CURSOR_CIRCLE" } });
    expect(source.server.asked.map(({ after }) => after)).toEqual(["5", "A", "B"]);
  });

  it.each([["x".repeat(10_000_000)], [{}], [null], [7], [{ $gt: "" }], [["5"]], [""], ["a\u0000b"], ["\ud800"]])(
    "G10: a cursor that is no text of a cursor's length is refused with its page (%#)",
    async (cursor) => {
      const source = await followed(5);
      source.server.upsert(titled(`${source.name}:100`, "Behind it"));
      source.server.mischief = (page) => ({ ...page, cursor });
      await expect(source.harvest()).resolves.toMatchObject({ outcome: "FAILED", error: { code: "CURSOR_UNUSABLE" } });
      expect(await cursorOf(source)).toBe("5");
      expect(await source.history(`${source.name}:100`)).toHaveLength(1);
    },
  );

  it("G11: a cursor is bound to its agency and address: of another it isn't sent", async () => {
    const [one, other] = [await followed(5), await followed(5)];
    const reached = (await harvestStateOf(log.db).findOne({ _id: other.source.id }))?.reached;
    await harvestStateOf(log.db).updateOne({ _id: one.source.id }, { $set: { reached: reached as never } });
    await one.harvest();
    expect(one.server.asked[0]?.after).toBeNull();
  });

  it.each([
    ["410", () => new OutsideFault("SOURCE_STATUS", "It answered with status 410.", 410)],
    ["CURSOR_EXPIRED", () => ({ errors: [{ message: "gone", extensions: { code: "CURSOR_EXPIRED" } }] })],
    ["badResumptionToken", () => ({ errors: [{ message: "gone", extensions: { code: "badResumptionToken" } }] })],
  ])("G12: behind an expired cursor (%s) everything is read anew, and nothing is deleted before that is whole", async (_, refusal) => {
    const source = await followed(20);
    // Forgotten by the server too: it no longer tells that they are gone.
    source.server.changes.splice(0, 2);
    const { ask } = source.server;
    const refusing = (breaksAt: number) => {
      let requests = 0;
      return source.harvest({
        ask: async (question) => {
          requests += 1;
          if (question.variables.after === "20") {
            const refused = refusal();
            if (refused instanceof Error) throw refused;
            return refused;
          }
          if (requests === breaksAt) throw new OutsideFault("SOURCE_UNAVAILABLE", "The connection failed.");
          return ask(question);
        },
      });
    };
    await expect(refusing(4)).resolves.toMatchObject({ outcome: "PARTIAL", counts: { deleted: 0 } });
    expect((await source.held()).size).toBe(20);
    await expect(refusing(0)).resolves.toMatchObject({ outcome: "SUCCEEDED", counts: { deleted: 2 } });
    await expectFold(source);
  });

  it.each(["application/json", "application/graphql-response+json"])(
    "G12: so it is where a server says by status 400 that a cursor expired, as %s",
    async (type) => {
      const source = await followed(20);
      source.server.changes.splice(0, 2);
      const wire = await overWire(source.server.ask, "20", type);
      await expect(source.harvest({ ask: wire.ask })).resolves.toMatchObject({ outcome: "SUCCEEDED", counts: { deleted: 2 } });
      await wire.stop();
      await expectFold(source);
    },
  );

  it("G13: a feed without an end is read within its budget, and goes on from there", async () => {
    const source = await followed(0);
    source.server.mischief = (_, { after }) => {
      const at = Number(after ?? 0);
      return {
        changes: [{ operation: "UPSERT", record: record(`${source.name}:${at}`) }],
        cursor: String(at + 1),
        more: true,
        total: null,
      };
    };
    const budget = { pages: 5, milliseconds: 60_000 };
    await expect(source.harvest({ budget })).resolves.toMatchObject({
      outcome: "PARTIAL",
      error: { code: "READING_BUDGET" },
      counts: { added: 5 },
    });
    expect(source.server.asked).toHaveLength(5);
    await source.harvest({ budget });
    expect(source.server.asked[5]?.after).toBe("5");
    expect((await source.held()).size).toBe(10);
  });

  it("G13: a feed without an end is read within its time", async () => {
    const source = await followed(0);
    let now = Date.now();
    source.server.mischief = (page, { after }) => {
      now += 40_000;
      return { ...page, cursor: String(Number(after ?? 0) + 1), more: true };
    };
    const report = await source.harvest({ clock: () => new Date(now), budget: { pages: 1_000, milliseconds: 100_000 } });
    expect(report.error?.code).toBe("READING_BUDGET");
    expect(source.server.asked.length).toBeLessThanOrEqual(4);
  });

  it.each([[25], [15]])("G14: a list that ends with another number than it says (%d of 20) is held", async (total) => {
    const source = await followed(20);
    source.server.description = { deletionPolicy: "NONE" };
    source.server.mischief = (page) => ({ ...page, total });
    await expect(source.harvest()).resolves.toMatchObject({ outcome: "HELD", error: { code: "COUNT_DIFFERS" }, counts: { deleted: 0 } });
  });
});
