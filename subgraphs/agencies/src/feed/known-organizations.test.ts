import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import type { ActivityRecord, BudgetRecord } from "@actionline/schema/contract/records";
import type { OrganizationRecord } from "@actionline/schema/reference-records";
import { createValidator } from "@actionline/schema/validator/validator";
import { aSource, list, record } from "../testing/feed-records";
import { harvest } from "./harvest";
import { KnownOrganizations } from "./known-organizations";

let log: TestLog;

const organization = (id: string, ...values: readonly string[]): OrganizationRecord => ({
  id,
  name: id,
  acronym: null,
  type: "OTHER",
  kindOfBody: null,
  role: null,
  website: null,
  identifiers: [...values.map((value) => ({ scheme: "iati", value })), { scheme: "wikidata", value: "Q1" }],
  verified: true,
  invented: false,
});

beforeAll(async () => {
  log = await startLog();
  await log.append(
    upsert("ORGANIZATION", organization("FAO", "XM-DAC-41301")),
    upsert("ORGANIZATION", organization("UNDP", "XM-DAC-41114", "XM-SHARED")),
    upsert("ORGANIZATION", organization("other:body", "XM-SHARED")),
  );
});
afterAll(() => log.stop());

const named = (reference: string, facts: object = {}) => ({ reference, name: "As published", ...facts });

async function harvestOf(agency: string, records: readonly object[]): Promise<void> {
  const validator = createValidator({ items: new Set(), actionLines: new Set(), places: new Set() });
  const quiet = { suggest: () => [], suggestionRules: "none", clock: () => new Date() };
  await harvest({ ...log, ...quiet, source: aSource(agency), input: list(records), validator });
}

async function stored<T>(kind: "ACTIVITY" | "BUDGET", subject: string): Promise<T> {
  const found = await versionsOf(log.db, kind).findOne({ subject, to: OPEN });
  return found?.record as T;
}

describe("the organizations that the hub knows", () => {
  it.each([
    ["an identifier of one organization", named("XM-DAC-41301"), "FAO"],
    ["one that two organizations claim", named("XM-SHARED"), undefined],
    ["another register's identifier", named("Q1"), undefined],
    ["another spelling", named("xm-dac-41301"), undefined],
    ["an id that the agency gave itself", named("XM-DAC-41301", { id: "UNDP" }), "UNDP"],
    ["no identifier", { name: "FAO" }, undefined],
  ])("give their id for %s, and leave what was published", async (_, reporter, id) => {
    await harvestOf("one", [record("one:1", { reporter })]);

    const { reporter: kept } = await stored<ActivityRecord>("ACTIVITY", "one:1");
    expect(kept).toEqual({ ...reporter, ...(id !== undefined && { id }) });
  });

  it("are found for participants and for the parties of money too", async () => {
    const money = {
      kind: "BUDGET",
      id: "two:2",
      reporter: named("XM-DAC-41114"),
      provider: named("XM-DAC-41301"),
      receiver: named("XM-NOBODY"),
      measure: "DISBURSEMENT",
      period: { start: "2024-01-01", end: "2024-12-31" },
      value: { amount: "5", currency: "USD" },
    };
    await harvestOf("two", [record("two:1", { participants: [{ role: "LEAD", organisation: named("XM-DAC-41301") }] }), money]);

    const { participants } = await stored<ActivityRecord>("ACTIVITY", "two:1");
    expect(participants).toEqual([{ role: "LEAD", organisation: { ...named("XM-DAC-41301"), id: "FAO" } }]);
    const { reporter, provider, receiver } = await stored<BudgetRecord>("BUDGET", "two:2");
    expect([reporter.id, provider?.id, receiver?.id]).toEqual(["UNDP", "FAO", undefined]);
  });

  it("are read in one find", async () => {
    log.reads.splice(0);
    await KnownOrganizations.read(log.db);
    expect(log.reads).toEqual(["organizations"]);
  });
});
