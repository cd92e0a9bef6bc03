import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { OrganizationRecord } from "@actionline/schema/reference-records";
import { anActivity, iatiFile } from "../testing/read-iati";
import { readFileSources } from "./file-sources";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "actionline-sources-"));
  await mkdir(join(folder, "full"));
  await writeFile(join(folder, "full", "WHO.xml.gz"), gzipSync(iatiFile(anActivity().replace("XM-REP", "XM-DAC-928"))));
  await writeFile(join(folder, "full", "small body.xml"), iatiFile(anActivity()));
  await writeFile(join(folder, "full", "ours.jsonl"), '{"feed":{"complete":true}}\n');
  await writeFile(join(folder, "full", "broken.xml"), "no xml");
  await writeFile(join(folder, "full", "README.txt"), "not a source");
});
afterAll(() => rm(folder, { recursive: true }));

const who: OrganizationRecord = {
  id: "WHO",
  name: "World Health Organization",
  acronym: "WHO",
  type: "INTERNATIONAL_ORGANIZATION",
  kindOfBody: null,
  role: null,
  website: null,
  identifiers: [{ scheme: "iati", value: "XM-DAC-928" }],
  verified: true,
  invented: false,
};

const sources = (settings: { caveat?: string } = {}) => readFileSources(join(folder, "full"), { organizations: [who], ...settings });

describe("a folder of files", () => {
  it("becomes an agency and a source for each file, by its name", async () => {
    const found = await sources();

    expect(found.map(({ agency, source }) => [agency.id, agency.name, agency.organization, source.id, source.format])).toEqual([
      ["who", "World Health Organization", "WHO", "who/iati", "IATI_2_03"],
      ["broken", "broken", "broken:organization", "broken/iati", "IATI_2_03"],
      ["ours", "ours", "ours:organization", "ours/records", "CONTRACT"],
      ["small-body", "The reporter", "small-body:XM-REP", "small-body/iati", "IATI_2_03"],
    ]);
  });

  it("introduces the organization that a file names where the hub doesn't know it", async () => {
    const found = await sources();

    expect(found.map(({ introduced }) => introduced?.id ?? null)).toEqual([
      null,
      "broken:organization",
      "ours:organization",
      "small-body:XM-REP",
    ]);
    expect(found.at(-1)?.introduced).toMatchObject({
      name: "The reporter",
      type: "INTERNATIONAL_ORGANIZATION",
      identifiers: [{ scheme: "iati", value: "XM-REP" }],
      verified: false,
    });
  });

  it("has no caveat unless someone says so, and says it of every source then", async () => {
    const caveats = async (settings = {}) => new Set((await sources(settings)).map(({ source }) => source.caveat));

    await expect(caveats()).resolves.toEqual(new Set([null]));
    await expect(caveats({ caveat: "Only 2024." })).resolves.toEqual(new Set(["Only 2024."]));
    await writeFile(join(folder, "PROVENANCE.md"), "# Where from\nThe files are a **selection**.\n");
    await expect(caveats()).resolves.toEqual(
      new Set(["A selected extract, not the publishers' complete data: see PROVENANCE.md beside the files. The files are a selection."]),
    );
    await writeFile(join(folder, "full", "CAVEAT.txt"), "Selected for two crises.\n");
    await expect(caveats()).resolves.toEqual(new Set(["Selected for two crises."]));
  });

  it("refuses a folder that isn't there or holds nothing to read, without naming a path", async () => {
    await expect(readFileSources(join(folder, "nowhere"), { organizations: [] })).rejects.toThrow(/^The data folder can't be read/);
    await expect(readFileSources(folder, { organizations: [] })).rejects.toThrow(/^The data folder holds no file that ends in/);
  });
});
