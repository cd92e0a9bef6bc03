import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateDemonstration } from "./generate-demonstration";
import { writeDemonstration } from "./write-demonstration";

const set = generateDemonstration({ seed: 2003, today: new Date("2026-11-22") });
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "demonstration-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("writes one file a source, one change a line, and the truth beside them", async () => {
  const files = await writeDemonstration(set, folder);
  expect(files.length).toBe(set.sources.length + 1);
  for (const feed of set.feeds) {
    const text = await readFile(join(folder, `${feed.source.replace("/", "-")}.jsonl`), "utf8");
    const lines = text.split("\n").filter((line) => line !== "");
    expect(lines.map((line) => JSON.parse(line))).toEqual([...feed.changes, ...feed.faults]);
  }
  expect(JSON.parse(await readFile(join(folder, "truth.json"), "utf8"))).toEqual(set.truth);
});

it("writes the same bytes again, over what is there", async () => {
  await writeDemonstration(set, folder);
  const before = await readFile(join(folder, "nordlys-activities.jsonl"), "utf8");
  await writeDemonstration(set, folder);
  expect(await readFile(join(folder, "nordlys-activities.jsonl"), "utf8")).toBe(before);
});
