import type { Point } from "@actionline/kit/point";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { parse } from "graphql";
import type { AskedArguments } from "./asked/asked-arguments";
import { prepareMirror } from "./known-things";
import { EntityReader } from "./read/entity-reader";
import { thingsToRead } from "./read/things-to-read";
import { StoredMirror } from "./stored-mirror";
import { shapeOf } from "./subgraph-shape";
import { AGENCY_SDL } from "./testing/agency-sdl";

const shape = shapeOf(AGENCY_SDL);
let log: TestLog;
let mirror: StoredMirror;
let now = new Date("2026-11-01T00:00:00Z");

beforeEach(async () => {
  now = new Date("2026-11-01T00:00:00Z");
  log = await startLog(() => now);
  await prepareMirror(log.db);
  mirror = new StoredMirror({ db: log.db, agency: "nord", sdl: AGENCY_SDL });
});
afterEach(() => log.stop());

type Entity = Record<string, unknown> | null;

/** A reader of an agency that answers a question about things with these, in their order. */
function reading(
  answers: (things: readonly Record<string, unknown>[]) => readonly Entity[],
  errors?: unknown,
  asked: readonly AskedArguments[] = [{ type: "Activity", field: "nord_needs", args: { year: 2025 } }],
): EntityReader {
  return new EntityReader({
    appender: log.appender,
    agency: "nord",
    shape,
    clock: () => now,
    asked,
    ask: async ({ query, variables }) => {
      const aliases = Object.fromEntries([...query.matchAll(/(v\d+): (\w+(?:\([^)]*\))?)/g)].map(([, alias, field]) => [field, alias]));
      const entities = answers(variables.things as Record<string, unknown>[]).map((entity) =>
        entity === null
          ? null
          : { ...entity, ...Object.fromEntries(Object.entries(entity).map(([name, value]) => [aliases[name] ?? name, value])) },
      );
      return { data: { _entities: entities }, errors };
    },
  });
}

const ACTIVITY = {
  __typename: "Activity",
  id: "nord:1",
  nord_score: 7,
  nord_stage: "running",
  "nord_needs(year: 2025)": 12,
  nord_contact: { __typename: "nord_Contact", office: "A1", floor: null },
  nord_sites: [{ __typename: "nord_Site", code: "s1" }],
  nord_partner: { __typename: "Organization", id: "ITU" },
  nord_subject: { __typename: "nord_Contact", office: "B2", floor: 3 },
};

const latest = async (): Promise<Point> => ({ sequence: log.appender.watermark, instant: now });
const ask = async (selection: string, id = "nord:1", point?: Point) =>
  mirror.answer({
    document: parse(`query ($r: [_Any!]!) { _entities(representations: $r) { ... on Activity { ${selection} } } }`),
    variables: { r: [{ __typename: "Activity", id }] },
    point: point ?? (await latest()),
  });
const codes = (errors: readonly { readonly extensions: { readonly code: string }; readonly path: readonly unknown[] }[]) =>
  errors.map(({ extensions, path }) => `${extensions.code} ${path.join(".")}`);

describe("A mirror of an agency's subgraph", () => {
  it("answers a fetch by the values that were read, objects within them and arguments asked before included", async () => {
    await reading(() => [ACTIVITY]).read("Activity", [{ id: "nord:1" }]);
    const selection = `__typename id nord_score nord_stage needs: nord_needs(year: 2025) nord_contact { office floor }
      nord_sites { code } nord_partner { __typename id } nord_subject { ... on nord_Contact { office } }`;
    const { data, errors, asOf } = await ask(selection);
    expect(errors).toEqual([]);
    expect(asOf).toEqual(now);
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      _entities: [
        {
          __typename: "Activity",
          id: "nord:1",
          nord_score: 7,
          nord_stage: "running",
          needs: 12,
          nord_contact: { office: "A1", floor: null },
          nord_sites: [{ code: "s1" }],
          nord_partner: { __typename: "Organization", id: "ITU" },
          nord_subject: { office: "B2" },
        },
      ],
    });
  });

  it("is null and says so for what was never read, and never makes a value up", async () => {
    await reading(() => [ACTIVITY]).read("Activity", [{ id: "nord:1" }]);
    const { data, errors } = await ask('nord_score nord_stage(language: "fr") nord_needs(year: 1999) nord_sites { opened }');
    expect(data).toMatchObject({ _entities: [{ nord_score: 7, nord_stage: null, nord_needs: null, nord_sites: [{ opened: null }] }] });
    expect(codes(errors)).toEqual([
      "NOT_MIRRORED _entities.0.nord_stage",
      "NOT_MIRRORED _entities.0.nord_needs",
      "NOT_MIRRORED _entities.0.nord_sites.0.opened",
    ]);
    const never = await ask("nord_score", "nord:2");
    expect(never.data).toEqual({ _entities: [null] });
    expect(codes(never.errors)).toEqual(["NOT_MIRRORED _entities.0"]);
    const root = await mirror.answer({ document: parse("{ nord_report(year: 1) { text } }"), variables: {}, point: await latest() });
    expect(codes(root.errors)).toEqual(["NOT_MIRRORED nord_report"]);
  });

  it("tells a thing within another by what was read of that one", async () => {
    await reading(() => [ACTIVITY]).read("Activity", [{ id: "nord:1" }]);
    await reading(() => [{ __typename: "Organization", id: "ITU", nord_rank: 4 }]).read("Organization", [{ id: "ITU" }]);
    const { data, errors } = await ask("nord_partner { id nord_rank }");
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ _entities: [{ nord_partner: { id: "ITU", nord_rank: 4 } }] });
  });

  it("answers at a point of the log, and says where a thing was read later", async () => {
    const before = await latest();
    await reading(() => [ACTIVITY]).read("Activity", [{ id: "nord:1" }]);
    const first = await latest();
    now = new Date("2026-11-05T00:00:00Z");
    await reading(() => [{ ...ACTIVITY, nord_score: 8 }]).read("Activity", [{ id: "nord:1" }]);
    expect((await ask("nord_score")).data).toMatchObject({ _entities: [{ nord_score: 8 }] });
    const earlier = await ask("nord_score", "nord:1", first);
    expect(earlier.data).toMatchObject({ _entities: [{ nord_score: 7 }] });
    expect(earlier.asOf).toEqual(new Date("2026-11-01T00:00:00Z"));
    expect(codes((await ask("nord_score", "nord:1", before)).errors)).toEqual(["NOT_AS_OF _entities.0"]);
  });

  it("is null without an error where the agency says that it knows no such thing", async () => {
    await reading(() => [null]).read("Activity", [{ id: "nord:3" }]);
    expect(await ask("nord_score", "nord:3")).toMatchObject({ data: { _entities: [null] }, errors: [] });
    expect(log.appender.watermark).toBe(0);
  });
});

describe("Reading an agency's things", () => {
  const two = [{ id: "nord:1" }, { id: "nord:2" }];

  it("makes no entry where nothing changed, and notes that it was read", async () => {
    await reading(() => [ACTIVITY]).read("Activity", [{ id: "nord:1" }]);
    const sequence = log.appender.watermark;
    now = new Date("2026-11-09T00:00:00Z");
    expect(await reading(() => [ACTIVITY]).read("Activity", [{ id: "nord:1" }])).toMatchObject({ asked: 1, changed: 0 });
    expect(log.appender.watermark).toBe(sequence);
    expect((await ask("nord_score")).asOf).toEqual(now);
  });

  it("keeps the last good value where one is of the wrong kind or failed", async () => {
    await reading(() => [ACTIVITY]).read("Activity", [{ id: "nord:1" }]);
    const bad = { ...ACTIVITY, nord_score: "many", nord_stage: "done", nord_contact: { __typename: "nord_Contact", office: null } };
    const { faults } = await reading(() => [bad]).read("Activity", [{ id: "nord:1" }]);
    expect(faults).toEqual({ SOURCE_INVALID_VALUE: 2 });
    expect((await ask("nord_score nord_stage nord_contact { office }")).data).toMatchObject({
      _entities: [{ nord_score: 7, nord_stage: "done", nord_contact: { office: "A1" } }],
    });
  });

  it("says how old a value is that failed since, or isn't asked any more", async () => {
    await reading(() => [ACTIVITY]).read("Activity", [{ id: "nord:1" }]);
    const first = now;
    now = new Date("2026-11-05T00:00:00Z");
    await reading(() => [{ ...ACTIVITY, nord_score: "many" }], undefined, []).read("Activity", [{ id: "nord:1" }]);
    now = new Date("2026-11-06T00:00:00Z");
    await reading(() => [{ ...ACTIVITY, nord_score: "many" }], undefined, []).read("Activity", [{ id: "nord:1" }]);
    expect(await ask("nord_stage")).toMatchObject({ asOf: now });
    expect(await ask("nord_stage nord_score")).toMatchObject({ asOf: first, errors: [] });
    expect(await ask("nord_needs(year: 2025)")).toMatchObject({ asOf: first, data: { _entities: [{ nord_needs: 12 }] } });
    await reading(() => [ACTIVITY]).read("Activity", [{ id: "nord:1" }]);
    expect(await ask("nord_score nord_needs(year: 2025)")).toMatchObject({ asOf: now, errors: [] });
  });

  it("keeps nothing told of another thing, under another key, or in another number", async () => {
    const other = { ...ACTIVITY, id: "nord:2" };
    expect((await reading(() => [other]).read("Activity", [{ id: "nord:1" }])).faults).toEqual({ SOURCE_ENTITY_MISMATCH: 1 });
    expect((await reading(() => [ACTIVITY]).read("Activity", two)).faults).toEqual({ SOURCE_ENTITY_MISMATCH: 1 });
    const renamed = { ...ACTIVITY, __typename: "Organization" };
    expect((await reading(() => [renamed]).read("Activity", [{ id: "nord:1" }])).faults).toEqual({ SOURCE_ENTITY_MISMATCH: 1 });
    expect(codes((await ask("nord_score")).errors)).toEqual(["NOT_MIRRORED _entities.0"]);
  });

  it("holds back what would make most of the known things unknown", async () => {
    const keys = Array.from({ length: 10 }, (_, index) => ({ id: `nord:${index}` }));
    const known = (things: readonly Record<string, unknown>[]): Entity[] => things.map(({ id }) => ({ ...ACTIVITY, id }));
    await reading(known).read("Activity", keys);
    expect((await reading((things) => things.map(() => null)).read("Activity", keys)).faults).toEqual({ HELD: 10 });
    expect((await ask("nord_score", "nord:4")).data).toMatchObject({ _entities: [{ nord_score: 7 }] });
    const oneGone = (things: readonly Record<string, unknown>[]): Entity[] =>
      known(things).map((thing, index) => (index === 4 ? null : thing));
    expect(await reading(oneGone).read("Activity", keys)).toMatchObject({ unknown: 1, faults: {} });
    expect(await ask("nord_score", "nord:4")).toMatchObject({ data: { _entities: [null] }, errors: [] });
  });

  it("leaves a thing as it was where the agency failed to tell of it", async () => {
    await reading(() => [ACTIVITY]).read("Activity", [{ id: "nord:1" }]);
    const errors = [{ message: "secret", path: ["_entities", 0] }];
    expect((await reading(() => [null], errors).read("Activity", [{ id: "nord:1" }])).faults).toEqual({ SOURCE_ERROR: 1 });
    expect((await ask("nord_score")).data).toMatchObject({ _entities: [{ nord_score: 7 }] });
  });

  it("comes to every thing in turn within its budget, and to what the agency reported itself before all others", async () => {
    const names = ["A", "B", "C", "D", "E", "nord:X", "nord:Y"];
    await log.append(
      ...names.map((id) => ({ kind: "ORGANIZATION", subject: id, operation: "UPSERT", owner: "hub", record: { id, name: id } }) as never),
    );
    const entity = shape.entities.get("Organization");
    if (entity === undefined) throw new Error("there is no Organization");
    const next = async () => (await thingsToRead({ db: log.db, agency: "nord", entity, budget: 3 })).map(({ id }) => id);
    expect([await next(), await next(), await next()]).toEqual([
      ["nord:X", "A", "B"],
      ["nord:Y", "C", "D"],
      ["E", "nord:X", "nord:Y"],
    ]);
    await reading((things) => things.map(({ id }) => ({ __typename: "Organization", id, nord_rank: 1 }))).read("Organization", [
      { id: "C" },
    ]);
    expect(await next()).toEqual(["C", "nord:X"]);
  });
});
