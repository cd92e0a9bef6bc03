import type { Principal } from "@actionline/kit/access";
import { change } from "@actionline/log/testing/change";
import { anExpectation, aScope } from "../testing/records";
import { smallWorld } from "../testing/small-world";
import { MODERATOR, SECRETARIAT, startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";

let hub: TestStocktaking;

const PUBLISHER: Principal = { id: "p", name: "a publisher of who", roles: [{ name: "PUBLISHER", of: "who" }] };
const REPRESENTATIVE: Principal = { id: "r", name: "a representative of WHO", roles: [{ name: "REPRESENTATIVE", of: "WHO" }] };

beforeEach(async () => {
  hub = await startStocktaking();
  await hub.append(...smallWorld(), change("ORGANIZATION", "WHO", anOrganization("WHO")));
});
afterEach(() => hub.stop());

const anOrganization = (id: string) => ({
  id,
  name: id,
  acronym: null,
  type: "INTERNATIONAL_ORGANIZATION" as const,
  kindOfBody: null,
  role: null,
  website: null,
  invented: true,
  country: null,
  identifiers: [],
  parent: null,
  verified: true,
  confidence: "high" as const,
  sources: [],
});

const SET = `mutation ($input: SetExpectationInput!) { setExpectation(input: $input) { expectation { id state version owner decidedBy decidedOn } } }`;
const DECLARE = `mutation ($input: DeclareScopeInput!) { declareScope(input: $input) { reportingScope { id level version source { id } items { id } } } }`;
const SIGN = `mutation ($input: SignStatementInput!) { signStatement(input: $input) { statement { id stakeholderTypes items { id } version } } }`;
const COMMIT = `mutation ($input: RecordCommitmentInput!) { recordCommitment(input: $input) { commitment { id items { id } from version } } }`;
const WITHDRAW = `mutation ($input: WithdrawRegisterLineInput!) { withdrawRegisterLine(input: $input) { change { operation by reason line after } } }`;
const CHANGES = `query ($filter: RegisterChangeFilter, $first: Int, $after: String) {
  registerChanges(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { sequence register operation line owner by reason before after }
  }
}`;

interface Changes {
  readonly registerChanges: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly { readonly sequence: number; readonly register: string; readonly operation: string; readonly line: string }[];
  };
}

const set = (input: object, as: Principal = MODERATOR) =>
  hub.ask<{ setExpectation: { expectation: { id: string; state: string; version: number } } }>(SET, { as, variables: { input } });
const declare = (input: object, as: Principal = PUBLISHER) =>
  hub.ask<{ declareScope: { reportingScope: { id: string; level: string; version: number } } }>(DECLARE, { as, variables: { input } });
const withdraw = (input: object, as: Principal) => hub.ask<object>(WITHDRAW, { as, variables: { input } });
const code = (expected: string) => ({ extensions: { code: expected } });

const CELL = { item: "GPA-18a", place: "002", year: 2024, state: "NOT_APPLICABLE", reason: "Done elsewhere." };
const stateOf = async (asOf?: { sequence: number }): Promise<unknown> => {
  const { coverage } = await hub.ask<{ coverage: { cells: { nodes: { state: string }[] } } }>(
    `{ coverage(items: ["GPA-18a"], places: ["002"], years: [2024], by: [ITEM, REGION]) { cells { nodes { state } } } }`,
    asOf === undefined ? {} : { asOf },
  );
  return coverage.cells.nodes[0]?.state;
};

describe("the expectation register", () => {
  it("is edited by the item's moderator, and decides the cell from then on", async () => {
    await expect(stateOf()).resolves.toBe("UNKNOWN");
    const before = hub.appender.watermark;
    const { setExpectation } = await set({ ...CELL, idempotencyKey: "1" });
    expect(setExpectation.expectation).toEqual({
      id: "GPA-18a-002-2024",
      state: "NOT_APPLICABLE",
      version: hub.appender.watermark,
      owner: "team:C7-eHealth",
      decidedBy: "a moderator",
      decidedOn: "2025-06-01",
    });
    await expect(stateOf()).resolves.toBe("NOT_APPLICABLE");
    await expect(stateOf({ sequence: before })).resolves.toBe("UNKNOWN");
  });

  it("changes the line of the same cell, whoever named it", async () => {
    await hub.append(anExpectation("a line of last year", { item: "GPA-18a", place: "002", year: 2024 }));
    const { setExpectation } = await set({ ...CELL, idempotencyKey: "1" });
    expect(setExpectation.expectation.id).toBe("a line of last year");
  });

  it("does the same request once, and refuses its key for another", async () => {
    const first = await set({ ...CELL, idempotencyKey: "1" });
    const watermark = hub.appender.watermark;
    await expect(set({ ...CELL, idempotencyKey: "1" })).resolves.toEqual(first);
    expect(hub.appender.watermark).toBe(watermark);
    await expect(set({ ...CELL, state: "EXPECTED", idempotencyKey: "1" })).rejects.toMatchObject(code("IDEMPOTENCY_MISMATCH"));
  });

  it("VERSION_CONFLICT: is edited on the version that its author saw", async () => {
    const { setExpectation } = await set({ ...CELL, idempotencyKey: "1" });
    const { version } = setExpectation.expectation;
    await set({ ...CELL, state: "EXPECTED", idempotencyKey: "2", expectedVersion: version });
    const late = set({ ...CELL, state: "UNDETERMINED", idempotencyKey: "3", expectedVersion: version });
    await expect(late).rejects.toMatchObject(code("VERSION_CONFLICT"));
    const two = ["UNDETERMINED", "NOT_APPLICABLE"].map((state) =>
      set({ ...CELL, state, idempotencyKey: state, expectedVersion: hub.appender.watermark }),
    );
    const outcomes = await Promise.allSettled(two);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("BAD_INPUT, FORBIDDEN: takes known actions and targets, from their team", async () => {
    const wrong = [
      { item: "GPA-25" },
      { item: "GPA-99z" },
      { place: "XX" },
      { year: 1800 },
      { reason: "  " },
      { reason: "x".repeat(2001) },
    ];
    for (const [at, fields] of wrong.entries()) {
      const asked = set({ ...CELL, ...fields, idempotencyKey: `wrong ${at}` }, SECRETARIAT);
      await expect(asked).rejects.toMatchObject(code("BAD_INPUT"));
    }
    await expect(set({ ...CELL, item: "GPA-11a", idempotencyKey: "2" })).rejects.toMatchObject(code("FORBIDDEN"));
    await expect(set({ ...CELL, idempotencyKey: "3" }, PUBLISHER)).rejects.toMatchObject(code("FORBIDDEN"));
    await set({ ...CELL, item: "GPA-11a", idempotencyKey: "4" }, SECRETARIAT);
  });
});

describe("reporting scopes", () => {
  const NIL = { agency: "who", level: "NIL", items: ["GPA-18a"], places: ["002"], years: [2024], statement: "We did nothing." };

  it("are declared by the agency's publisher, and a nil return makes the empty cell an omission", async () => {
    const { declareScope } = await declare({ ...NIL, idempotencyKey: "1" });
    expect(declareScope.reportingScope).toMatchObject({ level: "NIL", source: null, items: [{ id: "GPA-18a" }] });
    await expect(stateOf()).resolves.toBe("OMITTED");
    const { id } = declareScope.reportingScope;
    await declare({ ...NIL, id, level: "PARTIAL", idempotencyKey: "2" });
    await expect(stateOf()).resolves.toBe("UNKNOWN");
  });

  it("BAD_INPUT, NOT_FOUND, FORBIDDEN: are the agency's own, and those of a feed are changed there", async () => {
    await hub.append(aScope("who:nil", "NIL"));
    await expect(declare({ ...NIL, id: "who:nil", idempotencyKey: "1" })).rejects.toMatchObject(code("BAD_INPUT"));
    await expect(declare({ ...NIL, id: "itu:other", idempotencyKey: "2" })).rejects.toMatchObject(code("NOT_FOUND"));
    await expect(declare({ ...NIL, agency: "itu", idempotencyKey: "3" })).rejects.toMatchObject(code("FORBIDDEN"));
    await expect(declare({ ...NIL, years: [], idempotencyKey: "4" })).rejects.toMatchObject(code("BAD_INPUT"));
    await expect(declare({ ...NIL, years: [2024, 2025], idempotencyKey: "6" })).rejects.toThrow("2025 isn't over");
    const gone = withdraw({ register: "SCOPE", line: "who:nil", reason: "Wrong.", idempotencyKey: "5" }, PUBLISHER);
    await expect(gone).rejects.toMatchObject(code("BAD_INPUT"));
  });
});

describe("statements and commitments", () => {
  const STATEMENT = {
    actionLine: "C7-eHealth",
    items: ["GPA-18a"],
    years: [2024],
    stakeholderTypes: ["CIVIL_SOCIETY"],
    text: "We asked them.",
  };

  it("are signed by the team for its own items", async () => {
    const sign = (input: object) => hub.ask<object>(SIGN, { as: MODERATOR, variables: { input } });
    await expect(sign({ ...STATEMENT, idempotencyKey: "1" })).resolves.toMatchObject({
      signStatement: { statement: { stakeholderTypes: ["CIVIL_SOCIETY"], items: [{ id: "GPA-18a" }] } },
    });
    await expect(sign({ ...STATEMENT, items: ["GPA-11a"], idempotencyKey: "2" })).rejects.toMatchObject(code("BAD_INPUT"));
    await expect(sign({ ...STATEMENT, stakeholderTypes: ["GOVERNMENT"], idempotencyKey: "3" })).rejects.toMatchObject(code("BAD_INPUT"));
    await expect(sign({ ...STATEMENT, actionLine: "C4", idempotencyKey: "4" })).rejects.toMatchObject(code("FORBIDDEN"));
    await expect(hub.ask(`{ teamStatements { totalCount nodes { text signedBy signedOn } } }`)).resolves.toEqual({
      teamStatements: { totalCount: 1, nodes: [{ text: "We asked them.", signedBy: "a moderator", signedOn: "2025-06-01" }] },
    });
  });

  it("are recorded for the organization by its representative", async () => {
    const commit = (input: object, as = REPRESENTATIVE) => hub.ask<object>(COMMIT, { as, variables: { input } });
    const input = { organization: "WHO", items: ["GPA-11a"], from: "2024-01-01", text: "Declared at the forum.", idempotencyKey: "1" };
    await expect(commit(input)).resolves.toMatchObject({ recordCommitment: { commitment: { from: "2024-01-01" } } });
    await expect(commit({ ...input, to: "2023-01-01", idempotencyKey: "2" })).rejects.toMatchObject(code("BAD_INPUT"));
    await expect(commit({ ...input, organization: "ITU", idempotencyKey: "3" })).rejects.toMatchObject(code("FORBIDDEN"));
    await expect(
      hub.ask(`{ commitments(filter: { organizations: ["WHO"] }) { totalCount nodes { organization { id } } } }`),
    ).resolves.toEqual({
      commitments: { totalCount: 1, nodes: [{ organization: { id: "WHO" } }] },
    });
  });
});

describe("the registers' change log", () => {
  it("tells every change with its author and reason, the newest first, and as of a point", async () => {
    const { setExpectation } = await set({ ...CELL, idempotencyKey: "1" });
    const point = hub.appender.watermark;
    await set({ ...CELL, state: "EXPECTED", reason: "It came back.", idempotencyKey: "2" });
    await declare({ agency: "who", level: "COMPLETE", years: [2024], idempotencyKey: "3" });
    const line = setExpectation.expectation.id;
    await withdraw({ register: "EXPECTATION", line, reason: "The default will do.", idempotencyKey: "4" }, MODERATOR);
    const { registerChanges } = await hub.ask<Changes>(CHANGES);
    expect(registerChanges).toMatchObject({
      totalCount: 4,
      nodes: [
        { register: "EXPECTATION", operation: "WITHDRAWN", line, by: "a moderator", reason: "The default will do.", after: null },
        { register: "SCOPE", operation: "ADDED", owner: "who", by: "who" },
        { register: "EXPECTATION", operation: "CHANGED", before: { state: "NOT_APPLICABLE" }, after: { state: "EXPECTED" } },
        { register: "EXPECTATION", operation: "ADDED", before: null, reason: "Done elsewhere.", owner: "team:C7-eHealth" },
      ],
    });
    await expect(hub.ask<Changes>(CHANGES, { asOf: { sequence: point } })).resolves.toMatchObject({ registerChanges: { totalCount: 1 } });
    const ofTeam = { filter: { owners: ["team:C7-eHealth"], registers: ["EXPECTATION"] } };
    await expect(hub.ask<Changes>(CHANGES, { variables: ofTeam })).resolves.toMatchObject({ registerChanges: { totalCount: 3 } });
  });

  it("is read a page at a time, without a gap or a repeat", async () => {
    for (let year = 2001; year <= 2007; year += 1) await set({ ...CELL, year, idempotencyKey: String(year) });
    for (const year of [2002, 2005]) {
      const line = `GPA-18a-002-${year}`;
      await withdraw({ register: "EXPECTATION", line, reason: "No.", idempotencyKey: line }, SECRETARIAT);
    }
    const { registerChanges: whole } = await hub.ask<Changes>(CHANGES);
    expect(whole.nodes).toHaveLength(9);
    expect(whole.totalCount).toBe(9);
    const seen: number[] = [];
    let after: string | null = null;
    do {
      const page: Changes = await hub.ask<Changes>(CHANGES, { variables: { first: 2, after } });
      seen.push(...page.registerChanges.nodes.map(({ sequence }) => sequence));
      after = page.registerChanges.pageInfo.hasNextPage ? page.registerChanges.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(whole.nodes.map(({ sequence }) => sequence));
  });

  it("hides lines that only some may see", async () => {
    await hub.append(aScope("who:quiet", "NIL", {}, "PRIVATE"));
    await expect(hub.ask<Changes>(CHANGES)).resolves.toMatchObject({ registerChanges: { totalCount: 0, nodes: [] } });
    await expect(hub.ask<Changes>(CHANGES, { as: SECRETARIAT })).resolves.toMatchObject({ registerChanges: { totalCount: 1 } });
    const quiet = withdraw({ register: "SCOPE", line: "who:none", reason: "No.", idempotencyKey: "1" }, PUBLISHER);
    await expect(quiet).rejects.toMatchObject(code("NOT_FOUND"));
  });

  it("tells nothing of what a line said while it was hidden", async () => {
    const told = async (as?: Principal) =>
      (await hub.ask<Changes>(CHANGES, as === undefined ? {} : { as })).registerChanges as { totalCount: number; nodes: readonly object[] };
    await hub.append(aScope("who:line", "SAMPLE", { statement: "Between us." }, "PRIVATE"));
    await hub.append(aScope("who:line", "NIL"));
    await expect(told()).resolves.toMatchObject({ totalCount: 1, nodes: [{ operation: "ADDED", before: null, after: { level: "NIL" } }] });
    await hub.append(aScope("who:line", "PARTIAL", { statement: "Between us again." }, "PRIVATE"));
    const ended = { operation: "WITHDRAWN", before: { level: "NIL" }, after: null, reason: null };
    await expect(told()).resolves.toMatchObject({ totalCount: 2, nodes: [ended, { operation: "ADDED" }] });
    await expect(told(SECRETARIAT)).resolves.toMatchObject({
      totalCount: 3,
      nodes: [{ operation: "CHANGED" }, { operation: "CHANGED" }, { operation: "ADDED" }],
    });
  });

  it("tells a withdrawal once, however often it is sent", async () => {
    const { setExpectation } = await set({ ...CELL, idempotencyKey: "1" });
    const input = { register: "EXPECTATION", line: setExpectation.expectation.id, reason: "Enough.", idempotencyKey: "2" };
    const first = await withdraw(input, MODERATOR);
    await expect(withdraw(input, MODERATOR)).resolves.toEqual(first);
    await expect(withdraw({ ...input, idempotencyKey: "3" }, MODERATOR)).rejects.toMatchObject(code("VERSION_CONFLICT"));
    await expect(withdraw({ ...input, line: "nothing", idempotencyKey: "4" }, MODERATOR)).rejects.toMatchObject(code("NOT_FOUND"));
    await expect(hub.ask<Changes>(CHANGES)).resolves.toMatchObject({ registerChanges: { totalCount: 2 } });
    // Set again after its end, the line begins anew.
    await set({ ...CELL, idempotencyKey: "5" });
    await expect(hub.ask<Changes>(CHANGES)).resolves.toMatchObject({
      registerChanges: { totalCount: 3, nodes: [{ operation: "ADDED" }, {}, {}] },
    });
  });

  it("answers two like withdrawals that are sent at once alike", async () => {
    const { setExpectation } = await set({ ...CELL, idempotencyKey: "1" });
    const { id: line, version } = setExpectation.expectation;
    const input = { register: "EXPECTATION", line, expectedVersion: version, reason: "Enough.", idempotencyKey: "2" };
    const [one, other] = await Promise.all([withdraw(input, MODERATOR), withdraw(input, MODERATOR)]);
    expect(one).toMatchObject({ withdrawRegisterLine: { change: { operation: "WITHDRAWN", line, reason: "Enough." } } });
    expect(other).toEqual(one);
    await expect(hub.ask<Changes>(CHANGES)).resolves.toMatchObject({ registerChanges: { totalCount: 2 } });
  });
});
