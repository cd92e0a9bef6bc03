import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mapping } from "@actionline/schema/mapping";
import { createValidator } from "@actionline/schema/validator/validator";
import type { Feed, FeedItem } from "../feed-item";
import { knownCodes } from "../harvest-file";
import { csvFeed } from "./csv-feed";
import { jsonFeed } from "./json-feed";
import { checkedMapping } from "./mapping-file";
import { proposeMapping } from "./propose-mapping";

const MAPPING: Mapping = {
  mapping: 1,
  complete: true,
  activity: {
    id: { from: "Ref" },
    title: [
      { from: "Title", language: "en" },
      { from: "Titre", language: "fr" },
    ],
    status: { from: "Status", values: { Running: "IMPLEMENTING", Closed: "COMPLETED" } },
    start: { from: "Start", date: "D/M/Y" },
    end: { from: "End", date: "Y" },
    reporter: { value: "Nordlys Institute" },
    implementers: { from: "Partners", split: ";" },
    places: { from: "Country", split: ";", values: { Kenya: "KE", Uganda: "UG" } },
    sdgs: { from: "SDG", split: "," },
  },
  budgets: [
    {
      amount: { from: "Cost", decimal: "," },
      currency: { value: "EUR" },
      measure: { value: "BUDGET" },
      start: { from: "End", date: "Y" },
      end: { from: "End", date: "Y" },
    },
  ],
};
const HEAD = "Ref,Title,Titre,Status,Start,End,Partners,Country,SDG,Cost\n";
const ROW = 'N-1,"Health, on line",Santé,Running,01/02/2024,2025,A; B,Kenya;Uganda,"3,3.c","1.250.000,50"\n';
const validator = createValidator(knownCodes());

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "actionline-mapped-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function itemsOf(feed: Feed): Promise<FeedItem[]> {
  const items: FeedItem[] = [];
  for await (const some of feed.read()) items.push(...some);
  return items;
}

const csv = async (text: string | Buffer, mapping = MAPPING) => itemsOf(await csvFeed(await fileOf("a.csv", text), "nord", mapping));
const json = async (value: unknown, mapping = MAPPING) => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return itemsOf(await jsonFeed(await fileOf("a.json", text), "nord", mapping));
};
const records = (items: readonly FeedItem[]) =>
  items.flatMap((item) => (item.type === "PUBLISHED" ? item.changes.map(({ change }) => (change as { record: unknown }).record) : []));
const rules = (items: readonly FeedItem[]) =>
  items.flatMap((item) => {
    if (item.type === "PUBLISHED") return item.findings.map(({ rule, place }) => `${rule} ${place}`);
    return item.type === "UNREADABLE" ? [`${item.finding.rule} ${item.place}`] : [];
  });

describe("A CSV file", () => {
  it("becomes records of the contract by its mapping, each valid, with the place it came from", async () => {
    const items = await csv(HEAD + ROW);
    expect(records(items)).toEqual([
      {
        kind: "ACTIVITY",
        id: "nord:N-1",
        title: [
          { language: "en", text: "Health, on line" },
          { language: "fr", text: "Santé" },
        ],
        activityKind: "UNSPECIFIED",
        status: "IMPLEMENTING",
        period: { start: "2024-02-01", end: "2025-12-31" },
        reporter: { name: "Nordlys Institute" },
        participants: ["A", "B"].map((name) => ({ role: "IMPLEMENTER", organisation: { name } })),
        sdgs: [{ goal: 3 }, { goal: 3, target: "3.c" }],
        places: [{ place: "KE" }, { place: "UG" }],
      },
      {
        kind: "BUDGET",
        id: "nord:N-1/budget/1",
        activity: "nord:N-1",
        reporter: { name: "Nordlys Institute" },
        measure: "BUDGET",
        period: { start: "2025-01-01", end: "2025-12-31" },
        value: { amount: "1250000.50", currency: "EUR" },
      },
    ]);
    for (const record of records(items)) expect(validator.check({ operation: "UPSERT", record }).findings).toEqual([]);
    expect(items.at(-1)).toEqual({ type: "END", listsEverything: true, error: null });
    expect(items[0]).toMatchObject({ place: "line 2" });
  });

  it("tells each word, date and number that it can't read, with its line, and takes the rest", async () => {
    const items = await csv(`${HEAD}N-2,T,,Odd,2024-13-45,25,,Atlantis,,many\n,No id,,Running,,,,,,\n`);
    expect(rules(items)).toEqual([
      "MAPPED_WORD_UNKNOWN line 2",
      "MAPPED_DATE_UNREADABLE line 2",
      "MAPPED_DATE_UNREADABLE line 2",
      "MAPPED_WORD_UNKNOWN line 2",
      "MAPPED_NUMBER_UNREADABLE line 2",
      "MAPPED_ID_MISSING line 3",
    ]);
    expect(records(items)).toEqual([expect.not.objectContaining({ places: expect.anything() })]);
  });

  it("warns of what may tell of a person", async () => {
    const row = "N-3,Call +41 22 730 51 11,Écrire à a.b@example.org,Running,,,,,,\n";
    expect(rules(await csv(HEAD + row))).toEqual(["MAPPED_PERSON line 2", "MAPPED_PERSON line 2"]);
  });

  it("deletes nothing where it was cut off, lost a column, or isn't UTF-8", async () => {
    const end = async (text: string | Buffer) => (await csv(text)).at(-1);
    const broken = (code: string) => ({ type: "END", listsEverything: false, error: expect.objectContaining({ code }) });
    expect(await end(`${HEAD}${ROW}N-4,"cut`)).toEqual(broken("CSV_QUOTE_NOT_CLOSED"));
    expect(await end(HEAD.replace("Country", "Land") + ROW)).toEqual(broken("CSV_COLUMN_MISSING"));
    expect(await end(Buffer.from(`${HEAD}N-4,Sant\xe9`, "latin1"))).toEqual(broken("CSV_NOT_UTF8"));
    expect(await end("")).toEqual(broken("CSV_EMPTY"));
    expect(await end(`${HEAD}"${"x".repeat(1_100_000)}"\n`)).toEqual(broken("CSV_MAX_RECORD_SIZE"));
  });

  it("refuses a row of another length, and goes on behind it", async () => {
    const items = await csv(`${HEAD}N-5,a,b\n${ROW}`);
    expect(rules(items)).toEqual(["CSV_ROW_UNEVEN line 2"]);
    expect(records(items)).toHaveLength(2);
  });
});

describe("A JSON file", () => {
  const { budgets: _, ...withoutBudgets } = MAPPING;
  const mapping: Mapping = {
    ...withoutBudgets,
    records: "data/items",
    activity: {
      ...MAPPING.activity,
      title: { from: "name/en", language: "en" },
      places: { from: "where/iso" },
      implementers: { from: "partners" },
    },
  };

  it("becomes records by the ways that the mapping names, through lists too", async () => {
    const item = { Ref: 7, name: { en: "T" }, Status: "Closed", where: [{ iso: "KE" }, { iso: "UG" }], partners: ["A", "B"] };
    const items = await json({ data: { items: [item] } }, mapping);
    expect(records(items)).toEqual([
      expect.objectContaining({
        id: "nord:7",
        title: [{ language: "en", text: "T" }],
        status: "COMPLETED",
        places: [{ place: "KE" }, { place: "UG" }],
        participants: [expect.anything(), expect.anything()],
      }),
    ]);
    expect(items.at(-1)).toMatchObject({ listsEverything: true, error: null });
  });

  it.each([
    ["[1, 2", "JSON_UNREADABLE"],
    [{ data: {} }, "JSON_NO_LIST"],
  ])("that isn't one deletes nothing (%j)", async (value, code) => {
    expect((await json(value, mapping)).at(-1)).toEqual({ type: "END", listsEverything: false, error: expect.objectContaining({ code }) });
  });

  it("isn't misled by names such as __proto__", async () => {
    const items = await json('{"data":{"items":[{"__proto__":{"Ref":"x"},"name":{"en":"T"}}]}}', mapping);
    expect(rules(items)).toEqual(["MAPPED_ID_MISSING record 1"]);
  });
});

describe("A mapping", () => {
  const refused = (change: object) => () => checkedMapping({ ...MAPPING, ...change }, "m.json");

  it("is refused with the place of its mistake", () => {
    expect(checkedMapping(MAPPING, "m.json")).toBe(MAPPING);
    expect(refused({ mapping: 2 })).toThrow("m.json/mapping");
    expect(refused({ complete: "yes" })).toThrow("m.json/complete");
    expect(refused({ activity: { ...MAPPING.activity, id: undefined } })).toThrow("m.json/activity/id");
    expect(refused({ activity: { ...MAPPING.activity, places: { form: "x" } } })).toThrow("m.json/activity/places/form");
    expect(refused({ activity: { ...MAPPING.activity, colour: { from: "x" } } })).toThrow("m.json/activity/colour");
    expect(refused({ activity: { ...MAPPING.activity, start: { from: "x", date: "YMD" } } })).toThrow("m.json/activity/start/date");
    expect(refused({ budgets: [{ amount: { from: "x" } }] })).toThrow("m.json/budgets/0/currency");
  });

  it("is proposed by how columns are called and what stands in them, and leaves open what it can't know", () => {
    const rows: Readonly<Record<string, readonly string[]>> = {
      "Project Ref": ["1"],
      "Project name": ["T"],
      Countries: ["Kenya; Uganda"],
      "Start date": ["31/01/2024"],
      Status: ["Ongoing", "Closed", "Frozen"],
    };
    const { activity } = proposeMapping({ columns: Object.keys(rows), values: (column) => rows[column] ?? [] }, "Nordlys");
    expect(activity).toEqual({
      id: { from: "Project Ref" },
      title: { from: "Project name", language: "en" },
      status: { from: "Status", values: { Ongoing: "IMPLEMENTING", Closed: "COMPLETED", Frozen: "" } },
      start: { from: "Start date", date: "D/M/Y" },
      places: { from: "Countries", split: ";" },
      reporter: { value: "Nordlys" },
    });
    expect(proposeMapping({ columns: ["A"], values: () => [] }, "N").activity.id).toEqual({ from: "" });
  });
});
