import type { Change } from "@actionline/log/log-entry";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { createValidator } from "@actionline/schema/validator/validator";
import { harvest } from "../feed/harvest";
import { knownCodes } from "../feed/harvest-file";
import { aSource, list, many, record } from "../testing/feed-records";
import { ServedContract } from "./served-contract";

const validator = createValidator(knownCodes());
const now = new Date("2026-11-01T00:00:00Z");
let log: TestLog;
let contract: ServedContract;

beforeEach(async () => {
  log = await startLog(() => now);
  contract = new ServedContract(log.db, { id: "north-hub", name: "A hub of the north", licence: "CC-BY-4.0", contactDesk: null });
});
afterEach(() => log.stop());

const take = (records: readonly unknown[]) =>
  harvest({ ...log, client: log.client, source: aSource("nord"), input: list(records), validator, clock: () => now });

interface Page {
  readonly changes: readonly {
    readonly operation: string;
    readonly kind: string;
    readonly id: string;
    readonly record: unknown;
    readonly origin: string[];
  }[];
  readonly cursor: string;
  readonly more: boolean;
  readonly total: number;
}

async function ask(query: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { data, errors } = await contract.answer({ query, variables });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
}

const page = async (after: string | null, first = 100): Promise<Page> => {
  const query = `query ($after: String, $first: Int!) { changes(after: $after, first: $first) { changes { operation kind id record origin } cursor more total } }`;
  return (await ask(query, { after, first })).changes as Page;
};

const codes = async (query: string, variables?: Record<string, unknown>) =>
  (await contract.answer({ query, variables })).errors?.map(({ extensions, message }) => extensions.code ?? message);

describe("A hub's own contract", () => {
  it("describes the hub, and serves its SDL", async () => {
    expect(await ask("{ agency { id deletionPolicy contractVersion capabilities } }")).toEqual({
      agency: { id: "north-hub", deletionPolicy: "PERSISTENT", contractVersion: "1.0", capabilities: ["ENTITIES", "HUB"] },
    });
    expect(JSON.stringify(await ask("{ _service { sdl } }"))).toContain("north_hub_origin");
  });

  it("tells what agencies sent, as they sent it, each with the hubs it came through", async () => {
    await take([
      record("nord:1"),
      { kind: "ORGANISATION", id: "nord:org", name: "Nord", type: "ACADEMIA", website: "https://nord.example" },
    ]);
    const { changes, more, total } = await page(null);
    expect({ more, total }).toEqual({ more: false, total: 2 });
    expect(changes.map(({ kind, id, origin }) => [kind, id, origin])).toEqual([
      ["ACTIVITY", "nord:1", ["north-hub"]],
      ["ORGANISATION", "nord:org", ["north-hub"]],
    ]);
    expect(changes[0]?.record).toEqual(record("nord:1"));
    for (const change of changes) expect(validator.check({ operation: "UPSERT", record: change.record }).findings).toEqual([]);
  });

  it("goes on page by page, gives a deletion, and the same cursor where nothing is new", async () => {
    await take(many("nord", 5));
    await take(many("nord", 4));
    const ids: string[] = [];
    let cursor: string | null = null;
    for (let more = true; more; ) {
      const got: Page = await page(cursor, 2);
      ids.push(...got.changes.map(({ operation, id }) => `${operation} ${id}`));
      ({ cursor, more } = got);
    }
    expect(ids).toEqual([100, 101, 102, 103, 104].map((number) => `UPSERT nord:${number}`).concat("DELETE nord:104"));
    const end = await page(cursor);
    expect(end).toMatchObject({ changes: [], cursor, more: false, total: 4 });
  });

  it("hands on neither what is private nor what is the hub's own, and goes past it", async () => {
    const organization = { id: "ITU", name: "ITU" };
    const change = { kind: "ORGANIZATION", subject: "ITU", operation: "UPSERT", owner: "hub:reference", record: organization };
    const secret = { ...change, subject: "nord:secret", owner: "nord", visibility: "PRIVATE" };
    const last = await log.append(change as never as Change, secret as never as Change);
    expect(await page(null)).toMatchObject({ changes: [], cursor: `log-${last}`, total: 0 });
  });

  it("keeps to the origin that a change came with", async () => {
    await log.append({
      kind: "ACTIVITY",
      subject: "nord:1",
      operation: "UPSERT",
      owner: "other",
      origin: ["east-hub", "west-hub"],
      record: { ...record("nord:1"), source: "x", suggestionRules: "1", suggestions: [] } as never,
    });
    expect((await page(null)).changes[0]?.origin).toEqual(["east-hub", "west-hub", "north-hub"]);
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Activity { id north_hub_origin { sequence owner hubs } } } }`;
    const r = ["nord:1", "nord:none"].map((id) => ({ __typename: "Activity", id }));
    expect(await ask(query, { r })).toEqual({
      _entities: [{ id: "nord:1", north_hub_origin: { sequence: 1, owner: "other", hubs: ["east-hub", "west-hub"] } }, null],
    });
  });

  it("refuses a foreign cursor, too many at once, and a document beyond the limit", async () => {
    expect(await codes('{ changes(after: "7", first: 1) { cursor } }')).toEqual(["CURSOR_INVALID"]);
    expect(await codes("{ changes(first: 1001) { cursor } }")).toEqual(["PAGE_TOO_LARGE"]);
    const r = Array.from({ length: 201 }, (_, id) => ({ __typename: "Activity", id: `${id}` }));
    expect(await codes("query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }", { r })).toEqual(["PAGE_TOO_LARGE"]);
    expect((await contract.answer({ query: `{ ${"a ".repeat(3_000)} }` })).errors).toHaveLength(1);
    expect((await contract.answer({ query: "{ nothing }" })).errors?.[0]?.message).toContain("nothing");
  });
});
