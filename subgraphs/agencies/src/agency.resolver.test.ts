import { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { ask } from "@actionline/kit/testing/ask";
import { type AsOfInput, resolveAsOf } from "@actionline/log/as-of";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import type { AgencyRecord, HarvestRecord, SourceRecord } from "@actionline/schema/hub-records";
import { createValidator } from "@actionline/schema/validator/validator";
import { harvest } from "./feed/harvest";
import { buildAgenciesSubgraph } from "./subgraph";

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

  it("REFUSED: it was read and refused, and nothing of its content is shown", async () => {
    await run("beta", "2026-03-01", [record("beta:bad", { status: "DONE", contact: "ann@example.org" })]);

    const told = await trace("beta:bad");

    expect(told).toMatchObject({ stage: "REFUSED", versions: [], source: { id: "beta/records" } });
    expect(JSON.stringify(told)).not.toContain("ann");
  });

  it.each([
    ["alpha:never", "alpha reports to this hub, and nothing that was read from it has this id."],
    ["gamma:1", "No agency called gamma reports to this hub."],
    ["no id", "This isn't a hub id: it begins with an agency's short name and a colon, such as agency:its-own-id."],
  ])("NEVER_SEEN: %s", async (id, reason) => {
    await expect(trace(id)).resolves.toMatchObject({ stage: "NEVER_SEEN", reason, versions: [], refusals: [] });
  });
});
