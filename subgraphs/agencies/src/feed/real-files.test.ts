import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzipSync } from "node:zlib";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import { loadReference } from "@actionline/schema/reference/load-reference";
import { createValidator } from "@actionline/schema/validator/validator";
import { anActivity, iatiFile } from "../testing/read-iati";
import { type FileSource, readFileSources, registerFileSources } from "./file-sources";
import { harvest } from "./harvest";
import { knownCodes } from "./harvest-file";

/** What UN entities really published, where it lies beside the project; a few files of our own otherwise. */
const REAL = join(__dirname, "../../../../../shared/data/iati-un-activities/full");
/** The smaller half: the whole of it takes a minute and is the soak's. */
const SMALL = ["itc", "ocha", "ocha-cerf", "unaids", "unesco", "unops", "unrwa", "fao"];

let log: TestLog;
let folder: string;
let sources: readonly FileSource[];

beforeAll(async () => {
  log = await startLog();
  folder = await mkdtemp(join(tmpdir(), "actionline-real-"));
  if (!existsSync(REAL)) {
    const budget =
      '<budget><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/><value currency="USD">5</value></budget>';
    const activities = [1, 2, 3].map((number) => anActivity(number === 2 ? budget : "", `XM-${number}`));
    await writeFile(join(folder, "fixture.xml.gz"), gzipSync(iatiFile(...activities)));
  }
  const data = existsSync(REAL) ? REAL : folder;
  const { organizations } = loadReference();
  await log.append(...organizations.map((organization) => upsert("ORGANIZATION", organization)));
  const found = await readFileSources(data, { organizations });
  sources = existsSync(REAL) ? found.filter(({ agency }) => SMALL.includes(agency.id)) : found;
  await registerFileSources(log.appender, sources);
});
afterAll(async () => {
  await log.stop();
  await rm(folder, { recursive: true });
});

const validator = createValidator(knownCodes());
const run = ({ source, input }: FileSource) => harvest({ ...log, source, input, validator, clock: () => new Date() });

async function activitiesIn({ input }: FileSource): Promise<number> {
  if (!("file" in input)) throw new Error("The source isn't a file.");
  const text = (await promisify(gunzip)(await readFile(input.file))).toString("utf8");
  return text.split("<iati-activity ").length - 1;
}

describe("the files that UN entities really published", () => {
  it("accounts for every activity: accepted or refused with a reason", async () => {
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      const report = await run(source);

      const ofActivities = report.byKind?.find(({ kind }) => kind === "ACTIVITY");
      expect(ofActivities?.read).toBe(await activitiesIn(source));
      expect(ofActivities?.read).toBe((ofActivities?.accepted ?? 0) + (ofActivities?.refused ?? 0));
      expect(report).toMatchObject({ outcome: "SUCCEEDED", counts: { deleted: 0, held: 0 } });
      await expect(versionsOf(log.db, "ACTIVITY").countDocuments({ owner: source.agency.id, to: OPEN })).resolves.toBe(
        ofActivities?.accepted,
      );
    }
  });

  it("makes no new version when it reads them again", async () => {
    const before = log.appender.watermark;

    for (const source of sources) {
      const { counts } = await run(source);
      expect(counts).toMatchObject({ added: 0, changed: 0, deleted: 0, unchanged: counts.accepted });
    }

    // Of each source that its run began and how it ended, and nothing else.
    expect(log.appender.watermark - before).toBe(2 * sources.length);
  });

  it("knows by the hub's id who reports, where the file gives an identifier alone", async () => {
    for (const { agency } of sources) {
      const of = { owner: agency.id, to: OPEN };
      const reporters = await versionsOf(log.db, "ACTIVITY").distinct("record.reporter.id", of);
      expect([agency.id, reporters]).toEqual([agency.id, [agency.organization]]);
      await expect(versionsOf(log.db, "ACTIVITY").countDocuments({ ...of, "record.reporter.id": { $exists: false } })).resolves.toBe(0);
    }
  });

  it("says of every source that it is an extract, where the files come with their provenance", async () => {
    const extract = existsSync(join(REAL, "..", "PROVENANCE.md"));
    for (const { source } of sources) expect(source.caveat === null).toBe(!extract);
    await expect(readdir(folder)).resolves.toHaveLength(existsSync(REAL) ? 0 : 1);
  });
});
