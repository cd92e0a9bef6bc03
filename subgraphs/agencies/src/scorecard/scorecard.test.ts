import { ANYONE } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import { resolveAsOf } from "@actionline/log/as-of";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import { createValidator } from "@actionline/schema/validator/validator";
import { graphql } from "graphql";
import { harvest } from "../feed/harvest";
import { knownCodes } from "../feed/harvest-file";
import { buildAgenciesSubgraph } from "../subgraph";
import { aSource, list, record } from "../testing/feed-records";
import { lightsOf, type RecordFacts, type RunFacts } from "./lights";

const RUN: RunFacts = { outcome: "SUCCEEDED", freshness: "UP_TO_DATE", declaresFrequency: true, read: 10, refused: 0 };
const RECORDS: RecordFacts = { activities: 10, withItems: 10, identified: 10, withAmounts: 10, scopes: 1 };
const states = (runs: readonly RunFacts[], records: Partial<RecordFacts> = {}) =>
  lightsOf(runs, { ...RECORDS, ...records }).map(({ state }) => state);

describe("The lights of a scorecard", () => {
  it("are green one by one, and say how to turn green where they aren't", () => {
    expect(states([RUN])).toEqual(["GREEN", "GREEN", "GREEN", "GREEN", "GREEN", "GREEN", "GREEN"]);
    for (const { state, howToTurnGreen } of lightsOf([{ ...RUN, outcome: "FAILED" }], { ...RECORDS, scopes: 0 })) {
      expect(howToTurnGreen === null).toBe(state === "GREEN");
    }
  });

  it("go by what was counted, each by its own", () => {
    expect(states([RUN, { ...RUN, outcome: "FAILED" }])[0]).toBe("AMBER");
    expect(states([{ ...RUN, outcome: "PARTIAL" }])[0]).toBe("RED");
    expect(states([{ ...RUN, refused: 2 }])[1]).toBe("AMBER");
    expect(states([{ ...RUN, freshness: "OVERDUE" }])[2]).toBe("AMBER");
    expect(states([{ ...RUN, freshness: "LAPSED" }])[2]).toBe("RED");
    expect(states([{ ...RUN, declaresFrequency: false, freshness: "LAPSED" }])[2]).toBe("GREY");
    expect(states([RUN], { identified: 3, scopes: 0, withItems: 2, withAmounts: 9 }).slice(3)).toEqual(["AMBER", "RED", "RED", "GREEN"]);
    expect(states([], { activities: 0 })).toEqual(["GREY", "GREY", "GREY", "GREY", "GREEN", "GREY", "GREY"]);
  });
});

describe("An agency's scorecard", () => {
  const now = new Date("2026-11-01T00:00:00Z");
  let log: TestLog;
  beforeAll(async () => {
    log = await startLog(() => now);
  });
  afterAll(() => log.stop());

  it("counts what it reported", async () => {
    const agency = { id: "nord", name: "Nord", organization: "ITU", licence: "CC0", contactDesk: null };
    await log.append(
      upsert("AGENCY", { ...agency, deletionPolicy: "NONE", contractVersion: "1", invented: true }),
      upsert("SOURCE", aSource("nord")),
    );
    const records = [
      record("nord:1", { items: [{ item: "GPA-18a" }], reporter: { id: "ITU", name: "ITU" } }),
      record("nord:2"),
      record("nord:3", { status: "NOT_ONE" }),
      { kind: "SCOPE", id: "nord:s", level: "COMPLETE", items: ["GPA-18a"], years: [2025] },
    ];
    await harvest({
      ...log,
      client: log.client,
      source: aSource("nord"),
      input: list(records),
      validator: createValidator(knownCodes()),
      clock: () => now,
    });
    const subgraph = await buildAgenciesSubgraph(log.db);
    const request = new RequestContext(ANYONE, await resolveAsOf(log.db, null, now));
    const source = '{ agency(id: "nord") { scorecard { name state detail } } }';
    const { data, errors } = await graphql({ schema: subgraph.schema, source, contextValue: subgraph.context(request) });
    expect(errors).toBeUndefined();
    const { scorecard } = (data as { agency: { scorecard: { name: string; state: string; detail: string }[] } }).agency;
    expect(scorecard.map(({ name, state, detail }) => `${name} ${state} ${detail}`)).toEqual([
      "REACHABLE GREEN 1 of 1 sources were read in their last run.",
      "VALID AMBER 3 of 4 records of the last runs went in.",
      "FRESH GREEN 1 of 1 sources are as fresh as they promise.",
      "IDENTIFIED AMBER 1 of 2 activities name their reporter by an id that the hub knows.",
      "SCOPE_DECLARED GREEN 1 reporting scope is declared.",
      "CLASSIFIED AMBER 1 of 2 activities name an item of the plan.",
      "MONEY RED 0 of 2 activities have an amount.",
    ]);
  });

  it("counts amounts with what their activities were merged into, once each, and after a split with none", async () => {
    const source = aSource("west");
    const agency = { id: "west", name: "West", organization: "ITU", licence: "CC0", contactDesk: null };
    await log.append(
      upsert("AGENCY", { ...agency, deletionPolicy: "NONE", contractVersion: "1", invented: true }),
      upsert("SOURCE", source),
    );
    const take = (records: readonly object[], complete: boolean) =>
      harvest({ ...log, source, input: { records, complete }, validator: createValidator(knownCodes()), clock: () => now });
    const amount = (of: number) => ({
      kind: "BUDGET",
      id: `west:b${of}`,
      activity: `west:${of}`,
      reporter: { name: "West" },
      measure: "BUDGET",
      period: { start: "2025-01-01", end: "2025-12-31" },
      value: { amount: "10", currency: "CHF" },
    });
    const money = async () => {
      const subgraph = await buildAgenciesSubgraph(log.db);
      const request = new RequestContext(ANYONE, await resolveAsOf(log.db, null, now));
      const asked = {
        schema: subgraph.schema,
        source: '{ agency(id: "west") { scorecard { name detail } } }',
        contextValue: subgraph.context(request),
      };
      const { data } = (await graphql(asked)) as { data: { agency: { scorecard: { name: string; detail: string }[] } } };
      return data.agency.scorecard.find(({ name }) => name === "MONEY")?.detail;
    };
    await take(
      [1, 2, 3, 4, 5, ...Array.from({ length: 95 }, (_, at) => 10 + at)].flatMap((of) => [
        record(`west:${of}`),
        ...(of <= 3 ? [amount(of)] : []),
      ]),
      true,
    );
    expect(await money()).toBe("3 of 100 activities have an amount.");
    const ends = (operation: string, id: string, ...into: string[]) => ({ operation, kind: "ACTIVITY", id, into });
    // Into one that has an amount: one with money the less.
    await take([ends("MERGED_INTO", "west:1", "west:2")], false);
    expect(await money()).toBe("2 of 99 activities have an amount.");
    // Into one that has none: it has one now.
    await take([ends("MERGED_INTO", "west:3", "west:4")], false);
    expect(await money()).toBe("2 of 98 activities have an amount.");
    await take([ends("SPLIT_INTO", "west:4", "west:5", "west:6")], false);
    expect(await money()).toBe("1 of 97 activities have an amount.");
    await take([record("west:1")], false);
    expect(await money()).toBe("2 of 98 activities have an amount.");
  });
});
