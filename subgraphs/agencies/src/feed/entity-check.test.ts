import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { entityReads } from "@actionline/mirror/known-things";
import { StoredMirror } from "@actionline/mirror/stored-mirror";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import { createValidator } from "@actionline/schema/validator/validator";
import { parse } from "graphql";
import { aSource, changes } from "../testing/feed-records";
import { harvest } from "./harvest";

const SDL = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
type Activity @key(fields: "id") { id: ID!  lumen_trained: Int  lumen_notes(language: String): [String!] }
type Query { lumen_ready: Boolean }
`;

let log: TestLog;
const validator = createValidator({ items: new Set(), actionLines: new Set(), places: new Set() });
beforeAll(async () => {
  log = await startLog();
  const facts = { agency: "lumen", sdlHash: "0", url: null, publish: 1, quarantined: null };
  await log.append({
    kind: "SUBGRAPH",
    subject: "lumen",
    operation: "UPSERT",
    owner: "lumen",
    record: { id: "lumen", sdl: SDL, ...facts },
  });
});
afterAll(() => log.stop());

const ID = 'lumen/Activity/{"id":"lumen:1"}';
const values = (facts: object = {}): object => ({
  kind: "ENTITY",
  id: ID,
  type: "Activity",
  key: { id: "lumen:1" },
  values: { lumen_trained: 412 },
  ...facts,
});
const run = (records: readonly unknown[], agency = "lumen"): Promise<HarvestRecord> =>
  harvest({
    ...log,
    source: aSource(agency),
    input: changes(records),
    validator,
    clock: () => new Date(),
    suggest: () => [],
    suggestionRules: "none",
  });

describe("values that an agency sends of its own fields", () => {
  it("go into the mirror, which answers from them and tells how old they are", async () => {
    await expect(run([values()])).resolves.toMatchObject({ outcome: "SUCCEEDED", counts: { added: 1 } });
    const document = parse("query ($r: [_Any!]!) { _entities(representations: $r) { ... on Activity { lumen_trained } } }");
    const point = { sequence: log.appender.watermark, instant: new Date() };
    const answer = await new StoredMirror({ db: log.db, agency: "lumen", sdl: SDL }).answer({
      document,
      variables: { r: [{ __typename: "Activity", id: "lumen:1" }] },
      point,
    });
    expect(answer.data).toEqual({ _entities: [{ lumen_trained: 412 }] });
    expect((await entityReads(log.db).findOne({ _id: ID }))?.at.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it.each<[string, object]>([
    ["a type without a key", { id: 'lumen/Query/{"id":"lumen:1"}', type: "Query" }],
    ["another key", { id: 'lumen/Activity/{"code":"1"}', key: { code: "1" } }],
    ["an id of another thing", { id: 'lumen/Activity/{"id":"lumen:2"}' }],
    ["a field that it didn't publish", { values: { lumen_other: 1 } }],
    ["a key as a field", { values: { id: 1, title: "x" } }],
    ["a value of another kind", { values: { lumen_trained: "many" } }],
    ["a list with a hole", { values: { lumen_notes: ["a", null] } }],
  ])("are refused with %s", async (_, facts) => {
    await expect(run([values(facts)])).resolves.toMatchObject({ counts: { refused: 1 }, issues: [{ rule: "VALUES_NOT_IN_SCHEMA" }] });
  });

  it("are refused of another agency, and where no schema was published", async () => {
    await expect(run([values()], "thief")).resolves.toMatchObject({ issues: [{ rule: "NOT_YOUR_ID" }] });
    const own = values({ id: 'silent/Activity/{"id":"lumen:1"}' });
    await expect(run([own], "silent")).resolves.toMatchObject({ issues: [{ rule: "VALUES_NOT_IN_SCHEMA" }] });
  });

  it("go when they are withdrawn", async () => {
    await run([values()]);
    await expect(run([{ operation: "DELETE", kind: "ENTITY", id: ID }])).resolves.toMatchObject({
      outcome: "SUCCEEDED",
      counts: { deleted: 1 },
    });
  });
});
