import { ANYONE, type Principal } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { resolveAsOf } from "@actionline/log/as-of";
import type { Change } from "@actionline/log/log-entry";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import { createValidator } from "@actionline/schema/validator/validator";
import { graphql } from "graphql";
import { harvest } from "../feed/harvest";
import { knownCodes } from "../feed/harvest-file";
import { buildAgenciesSubgraph } from "../subgraph";
import { aSource, list, record } from "../testing/feed-records";

const validator = createValidator(knownCodes());
const now = new Date("2026-11-01T00:00:00Z");
const PUBLISHER: Principal = { id: "p", name: "a publisher of nord", roles: [{ name: "PUBLISHER", of: "nord" }] };
const OTHER: Principal = { id: "o", name: "a publisher of sud", roles: [{ name: "PUBLISHER", of: "sud" }] };
const SECRET = "Maria Example, +41 22 000 00 00";

let log: TestLog;
let subgraph: Subgraph;
beforeEach(async () => {
  log = await startLog(() => now);
  subgraph = await buildAgenciesSubgraph(log.db, { clock: () => now, writer: log.appender });
});
afterEach(() => log.stop());

const take = (...records: readonly object[]) =>
  harvest({ ...log, client: log.client, source: aSource("nord"), input: list(records), validator, clock: () => now });
const secretive = (facts: object = {}) => record("nord:1", { description: [{ language: "en", text: SECRET }], ...facts });

async function ask(source: string, principal: Principal = ANYONE, variableValues: Record<string, unknown> = {}) {
  const request = new RequestContext(principal, await resolveAsOf(log.db, null, now));
  return graphql({ schema: subgraph.schema, source, variableValues, contextValue: subgraph.context(request) });
}

const redact = (input: object, principal = PUBLISHER) =>
  ask(
    "mutation ($input: RedactInput!) { redact(input: $input) { redaction { id kind record pointer reason orderedBy sequence } } }",
    principal,
    { input: { idempotencyKey: "1", kind: "ACTIVITY", record: "nord:1", reason: "It named a person.", ...input } },
  );

const aFinding = (facts: Partial<FindingRecord>): FindingRecord => ({
  id: "finding-1",
  kind: "L3_CANDIDATE_DUPLICATION",
  item: null,
  actionLine: null,
  place: null,
  year: null,
  stakeholderType: null,
  activities: [],
  overlap: null,
  since: now.toISOString(),
  parties: [],
  evidence: [],
  state: "DRAFT",
  definition: "1",
  notifiedAt: null,
  deadline: null,
  replies: [],
  decision: null,
  resolution: null,
  ...facts,
});

async function everythingKept(): Promise<string> {
  const collections = await log.db.collections();
  return JSON.stringify(await Promise.all(collections.map((collection) => collection.find().toArray())));
}

describe("Redacting", () => {
  it("erases a value from every version, report and refusal, and says so in public", async () => {
    await take(secretive());
    await take(secretive({ title: [{ language: "en", text: "Another title" }], homepage: SECRET }));
    await take(secretive({ title: [{ language: "en", text: "A third title" }] }));
    expect(await everythingKept()).toContain(SECRET);
    const { data, errors } = await redact({ pointer: "/description/0/text" });
    expect(errors).toBeUndefined();
    const tombstone = { kind: "ACTIVITY", record: "nord:1", pointer: "/description/0/text", orderedBy: "a publisher of nord" };
    expect(data).toMatchObject({ redact: { redaction: { id: "ACTIVITY/nord:1#/description/0/text", ...tombstone } } });
    expect(await everythingKept()).not.toContain(SECRET);
    expect((await ask("{ redactions { nodes { record reason } totalCount } }")).data).toEqual({
      redactions: { nodes: [{ record: "nord:1", reason: "It named a person." }], totalCount: 1 },
    });
  });

  it("erases what was said of pairs with it at every point, and what holds of them can be said anew", async () => {
    await take(secretive());
    const pair = (other: string, ...details: string[]): Change<"OVERLAP"> => {
      const assertions = details.map((detail) => ({ name: "TITLE_NEAR" as const, detail }));
      const record = {
        id: `nord:1 ${other}`,
        one: "nord:1",
        other,
        level: "L0",
        outcome: "PROPOSED",
        assertions,
        items: [],
        places: [],
        method: "1",
      } as const;
      return { kind: "OVERLAP", subject: record.id, operation: "UPSERT", owner: "hub:matching", record };
    };
    await log.append(
      pair("sud:1", `The titles quote ${SECRET}.`),
      pair("sud:2", "Both are placed in KE."),
      pair("sud:3", `Again ${SECRET}.`),
    );
    await log.append(pair("sud:1", `Still ${SECRET}.`), { ...pair("sud:3"), operation: "DELETE", record: null });
    await redact({ pointer: "/description/0/text" });
    expect(await everythingKept()).not.toContain(SECRET);
    const before = await log.append();
    await log.append(pair("sud:2", "Both are placed in KE."));
    expect(await log.append()).toBe(before + 1);
    expect(await everythingKept()).toContain("Both are placed in KE.");
  });

  it("of an amount erases what was said of pairs and in findings by it, and leaves what else was said", async () => {
    const budget = {
      kind: "BUDGET",
      id: "nord:b",
      activity: "nord:1",
      reporter: { name: "The reporter" },
      measure: "BUDGET",
      revision: "ORIGINAL",
      period: { start: "2025-01-01", end: "2025-12-31" },
    };
    await take(record("nord:1"), { ...budget, value: { amount: "777123.45", currency: "CHF" } });
    const said = "Their budget amounts are within 5 %: CHF 777123.45 and CHF 777000.";
    const pair = { one: "nord:1", other: "sud:1", level: "L3", outcome: "PROPOSED", items: [], places: [], method: "1" } as const;
    const assertions = [
      { name: "AMOUNT_NEAR", detail: said },
      { name: "TITLE_NEAR", detail: "The titles are near." },
    ] as const;
    const evidence = assertions.map(({ name, detail }) => ({ text: `${name}: ${detail}`, kind: null, ids: [] }));
    await log.append(
      { ...upsert("OVERLAP", { id: "nord:1 sud:1", ...pair, assertions }, "hub:matcher") },
      upsert("FINDING", aFinding({ activities: ["nord:1", "sud:1"], overlap: "nord:1 sud:1", evidence }), "hub:survey"),
    );
    expect(await everythingKept()).toContain("777123.45");
    expect((await redact({ kind: "BUDGET", record: "nord:b", pointer: null })).errors).toBeUndefined();
    const kept = await everythingKept();
    expect(kept).not.toContain("777123.45");
    expect(kept.match(/The titles are near\./g)).toHaveLength(2);
  });

  it("keeps it out when the source goes on publishing it", async () => {
    await take(secretive());
    await redact({ pointer: "/description/0/text" });
    await take(secretive({ title: [{ language: "en", text: "Another title" }] }));
    expect(await everythingKept()).not.toContain(SECRET);
  });

  it("of a whole record takes with it what agencies tell of the same thing in fields of their own", async () => {
    await take(secretive());
    const values = { id: 'x/Activity/{"id":"nord:1"}', agency: "x", type: "Activity", key: { id: "nord:1" }, values: { x_note: SECRET } };
    await log.append(upsert("ENTITY", values, "x"));
    expect((await redact({})).errors).toBeUndefined();
    expect(await everythingKept()).not.toContain(SECRET);
    const { data } = await ask("{ redactions { nodes { kind record } } }");
    expect(data).toEqual({
      redactions: {
        nodes: [
          { kind: "ACTIVITY", record: "nord:1" },
          { kind: "ENTITY", record: 'x/Activity/{"id":"nord:1"}' },
        ],
      },
    });
  });

  it("is done once under one key", async () => {
    await take(secretive());
    const first = await redact({ pointer: "/description/0/text" });
    const sequence = log.appender.watermark;
    expect((await redact({ pointer: "/description/0/text" })).data).toEqual(first.data);
    expect(log.appender.watermark).toBe(sequence);
  });

  it.each([
    ["anyone", ANYONE, {}, "UNAUTHENTICATED"],
    ["another agency's publisher", OTHER, {}, "FORBIDDEN"],
    ["a place where nothing stands", PUBLISHER, { pointer: "/nowhere" }, "BAD_INPUT"],
    ["a record that isn't held", PUBLISHER, { record: "nord:2" }, "NOT_FOUND"],
    ["an empty reason", PUBLISHER, { reason: " " }, "BAD_INPUT"],
  ])("is refused to %s", async (_, principal, input, code) => {
    await take(secretive());
    const { errors } = await redact(input, principal);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(await everythingKept()).toContain(SECRET);
  });
});
