import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { previewCommand } from "../../commands/preview";
import { feedHub } from "../../feed/feed-hub";
import { findSource } from "../../feed/find-source";
import { chooseDatabase } from "../../hub/choose-database";
import { repositoryRoot } from "../../repository-root";
import { type Preview, previewAgency } from "./preview";
import { tellPreview } from "./tell-preview";

const MIRRORED = join(repositoryRoot(), "subgraphs/agencies/examples/mirrored");
const mongodb = process.env.ACTIONLINE_TEST_MONGODB ?? "";
/** The latest years that are over don't change with the calendar. */
const clock = (): Date => new Date("2026-11-22T10:00:00Z");

let index: TestIndex;
let home: string;
let example: { readonly id: string };
beforeAll(async () => {
  index = await startIndex();
  home = await mkdtemp(join(tmpdir(), "actionline-preview-"));
  example = JSON.parse(await readFile(join(repositoryRoot(), "schema/contract/examples/activity.json"), "utf8"));
});
afterAll(async () => {
  process.exitCode = undefined;
  await rm(home, { recursive: true });
  await index.stop();
});

const preview = (agency: string, data: string, beside = false): Promise<Preview> =>
  previewAgency({ agency, data, mongodb, beside, say: () => undefined, clock });
const told = (seen: Preview): string => [...tellPreview(seen)].join("\n");
const linesOf = (...records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join("");

async function folderOf(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(home, name);
  await mkdir(folder);
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return folder;
}

/** The example of a mirrored agency with other texts in place of some of its own. */
async function lumenWith(name: string, file: "lumen.csv" | "lumen.mapping.json", ...changes: readonly [string, string][]): Promise<string> {
  const folder = join(home, name);
  await cp(MIRRORED, folder, { recursive: true });
  const text = await readFile(join(folder, file), "utf8");
  await writeFile(
    join(folder, file),
    changes.reduce((changed, [from, to]) => changed.replace(from, to), text),
  );
  return folder;
}

/** Types `actionline preview …` and gives back what it printed and its exit code. */
async function typed(...words: string[]): Promise<{ said: string; code: unknown }> {
  const lines: string[] = [];
  const log = jest.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  const error = jest.spyOn(console, "error").mockImplementation(() => undefined);
  process.exitCode = undefined;
  await previewCommand()
    .parseAsync([...words, "--mongodb", mongodb], { from: "user" })
    .finally(() => [log, error].forEach((spy) => void spy.mockRestore()));
  const code = process.exitCode;
  process.exitCode = undefined;
  return { said: lines.join("\n"), code };
}

async function scratchDatabases(): Promise<string[]> {
  const { databases } = await index.client.db().admin().listDatabases({ nameOnly: true });
  return databases.map(({ name }) => name).filter((name) => name === `actionline_preview_${process.pid}`);
}

describe("A preview of the example's file", () => {
  let seen: Preview;
  beforeAll(async () => {
    seen = await preview("lumen", MIRRORED);
  });

  it("says what was read, and that no rule was broken and nobody is told of", () => {
    expect(seen).toMatchObject({ fault: null, counts: { read: 7, accepted: 7, refused: 0 }, issues: [], persons: [] });
    expect(told(seen)).toContain("7 read, 7 accepted, 0 refused.");
    expect(told(seen)).toContain("No rule was broken.");
    expect(told(seen)).toContain("No text looks as if it told of a person.");
  });

  it("shows the scorecard's lights, each with how to turn it green", () => {
    expect(seen.scorecard.map(({ name, state }) => `${name} ${state}`)).toEqual([
      "REACHABLE GREEN",
      "VALID GREEN",
      "FRESH GREY",
      "IDENTIFIED RED",
      "SCOPE_DECLARED RED",
      "CLASSIFIED RED",
      "MONEY AMBER",
    ]);
    expect(told(seen)).toContain("RED   CLASSIFIED: 1 of 4 activities name an item of the plan.");
    expect(told(seen)).toContain("To turn it green: Name the plan's item in each activity");
  });

  it("shows which cells it covers in part, and which ones it would once suggestions were accepted", () => {
    const { covered, partial, ifAccepted, years, expected } = seen.coverage;
    expect(years).toEqual([2023, 2024, 2025]);
    expect(expected).toBeGreaterThan(2_000);
    expect(covered).toEqual([]);
    expect(partial.map(({ item, place }) => `${item.id} ${place.name}`)).toContain("GPA-9a Africa");
    expect(ifAccepted.map(({ item, place, becomes }) => `${item.id} ${place.name} ${becomes}`)).toContain("GPA-23j Africa COVERED");
    expect(told(seen)).toContain(`cover ${covered.length}, cover ${partial.length} in part, and would cover ${ifAccepted.length} more`);
    expect(told(seen)).toMatch(/Why \d+ are in part only: What is reported names a wider item or the whole line/);
  });

  it("says what declaring would do for one that answers for nothing yet, and whom the rest waits for", () => {
    const { answersFor, best } = seen.returns;
    expect(answersFor).toBe(0);
    expect(best).toHaveLength(3);
    for (const { input, turned, unknown, others } of best) {
      expect(input).toMatchObject({ agency: "lumen", level: "COMPLETE", actionLines: [expect.stringMatching(/^C\d/)] });
      expect([turned, unknown]).toEqual([0, expect.any(Number)]);
      expect(others[0]?.cells).toBe(unknown);
    }
    expect(told(seen)).toContain("You answer for nothing yet");
    expect(told(seen)).toContain("The rest waits for what others declare: International Telecommunication Union");
  });

  it("leaves nothing behind", async () => {
    await expect(scratchDatabases()).resolves.toEqual([]);
  });
});

describe("A preview of one who answers for lines of the plan", () => {
  const itu = (id: string, more: object = {}): object => ({ ...example, id: `itu:${id}`, ...more });
  let folder: string;
  let seen: Preview;
  beforeAll(async () => {
    const title = [{ language: "en", text: "Ask jane.doe@itu.example about it" }];
    folder = await folderOf("itu", {
      "itu.jsonl": linesOf(itu("1"), itu("2", { title })),
      "other.jsonl": linesOf({ ...example, id: "other:1" }),
    });
    seen = await preview("itu", folder);
  });

  it("finds the three returns that turn most cells, and each turns what it says it does", () => {
    const { answersFor, best } = seen.returns;
    expect(answersFor).toBeGreaterThan(500);
    expect(best).toHaveLength(3);
    const turned = best.map((each) => each.turned);
    expect(turned).toEqual([...turned].sort((a, b) => b - a));
    expect(best[0]).toMatchObject({ input: { agency: "itu", level: "NIL" }, into: { OMITTED: turned[0] } });
    expect(turned[2]).toBeGreaterThan(0);
    const levels = Object.fromEntries(best.map(({ line, input }) => [line?.code, input.level]));
    expect(levels).toEqual({ C2: "NIL", C4: "COMPLETE", C6: "NIL" });
    expect(told(seen)).toContain(`${turned[0]} of ${best[0]?.unknown} unknown cells become known (${turned[0]} OMITTED).`);
    expect(told(seen)).toContain(`declareScope: ${JSON.stringify(best[0]?.input)}`);
  });

  it("warns of a person in records that no mapping read", () => {
    expect(seen.persons).toMatchObject([{ rule: "MAPPED_PERSON", count: 1, examples: [{ record: "itu:2", place: "/title/0" }] }]);
    expect(told(seen)).toContain("How to fix: Take it out at the source; the hub publishes what it is given.");
  });

  it("counts others' work as theirs where it stands beside", async () => {
    for (const name of ["itu.jsonl", "other.jsonl"]) {
      await feedHub(await findSource(join(folder, name), undefined, null), { mongodb, releaseDeletions: false, say: () => undefined });
    }
    try {
      const beside = await preview("itu", folder, true);
      expect(beside.counts).toMatchObject({ added: 2, unchanged: 0 });
      const own = (cells: Preview["coverage"]["covered"]) => cells.map(({ item, place, year }) => [item.id, place.id, year]);
      expect(own(beside.coverage.covered)).toEqual(own(seen.coverage.covered));
      expect(beside.coverage.covered[0]?.activities).toBe((seen.coverage.covered[0]?.activities ?? 0) + 1);
    } finally {
      await index.client.db((await chooseDatabase(folder)).name).dropDatabase();
    }
  });
});

describe("A preview of a file that has mistakes", () => {
  it("tells each rule with examples and how to fix it, and where a row may tell of a person", async () => {
    const data = await lumenWith(
      "mistakes",
      "lumen.csv",
      ["Ongoing,01/02/2024", "Dreamt of,01/02/2024"],
      ["GPA-18a", "GPA-999"],
      ["Archive of oral history", "Write to kofi@lumen.example"],
    );
    const { said, code } = await typed("lumen", "--data", data);
    expect(code).toBeUndefined();
    expect(said).toMatch(/7 read, \d accepted, \d refused\./);
    expect(said).toContain("WARNING MAPPED_WORD_UNKNOWN at /Status: 1\n      lumen:L-01 line 2: Dreamt of");
    expect(said).toContain("UNKNOWN_ITEM");
    expect(said).toMatch(/Persons\n {2}WARNING MAPPED_PERSON at \/Title: 1\n\s+lumen:L-04 line 5: Write to \(an address\)/);
    expect(said).toContain("VALID: ");
  });

  it("ends as a dry run where the file wasn't read to its end, and shows the rest all the same", async () => {
    const data = await lumenWith("renamed", "lumen.csv", ["Ref,Title", "Reference,Title"]);
    const { said, code } = await typed("lumen", "--data", data, "--json");
    expect(code).toBe(1);
    const seen: Preview = JSON.parse(said);
    expect(seen.fault).toMatch(/^FAILED: The file has no column "Ref"/);
    expect(seen.scorecard[0]).toMatchObject({ name: "REACHABLE", state: "RED" });
    expect(seen.returns).toEqual({ answersFor: 0, best: [] });
    expect(told(seen)).toContain("None of your records names or suggests an item of the plan");
  });

  it("is refused for a wrong mapping, with the place in it", async () => {
    const unknown = await lumenWith("unknown-field", "lumen.mapping.json", ['"items"', '"itmes"']);
    await expect(preview("lumen", unknown)).rejects.toThrow("lumen.mapping.json/activity/itmes: there is no such field");
    const open = await lumenWith("left-open", "lumen.mapping.json", ['"from": "Plan item"', '"from": ""']);
    await expect(preview("lumen", open)).rejects.toThrow('lumen.mapping.json/activity/items: it is left open ("")');
  });

  it("is refused for a folder with nothing, one that isn't there, and an agency without a file; others' mistakes don't matter", async () => {
    await expect(preview("lumen", await folderOf("nothing", {}))).rejects.toThrow("The data folder holds no file that ends in");
    await expect(preview("lumen", join(home, "nowhere"))).rejects.toThrow("doesn't exist: give the path of a folder");
    const data = await folderOf("others", { "other.csv": "Ref\n1\n", "itu.jsonl": linesOf({ ...example, id: "itu:1" }) });
    await expect(preview("lumen", data)).rejects.toThrow(
      'The data folder holds no file of "lumen"; by their names there are files of: itu, other.',
    );
    await expect(preview("other", data)).rejects.toThrow("There is no mapping other.mapping.json");
    await expect(preview("itu", data)).resolves.toMatchObject({ counts: { accepted: 1 } });
  });
});

describe("What was previewed or tried in a sandbox", () => {
  it("never shares a log with public records", async () => {
    const folder = await folderOf("spaces", { "itu.jsonl": linesOf({ ...example, id: "itu:1" }) });
    const onTrial = await chooseDatabase(folder, true);
    expect(onTrial).toMatchObject({ space: "SANDBOX", name: expect.stringMatching(/^actionline_sandbox_/) });
    expect((await chooseDatabase(folder)).name).not.toBe(onTrial.name);
    const db = index.client.db(onTrial.name);
    try {
      await (await Appender.acquire(index.client, db, { space: onTrial.space })).release();
      await expect(Appender.acquire(index.client, db, { space: "PUBLIC" })).rejects.toThrow("This database holds SANDBOX records");
    } finally {
      await db.dropDatabase();
    }
  });
});
