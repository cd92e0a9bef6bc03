import { mkdtemp, rm, stat } from "node:fs/promises";
import * as os from "node:os";
import { join } from "node:path";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { loadReference } from "@actionline/schema/reference/load-reference";
import { chooseDatabase } from "./choose-database";
import { demonstrationTokens } from "./demonstration-tokens";
import { loadReferenceData, REFERENCE_OWNER } from "./load-reference-data";
import { Tokens } from "./tokens";

let log: TestLog;
beforeAll(async () => {
  log = await startLog();
});
afterAll(() => log.stop());

const headsOf = (kind: "FACILITATOR" | "THEME") => versionsOf(log.db, kind).countDocuments({ to: OPEN });

describe("the reference data", () => {
  it("comes in once: a second load makes no entry", async () => {
    const first = await loadReferenceData(log.db, log.appender);
    const second = await loadReferenceData(log.db, log.appender);
    expect(first.added).toBeGreaterThan(500);
    expect(second).toEqual({ sequence: first.sequence, added: 0, changed: 0, deleted: 0, unchanged: first.added });
  });

  it("leaves the real facilitators out of the demonstration", async () => {
    expect(loadReference().facilitators.length).toBeGreaterThan(0);
    await expect(headsOf("FACILITATOR")).resolves.toBe(0);
  });

  it("deletes what is gone from it and leaves what others wrote", async () => {
    const theme = { id: "GONE", name: "A theme of yesterday", items: [] };
    await log.append({ kind: "THEME", subject: "GONE", operation: "UPSERT", owner: REFERENCE_OWNER, record: theme });
    await log.append({ kind: "THEME", subject: "OTHERS", operation: "UPSERT", owner: "elsewhere", record: { ...theme, id: "OTHERS" } });
    const before = await headsOf("THEME");
    await expect(loadReferenceData(log.db, log.appender)).resolves.toMatchObject({ added: 0, changed: 0, deleted: 1 });
    await expect(headsOf("THEME")).resolves.toBe(before - 1);
  });
});

describe("tokens", () => {
  it("are kept as hashes, and stand for their principal until they are unknown", async () => {
    const tokens = new Tokens(log.db);
    const principal = { id: "p", name: "the secretariat", roles: [{ name: "SECRETARIAT" as const, of: null }] };
    await tokens.admit("a-secret", principal, "a test");
    await expect(tokens.principalOf("a-secret")).resolves.toEqual(principal);
    await expect(tokens.principalOf("another")).resolves.toBeNull();
    expect(JSON.stringify(await log.db.collection("tokens").find().toArray())).not.toContain("a-secret");
  });

  it("for the demonstration are made once for a folder, and readable by their owner alone", async () => {
    const folder = await mkdtemp(join(os.tmpdir(), "actionline-tokens-"));
    const cast = { agency: "itu", organization: "ITU", other: null, team: "C2" };
    const first = await demonstrationTokens(folder, cast);
    expect(await demonstrationTokens(folder, cast)).toEqual(first);
    const two = await demonstrationTokens(folder, { ...cast, other: { agency: "who", organization: "WHO" } });
    expect(two.slice(0, first.length)).toEqual(first);
    expect(two).toHaveLength(first.length + 2);
    expect(first.map(({ principal }) => principal.roles)).toEqual([
      [{ name: "SECRETARIAT", of: null }],
      [{ name: "PUBLISHER", of: "itu" }],
      [{ name: "REPRESENTATIVE", of: "ITU" }],
      [{ name: "MODERATOR", of: "C2" }],
    ]);
    expect((await stat(join(folder, "demonstration-tokens.json"))).mode & 0o777).toBe(0o600);
    await rm(folder, { recursive: true });
  });
});

describe("the database of a hub", () => {
  it("is another one for each data folder, and never the demonstration's", async () => {
    const folder = await mkdtemp(join(os.tmpdir(), "Some Data-"));
    await expect(chooseDatabase(undefined)).resolves.toMatchObject({ name: "actionline_demonstration", space: "DEMONSTRATION" });
    const chosen = await chooseDatabase(folder);
    expect(chosen).toMatchObject({ space: "PUBLIC", name: expect.stringMatching(/^actionline_some_data_\w+_[0-9a-f]{8}$/) });
    expect(await chooseDatabase(`${folder}/../${folder.split("/").at(-1)}`)).toEqual(chosen);
    await rm(folder, { recursive: true });
    await expect(chooseDatabase(folder)).rejects.toThrow("doesn't exist: give the path of a folder");
  });
});
