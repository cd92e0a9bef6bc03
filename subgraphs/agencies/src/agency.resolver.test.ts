import { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { ask } from "@actionline/kit/testing/ask";
import { type AsOfInput, resolveAsOf } from "@actionline/log/as-of";
import { versionsOf } from "@actionline/log/collections";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import type { AgencyRecord, HarvestRecord, SourceRecord } from "@actionline/schema/hub-records";
import { createValidator } from "@actionline/schema/validator/validator";
import { harvest } from "./feed/harvest";
import { buildAgenciesSubgraph } from "./subgraph";
import { anActivity, iatiFile, withFile } from "./testing/read-iati";

let agencies: Subgraph;
let log: TestLog;
let now = new Date("2026-01-01T00:00:00Z");
let afterFirstRun: number;

const anAgency = (id: string): AgencyRecord => ({
  id,
  name: `Agency ${id}`,
  organization: id.toUpperCase(),
  licence: "CC BY 4.0",
  contactDesk: null,
  deletionPolicy: "NONE",
  contractVersion: "1",
  invented: true,
});

const aSource = (agency: string): SourceRecord => ({
  id: `${agency}/records`,
  agency,
  name: "Records",
  format: "CONTRACT",
  mode: "MIRRORED",
  frequencyDays: 30,
  licence: "CC BY 4.0",
  caveat: "An extract.",
});

const record = (id: string, facts: object = {}): object => ({
  kind: "ACTIVITY",
  id,
  title: [{ language: "en", text: "A training" }],
  activityKind: "TRAINING",
  status: "IMPLEMENTING",
  period: {},
  reporter: { name: "The reporter" },
  ...facts,
});

const validator = createValidator({ items: new Set(), actionLines: new Set(), places: new Set() });

async function run(agency: string, day: string, records: readonly object[], complete = true): Promise<HarvestRecord> {
  now = new Date(`${day}T12:00:00Z`);
  const input = { records, complete };
  return harvest({ ...log, source: aSource(agency), input, validator, clock: () => now, suggest: () => [], suggestionRules: "none" });
}

const ten = (agency: string): object[] => Array.from({ length: 10 }, (_, number) => record(`${agency}:${number}`));

beforeAll(async () => {
  log = await startLog(() => now);
  agencies = await buildAgenciesSubgraph(log.db);
  const known = ["alpha", "beta"].flatMap((id) => [upsert("AGENCY", anAgency(id)), upsert("SOURCE", aSource(id))]);
  await log.append(...known);
  await run("alpha", "2026-01-01", ten("alpha"));
  afterFirstRun = log.appender.watermark;
  await run("alpha", "2026-02-01", [...ten("alpha").slice(0, 8), record("alpha:bad", { status: "DONE", contact: "ann@example.org" })]);
  await run("alpha", "2026-03-01", [record("alpha:0", { status: "?" }), ...ten("alpha").slice(1, 4)]);
});
afterAll(() => log.stop());

const question = async (operation: string, asOf: AsOfInput | null = null, at = "2026-03-02T12:00:00Z"): Promise<unknown> => {
  const { principal } = await log.request();
  const context = agencies.context(new RequestContext(principal, await resolveAsOf(log.db, asOf, new Date(at))));
  log.reads.splice(0);
  return ask(agencies.schema, context, operation);
};

describe("agencies and their sources", () => {
  it("tells who reports, how old it is, and how the last runs went", async () => {
    const answer = await question(`{ agencies { id organization { id } sources {
      id caveat freshness lastGoodAt ageSeconds lastRun { outcome error { code } } runs { outcome counts { read added deleted held } }
    } } }`);

    expect(answer).toEqual({
      agencies: [
        {
          id: "alpha",
          organization: { id: "ALPHA" },
          sources: [
            {
              id: "alpha/records",
              caveat: "An extract.",
              freshness: "UP_TO_DATE",
              lastGoodAt: "2026-02-01T12:00:00.000Z",
              ageSeconds: 29 * 86_400,
              lastRun: { outcome: "HELD", error: { code: "DELETIONS_HELD" } },
              runs: [
                { outcome: "HELD", counts: { read: 4, added: 0, deleted: 0, held: 4 } },
                { outcome: "SUCCEEDED", counts: { read: 9, added: 0, deleted: 2, held: 0 } },
                { outcome: "SUCCEEDED", counts: { read: 10, added: 10, deleted: 0, held: 0 } },
              ],
            },
          ],
        },
        {
          id: "beta",
          organization: { id: "BETA" },
          sources: [
            {
              id: "beta/records",
              caveat: "An extract.",
              freshness: "LAPSED",
              lastGoodAt: null,
              ageSeconds: null,
              lastRun: null,
              runs: [],
            },
          ],
        },
      ],
    });
  });

  it("reads a page of agencies with their sources and runs in one find each", async () => {
    await question("{ agencies { sources { agency { name } freshness ageSeconds lastRun { id } runs(first: 2) { id } } } }");

    expect([...log.reads].sort()).toEqual(["agencies", "agencies", "harvests", "harvests", "sources"]);
  });

  it("judges age at the point of the log that is asked for", async () => {
    const at = (sequence: number) => question('{ source(id: "alpha/records") { freshness runs { outcome } } }', { sequence });

    await expect(at(afterFirstRun)).resolves.toEqual({ source: { freshness: "UP_TO_DATE", runs: [{ outcome: "SUCCEEDED" }] } });
    await expect(question('{ source(id: "alpha/records") { freshness } }', null, "2026-03-15T12:00:00Z")).resolves.toEqual({
      source: { freshness: "DUE" },
    });
    await expect(question('{ source(id: "alpha/records") { freshness } }', null, "2027-03-15T12:00:00Z")).resolves.toEqual({
      source: { freshness: "LAPSED" },
    });
  });

  it("shows a run that is under way as such, and in one row with its outcome once it has ended", async () => {
    const operation =
      '{ source(id: "alpha/records") { lastRun { outcome finishedAt } lastGoodAt runs(first: 2) { id outcome counts { read } } } }';
    // The last run's two reports are the log's last two entries that matter here.
    const [ended, began] = await versionsOf(log.db, "HARVEST").find({ subject: "alpha/records" }).sort({ _id: -1 }).limit(2).toArray();
    const [meanwhile, afterwards] = [await question(operation, { sequence: began?.from ?? 0 }), await question(operation)];

    expect(meanwhile).toEqual({
      source: {
        lastRun: { outcome: "RUNNING", finishedAt: null },
        lastGoodAt: "2026-02-01T12:00:00.000Z",
        runs: [
          { id: ended?.record.run, outcome: "RUNNING", counts: { read: 0 } },
          { id: expect.any(String), outcome: "SUCCEEDED", counts: { read: 9 } },
        ],
      },
    });
    expect(afterwards).toMatchObject({ source: { runs: [{ id: ended?.record.run, outcome: "HELD" }, { outcome: "SUCCEEDED" }] } });
  });

  it("answers null for an agency or a source that the hub doesn't know, and refuses too many runs", async () => {
    await expect(question('{ agency(id: "gamma") { id } source(id: "gamma/x") { id } }')).resolves.toEqual({ agency: null, source: null });
    await expect(question('{ source(id: "alpha/records") { runs(first: 101) { id } } }')).rejects.toMatchObject({
      extensions: { code: "PAGE_TOO_LARGE" },
    });
  });

  it("answers references from other subgraphs in one find", async () => {
    const answer = await question(`{ _entities(representations: [
      { __typename: "Source", id: "beta/records" }, { __typename: "Source", id: "none" }, { __typename: "Agency", id: "alpha" }
    ]) { ... on Source { name } ... on Agency { licence } } }`);

    expect(answer).toEqual({ _entities: [{ name: "Records" }, null, { licence: "CC BY 4.0" }] });
    expect([...log.reads].sort()).toEqual(["agencies", "sources"]);
  });
});

describe("a trace", () => {
  const trace = async (id: string, asOf: AsOfInput | null = null): Promise<unknown> =>
    (
      (await question(
        `{ trace(id: "${id}") { stage reason versions { kind to } refusals { rule pointer } source { id } nextAttemptAt } }`,
        asOf,
      )) as { trace: unknown }
    ).trace;

  it("ACCEPTED: the hub holds it as published, and the next update is due by the declared frequency", async () => {
    await expect(trace("alpha:1")).resolves.toEqual({
      stage: "ACCEPTED",
      reason: expect.stringMatching(/^The hub holds it\. Its source's last run ended as HELD: This run would delete 4 of 8/),
      versions: [{ kind: "ACTIVITY", to: null }],
      refusals: [],
      source: { id: "alpha/records" },
      nextAttemptAt: "2026-03-31T12:00:00.000Z",
    });
  });

  it("KEPT: an earlier form stands because the newest was refused", async () => {
    await expect(trace("alpha:0")).resolves.toMatchObject({ stage: "KEPT", refusals: [{ rule: "VALUE_NOT_IN_LIST", pointer: "/status" }] });
  });

  it("HELD: its deletion waits for a person", async () => {
    await expect(trace("alpha:5")).resolves.toMatchObject({ stage: "HELD", versions: [{ to: null }] });
  });

  it("WITHDRAWN: the source took it back; yesterday it was there", async () => {
    await expect(trace("alpha:9")).resolves.toMatchObject({ stage: "WITHDRAWN", versions: [{ to: expect.any(Number) }] });
    await expect(trace("alpha:9", { sequence: afterFirstRun })).resolves.toMatchObject({ stage: "ACCEPTED", versions: [{ to: null }] });
  });

  it("MERGED and SPLIT: its agency ended it in favour of others, which are followed to what the hub holds at that point", async () => {
    await log.append(upsert("AGENCY", anAgency("delta")), upsert("SOURCE", aSource("delta")));
    await run("delta", "2026-03-01", ten("delta"));
    await run("delta", "2026-03-01", [{ operation: "MERGED_INTO", id: "delta:1", kind: "ACTIVITY", into: ["delta:2"] }], false);
    const merged = log.appender.watermark;
    const parts = { operation: "SPLIT_INTO", id: "delta:2", kind: "ACTIVITY", into: ["delta:3", "delta:9-never"] };
    await run("delta", "2026-03-01", [parts], false);
    const asked = (id: string, asOf: AsOfInput | null = null) =>
      question(`{ trace(id: "${id}") { stage reason successors { id of how holds } } }`, asOf);

    await expect(asked("delta:1")).resolves.toEqual({
      trace: {
        stage: "MERGED",
        reason: "Its agency merged it into delta:2. Of what it went into, the hub holds now: delta:3.",
        successors: [
          { id: "delta:2", of: "delta:1", how: "MERGED", holds: false },
          { id: "delta:3", of: "delta:2", how: "SPLIT", holds: true },
          { id: "delta:9-never", of: "delta:2", how: "SPLIT", holds: false },
        ],
      },
    });
    await expect(asked("delta:2")).resolves.toMatchObject({ trace: { stage: "SPLIT" } });
    await expect(asked("delta:1", { sequence: merged })).resolves.toEqual({
      trace: {
        stage: "MERGED",
        reason: "Its agency merged it into delta:2.",
        successors: [{ id: "delta:2", of: "delta:1", how: "MERGED", holds: true }],
      },
    });
    await expect(asked("delta:2", { sequence: merged })).resolves.toMatchObject({ trace: { stage: "ACCEPTED", successors: [] } });
  });

  it("REFUSED: it was read and refused, and nothing of its content is shown", async () => {
    await run("beta", "2026-03-01", [record("beta:bad", { status: "DONE", contact: "ann@example.org" })]);

    const told = await trace("beta:bad");

    expect(told).toMatchObject({ stage: "REFUSED", versions: [], source: { id: "beta/records" } });
    expect(JSON.stringify(told)).not.toContain("ann");
  });

  it("says nothing of what another agency sent under the id", async () => {
    await run("beta", "2026-03-01", [record("alpha:7"), record("beta:1")], false);

    await expect(trace("alpha:7")).resolves.toMatchObject({ stage: "HELD", refusals: [], source: { id: "alpha/records" } });
    await run("beta", "2026-03-01", [record("alpha:elsewhere")], false);
    await expect(trace("alpha:elsewhere")).resolves.toMatchObject({ stage: "NEVER_SEEN", refusals: [], source: { id: "alpha/records" } });
  });

  it.each([
    ["alpha:never", "alpha reports to this hub, and nothing that was read from it has this id."],
    ["gamma:1", "No agency called gamma reports to this hub."],
    ["alpha:", "An id needs something after its colon: the agency's own id, such as alpha:its-own-id."],
    ["no id", "This isn't a hub id: it begins with an agency's short name and a colon, such as agency:its-own-id."],
  ])("NEVER_SEEN: %s", async (id, reason) => {
    await expect(trace(id)).resolves.toMatchObject({ stage: "NEVER_SEEN", reason, versions: [], refusals: [] });
  });

  it("says of a record that it took what it set aside, and which of its parts it refused", async () => {
    const money = { kind: "BUDGET", id: "beta:money", activity: "beta:odd", reporter: { name: "R" }, measure: "BUDGET", period: {} };
    await run("beta", "2026-03-01", [
      record("beta:odd", { places: [{ place: "XX" }] }),
      { ...money, value: { amount: "much", currency: "USD" } },
    ]);

    const asked = `{ trace(id: "beta:odd") {
      stage reason refusals { rule } warnings { rule pointer place meaning howToFix } refusedParts { record rule pointer place }
    } }`;
    await expect(question(asked)).resolves.toEqual({
      trace: {
        stage: "ACCEPTED",
        reason: "The hub holds it. Not all of it was taken as it came: see warnings and refusedParts.",
        refusals: [],
        warnings: [
          {
            rule: "UNKNOWN_PLACE",
            pointer: "/places/0/place",
            place: "record 1",
            meaning: expect.any(String),
            howToFix: expect.any(String),
          },
        ],
        refusedParts: [expect.objectContaining({ record: "beta:money", place: "record 2" })],
      },
    });
    expect([...log.reads].filter((name) => name === "quarantine" || name === "remarks").sort()).toEqual([
      "quarantine",
      "quarantine",
      "remarks",
    ]);

    await run("beta", "2026-03-01", [record("beta:odd")]);
    await expect(question(asked)).resolves.toMatchObject({ trace: { reason: "The hub holds it.", warnings: [], refusedParts: [] } });
  });

  it("finds a line that isn't JSON by the id that could be read from it, and an unknown id behind a break", async () => {
    await log.append(upsert("AGENCY", anAgency("gone")), upsert("SOURCE", { ...aSource("gone"), format: "IATI_2_03" }));
    const cut = iatiFile(anActivity("", "A-1"), anActivity("", "A-2")).slice(0, -200);
    const runFile = (name: string, text: string, source: SourceRecord): Promise<HarvestRecord> =>
      withFile(name, text, (file) =>
        harvest({ ...log, source, input: { file }, validator, clock: () => now, suggest: () => [], suggestionRules: "none" }),
      );
    await runFile("gone.xml", cut, { ...aSource("gone"), format: "IATI_2_03" });
    await runFile("beta.jsonl", '{"kind":"ACTIVITY","id":"beta:torn","title":[}\n{"id":"alpha:torn","title":[}\n', aSource("beta"));

    await expect(trace("gone:A-1")).resolves.toMatchObject({ stage: "ACCEPTED" });
    await expect(trace("gone:A-2")).resolves.toMatchObject({
      stage: "NEVER_SEEN",
      reason: expect.stringMatching(
        /Reading its source broke off at line \d+ \(XML_MALFORMED\); it may stand behind that\. The reading stopped/,
      ),
    });
    await expect(trace("beta:torn")).resolves.toMatchObject({ stage: "REFUSED", refusals: [{ rule: "LINE_NOT_JSON" }] });
    await expect(trace("alpha:torn")).resolves.toMatchObject({ stage: "NEVER_SEEN" });
  });
});
