import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import { quarantineOf } from "../feed/quarantine";
import { many, record } from "../testing/feed-records";
import { FollowedSource } from "../testing/remote-harvests";

let log: TestLog;
let number = 0;
beforeAll(async () => {
  log = await startLog();
});
afterAll(() => log.stop());

const titled = (id: string, text: string): object => record(id, { title: [{ language: "en", text }] });

async function followed(count: number): Promise<FollowedSource & { readonly name: string }> {
  number += 1;
  const name = `body-${number}`;
  const source = Object.assign(new FollowedSource(log, name), { name });
  source.server.upsert(...many(name, count));
  if (count > 0) await source.harvest();
  return source;
}

/** One that doesn't tell how many records it has, where what is lost shows in no number. */
async function untotalled(count: number): ReturnType<typeof followed> {
  const source = await followed(count);
  source.server.tellsTotal = false;
  await source.harvest();
  return source;
}

const rules = ({ issues }: HarvestRecord): string[] => issues.map(({ rule }) => rule);
const quarantined = (source: FollowedSource) => quarantineOf(log.db).find({ source: source.source.id }).toArray();

test("E20: an address of another page that a page names is asked by nobody: where to go on its cursor says alone", async () => {
  let heard = 0;
  const inside = createServer((_, response) => {
    heard += 1;
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(inside, "listening");
  const next = `http://127.0.0.1:${(inside.address() as AddressInfo).port}/changes`;
  const source = await followed(0);
  source.server.upsert(...many(source.name, 5));
  source.server.mischief = (page) => ({ ...page, next, nextUrl: next, links: { next }, "@odata.nextLink": next }) as typeof page;
  expect(await source.harvest()).toMatchObject({ outcome: "SUCCEEDED", counts: { accepted: 5 } });
  expect([heard, (await source.held()).size]).toEqual([0, 5]);
  // It would have heard of it.
  await fetch(next);
  expect(heard).toBe(1);
  inside.close();
});

describe("what ends records, and brings them back", () => {
  it("G15: the end of a record that the hub doesn't hold is told, and not counted", async () => {
    const source = await followed(5);
    source.server.end(`${source.name}:unheard-of`);
    const report = await source.harvest();
    expect(report).toMatchObject({ outcome: "SUCCEEDED", counts: { accepted: 1, deleted: 0 } });
    expect(rules(report)).toEqual(["OPERATION_UNKNOWN_RECORD"]);
  });

  it("G16: the end of another agency's record is refused", async () => {
    const [victim, thief] = [await followed(3), await followed(3)];
    thief.server.end(`${victim.name}:100`);
    thief.server.end(`${victim.name}:101`, "MERGED_INTO", [`${thief.name}:100`]);
    expect(rules(await thief.harvest())).toEqual(["NOT_YOUR_ID"]);
    expect((await victim.held()).size).toBe(3);
  });

  it("G17: an older form that comes again after the end leaves it ended, where the end comes again too", async () => {
    const source = await followed(10);
    source.server.end(`${source.name}:100`);
    await source.harvest();
    source.server.upsert(titled(`${source.name}:101`, "New"));
    source.server.mischief = (page) => ({ ...page, changes: source.server.changes });
    await source.harvest();
    expect((await source.held()).has(`${source.name}:100`)).toBe(false);
    expect(await source.history(`${source.name}:100`)).toHaveLength(1);
  });

  it("G18: a newer form after the end brings it back", async () => {
    const source = await followed(10);
    source.server.end(`${source.name}:100`);
    await source.harvest();
    source.server.upsert(titled(`${source.name}:100`, "Back"));
    await source.harvest();
    expect((await source.held()).get(`${source.name}:100`)).toBe("Back");
  });

  it("G18: a form that it had before brings it back as well, where nothing takes that back", async () => {
    const source = await followed(10);
    source.server.end(`${source.name}:100`);
    await source.harvest();
    source.server.upsert(record(`${source.name}:100`));
    await source.harvest();
    expect((await source.held()).has(`${source.name}:100`)).toBe(true);
  });

  it("G19: more than a fifth of a source's records don't go in one run, and nothing of it does", async () => {
    const source = await followed(20);
    for (let at = 0; at < 5; at++) source.server.end(`${source.name}:${100 + at}`);
    await expect(source.harvest()).resolves.toMatchObject({ outcome: "HELD", counts: { deleted: 0, held: 5 } });
    expect((await source.held()).size).toBe(20);
    await expect(source.harvest({ options: { releaseDeletions: true } })).resolves.toMatchObject({
      outcome: "SUCCEEDED",
      counts: { deleted: 5 },
    });
  });

  it("X10: without the guard all of them would go", async () => {
    const source = await followed(20);
    for (let at = 0; at < 19; at++) source.server.end(`${source.name}:${100 + at}`);
    await expect(source.harvest({ options: { guard: { deletionShare: 1 } } })).resolves.toMatchObject({ counts: { deleted: 19 } });
  });

  it("G20: nor in several runs, one after the other", async () => {
    const source = await followed(40);
    const outcomes: string[] = [];
    for (let run = 0; run < 10; run++) {
      source.server.end(`${source.name}:${100 + 2 * run}`);
      source.server.end(`${source.name}:${101 + 2 * run}`);
      outcomes.push((await source.harvest()).outcome);
    }
    expect(outcomes.filter((outcome) => outcome === "SUCCEEDED")).toHaveLength(4);
    expect(outcomes.at(-1)).toBe("HELD");
    expect((await source.held()).size).toBe(32);
    const later = () => new Date(Date.now() + 2 * 86_400_000);
    await expect(source.harvest({ clock: later, options: { guard: { deletionShare: 0.5 } } })).resolves.toMatchObject({
      outcome: "SUCCEEDED",
    });
  });

  it("G21: an empty list is no word about anything", async () => {
    const source = await followed(5);
    source.server.description = { deletionPolicy: "NONE" };
    source.server.mischief = () => ({ changes: [], cursor: "0", more: false, total: 0 });
    await expect(source.harvest()).resolves.toMatchObject({ outcome: "HELD", counts: { deleted: 0 } });
    source.server.mischief = () => ({ changes: [], cursor: "0", more: false, total: null });
    await expect(source.harvest()).resolves.toMatchObject({ outcome: "HELD", error: { code: "EMPTY_ANSWER" } });
  });
});

describe("what records hold", () => {
  it("G22: numbers that are none of a record's are refused", async () => {
    const source = await followed(1);
    for (const level of [2 ** 63 - 1, 1e308, "10", -1, null]) source.server.upsert(record(`${source.name}:100`, { hierarchyLevel: level }));
    await expect(source.harvest()).resolves.toMatchObject({ counts: { refused: 5, changed: 0 } });
  });

  it("G23: other content at the same place of the sequence is evidence, and the first stays", async () => {
    const source = await followed(3);
    const id = `${source.name}:100`;
    source.server.mischief = (_, { after }, request) => ({
      changes: [{ operation: "UPSERT", record: titled(id, request % 2 === 0 ? "One" : "Another") }],
      cursor: after,
      more: true,
      total: null,
    });
    const report = await source.harvest();
    expect(rules(report)).toContain("CONTRADICTION");
    const [first] = (await source.history(id)).slice(-1);
    const evidence = (await quarantined(source)).filter(({ rule }) => rule === "CONTRADICTION");
    expect(evidence).toHaveLength(1);
    expect(evidence[0]).toMatchObject({ record: id, value: expect.stringMatching(/kept \([0-9a-f]{16}\).*refused \([0-9a-f]{16}\)/) });
    expect(evidence[0]?.excerpt).not.toContain(`"${first}"`);
  });

  it("G24: ids are what they are, to the last character, and what can be none is refused", async () => {
    const source = await followed(0);
    const raw = ["1", "caf\u00e9", "cafe\u0301", "x", "X", "x "];
    source.server.upsert(...raw.map((each) => titled(`${source.name}:${each}`, JSON.stringify(each))));
    for (const id of [1, "", `${source.name}:`, `${source.name}:${"x".repeat(1_000)}`, `${source.name}:a\u0000`, null, {}]) {
      source.server.upsert(record("x:y", { id }));
    }
    await expect(source.harvest()).resolves.toMatchObject({ counts: { added: 6, refused: 7 } });
    expect([...(await source.held()).keys()].sort()).toEqual(raw.map((each) => `${source.name}:${each}`).sort());
  });

  it("G25: a record that is too large or too deep is refused, and its page goes on", async () => {
    const source = await followed(0);
    const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
    source.server.upsert(
      record(`${source.name}:1`, { description: [{ language: "en", text: "x".repeat(1_000_001) }] }),
      record(`${source.name}:2`, { places: deep(33) }),
      record(`${source.name}:3`),
    );
    const report = await source.harvest();
    expect(report).toMatchObject({ counts: { added: 1, refused: 2 } });
    expect(rules(report)).toEqual(expect.arrayContaining(["RECORD_TOO_LARGE", "DEPTH_TOO_GREAT"]));
  });

  it.each(["$set", "a.b", "__proto__", "a\u0000b", ""])("G26: a field called %j is refused with its record", async (key) => {
    const source = await followed(0);
    const bad = JSON.parse(`{${JSON.stringify(key)}: 1}`) as object;
    const text = JSON.stringify(record(`${source.name}:1`)).replace("{", `{${JSON.stringify(bad).slice(1, -1)},`);
    const given = JSON.parse(text) as object;
    source.server.upsert(given, record(`${source.name}:2`));
    await expect(source.harvest()).resolves.toMatchObject({ counts: { added: 1, refused: 1 } });
  });

  it("G27: half characters and control characters are refused; signs of a wrong encoding are told, and kept", async () => {
    const source = await followed(0);
    const texts = ["a\ud800b", "a\u0000b", "a\u0085b", "\ufeffBOM", "a\r\nb", "\u202eright to left"];
    source.server.upsert(...texts.map((text, at) => titled(`${source.name}:${at}`, text)));
    const report = await source.harvest();
    expect(rules(report)).toEqual(expect.arrayContaining(["LONE_SURROGATE", "CONTROL_CHARACTER", "TEXT_MISENCODED"]));
    expect(report.counts).toMatchObject({ refused: 2, added: 4 });
    expect([...(await source.held()).values()]).toEqual(texts.slice(2));
  });

  it("G28: amounts stay exact, digit by digit, or are refused", async () => {
    const source = await followed(0);
    const amount = (id: number, value: unknown): object => ({
      kind: "BUDGET",
      id: `${source.name}:${id}`,
      reporter: { name: "The reporter" },
      measure: "BUDGET",
      period: { start: "2024-01-01", end: "2024-12-31" },
      value: { amount: value, currency: "USD" },
    });
    const given = ["9007199254740993", "0.3", "-0", 0.1, 2 ** 53, "1e400", "1,000", "12345678901234567890"];
    source.server.upsert(...given.map((value, at) => amount(at, value)));
    await expect(source.harvest()).resolves.toMatchObject({ counts: { added: 3, refused: 5 } });
  });

  it("G29: a date that no calendar has is refused, never guessed", async () => {
    const source = await followed(0);
    const dates = ["2024-02-30", "0000-01-01", "2024-1-1", "01/02/2024", "2024-01-01T24:00:00Z"];
    source.server.upsert(...dates.map((start, at) => record(`${source.name}:${at}`, { period: { start } })));
    source.server.upsert(
      record(`${source.name}:leap`, { updatedAt: "2016-12-31T23:59:60Z" }),
      record(`${source.name}:zone`, { updatedAt: "2024-01-01T00:00:00" }),
    );
    await expect(source.harvest()).resolves.toMatchObject({ counts: { added: 0, refused: 7 } });
  });

  it("G30: a record that comes in another shape keeps its last good form", async () => {
    const source = await followed(3);
    const { title: _left, ...untitled } = record(`${source.name}:101`) as Record<string, unknown>;
    source.server.upsert(record(`${source.name}:100`, { newField: 1 }), untitled, record(`${source.name}:102`, { status: 7 }));
    const report = await source.harvest();
    expect(rules(report)).toEqual(expect.arrayContaining(["UNKNOWN_FIELD", "REQUIRED_MISSING", "SHAPE_TYPE"]));
    expect((await source.held()).size).toBe(3);
  });

  it("G32: what no cursor ever told is found by the audit after thirty days, repaired, and named in the report", async () => {
    const source = await untotalled(1_000);
    const later = (days: number) => () => new Date(Date.now() + days * 86_400_000);
    // The server changed one record, took one back and has one more, and told of none of it.
    source.server.changes[417] = { operation: "UPSERT", record: titled(`${source.name}:517`, "As it should be") };
    source.server.changes[500] = { operation: "CONFIRMED", kind: "ACTIVITY", id: `${source.name}:100` };
    source.server.changes[501] = { operation: "UPSERT", record: titled(`${source.name}:never-told`, "New") };
    source.server.upsert(titled(`${source.name}:102`, "Told"));
    await expect(source.harvest({ clock: later(29) })).resolves.toMatchObject({ counts: { changed: 1 }, issues: [] });
    const report = await source.harvest({ clock: later(31), quietly: true });
    expect(report).toMatchObject({ outcome: "SUCCEEDED", counts: { added: 1, changed: 1, deleted: 2 } });
    const [audited] = report.issues.filter(({ rule }) => rule === "AUDIT_DIFFERS");
    expect(audited).toMatchObject({ severity: "WARNING", count: 4 });
    expect(audited?.examples.map(({ record: id, value }) => `${id.split(":")[1]}: ${value}`)).toEqual([
      "517: it was another",
      "600: it was here still",
      "601: it was here still",
    ]);
    expect((await source.held()).get(`${source.name}:517`)).toBe("As it should be");
    // The next look finds nothing, reads from the cursor, and leaves no report.
    await expect(source.harvest({ clock: later(32), quietly: true })).rejects.toThrow("no report");
  });

  it("G32: an audit of what agrees writes nothing, though the hub would work out more of it by now", async () => {
    const source = await followed(30);
    source.server.upsert(titled(`${source.name}:100`, "Second"), titled(`${source.name}:100`, "Third"));
    await source.harvest();
    const { watermark } = log.appender;
    const clock = () => new Date(Date.now() + 31 * 86_400_000);
    await expect(source.harvest({ clock, quietly: true, suggestionRules: "others" })).rejects.toThrow("no report");
    expect(log.appender.watermark).toBe(watermark);
  });

  it("G32: what changes while the audit reads comes by the cursor, and is no difference", async () => {
    const source = await untotalled(10);
    const clock = () => new Date(Date.now() + 31 * 86_400_000);
    source.server.mischief = (page, { after }) => {
      if (after === null) source.server.upsert(titled(`${source.name}:102`, "Meanwhile"));
      return page;
    };
    const report = await source.harvest({ clock, quietly: true, first: 4 });
    expect(report).toMatchObject({ outcome: "SUCCEEDED", counts: { changed: 1 }, issues: [] });
    expect((await source.held()).get(`${source.name}:102`)).toBe("Meanwhile");
  });

  it("G32: an audit that breaks off finds nothing, and isn't tried again with each look", async () => {
    const source = await untotalled(5);
    const clock = () => new Date(Date.now() + 31 * 86_400_000);
    source.server.mischief = (page, { after }) => (after === null ? { ...page, cursor: null } : page);
    source.server.changes[2] = { operation: "CONFIRMED", kind: "ACTIVITY", id: `${source.name}:100` };
    await expect(source.harvest({ clock, quietly: true })).rejects.toThrow("no report");
    source.server.asked.length = 0;
    await expect(source.harvest({ clock, quietly: true })).rejects.toThrow("no report");
    expect(source.server.asked.map(({ after }) => after)).toEqual(["5"]);
    expect((await source.held()).size).toBe(5);
  });

  it("G31: a history that was rewritten behind the cursor, as from a backup, is noticed without hashes of pages", async () => {
    const source = await untotalled(10);
    // What came after the backup is lost there, and other changes take the places that the hub has passed.
    source.server.changes.splice(7);
    source.server.upsert(titled(`${source.name}:105`, "Other"), titled(`${source.name}:new`, "New"));
    source.server.upsert(titled(`${source.name}:106`, "Other"));
    await expect(source.harvest({ quietly: true })).rejects.toThrow("no report");
    const clock = () => new Date(Date.now() + 31 * 86_400_000);
    const report = await source.harvest({ clock, quietly: true, options: { guard: { deletionShare: 0.5 } } });
    expect(rules(report)).toContain("AUDIT_DIFFERS");
    const titles = [...source.server.fold()].map(([id, given]) => [id, (given as { title: [{ text: string }] }).title[0].text]);
    expect([...(await source.held())]).toEqual(titles.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
  });

  it("G32: a list that is read anew repairs the one record that differs, and counts it", async () => {
    const source = await followed(20);
    source.server.description = { deletionPolicy: "NONE" };
    source.server.changes[7] = { operation: "UPSERT", record: titled(`${source.name}:107`, "As it should be") };
    await expect(source.harvest()).resolves.toMatchObject({ counts: { changed: 1, unchanged: 19 } });
    expect((await source.held()).get(`${source.name}:107`)).toBe("As it should be");
  });
});

describe("changes that are none", () => {
  it.each([null, 7, "UPSERT", [], {}, { operation: "DROP" }, { operation: "UPSERT" }, { operation: "DELETE" }])(
    "%j is refused and told, and the page goes on",
    async (change) => {
      const source = await followed(0);
      source.server.upsert(record(`${source.name}:1`));
      source.server.mischief = (page) => ({ ...page, changes: [change, ...page.changes] });
      await expect(source.harvest()).resolves.toMatchObject({ counts: { added: 1, refused: 1 } });
    },
  );
});
