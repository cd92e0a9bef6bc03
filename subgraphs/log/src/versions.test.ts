import { ANYONE, type Principal } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import { startLog, type TestLog } from "./testing/start-log";
import { noTheme, theme } from "./testing/themes";
import { VersionReader } from "./versions";

const secretariat: Principal = { id: "s", name: "the secretariat", roles: [{ name: "SECRETARIAT", of: null }] };
const publisher: Principal = { id: "p", name: "a publisher", roles: [{ name: "PUBLISHER", of: "itu" }] };

let log: TestLog;

beforeAll(async () => {
  log = await startLog();
  await log.append(theme("a", "A"), theme("b", "B", { visibility: "PRIVATE" }), theme("c", "C"));
  await log.append(theme("a", "A2", { visibility: "PRIVATE" }), noTheme("c"));
});
afterAll(() => log.stop());

function reader(principal: Principal, sequence: number): VersionReader<"THEME"> {
  return new VersionReader(log.db, "THEME", new RequestContext(principal, { sequence, instant: new Date(), latest: false }));
}

describe("a version reader", () => {
  it.each([
    ["anyone", ANYONE, 3, ["A", "C"]],
    ["a publisher", publisher, 3, ["A", "C"]],
    ["the secretariat", secretariat, 3, ["A", "B", "C"]],
    ["anyone, once it became private,", ANYONE, 5, []],
    ["the secretariat, once it became private,", secretariat, 5, ["A2", "B"]],
  ] as const)("shows %s what it may see at its point", async (_, principal, sequence, expected) => {
    const themes = reader(principal, sequence);
    expect((await themes.all()).map(({ name }) => name)).toEqual(expected);
    const bySubject = await Promise.all(["a", "b", "c", "d"].map((subject) => themes.record(subject)));
    expect(bySubject.flatMap((record) => record?.name ?? [])).toEqual(expected);
    const bySequence = await themes.bySequence([1, 2, 3, 4, 5, 6]);
    expect(bySequence.map(({ record }) => record.name).sort()).toEqual(expected);
    const { rows } = await themes.page({}, null, 10);
    expect(rows.map(({ record }) => record.name)).toEqual(expected);
  });

  it("lets no filter of a caller widen what is seen", async () => {
    await expect(reader(ANYONE, 3).all({ visibility: "PRIVATE" })).resolves.toEqual([]);
    await expect(reader(ANYONE, 3).all({ $or: [{ to: { $gt: 0 } }, { from: 4 }] })).resolves.toHaveLength(2);
  });

  it("answers a whole page of keys with one read, in the order of the keys, null where there is none", async () => {
    const themes = reader(secretariat, 3);
    log.reads.length = 0;
    const versions = await Promise.all(["c", "d", "a", "c"].map((subject) => themes.version(subject)));
    expect(versions.map((version) => version?.from ?? null)).toEqual([3, null, 1, 3]);
    expect(log.reads).toEqual(["themes"]);
  });

  it("keeps the order of the sequences it is asked for", async () => {
    const found = await reader(secretariat, 3).bySequence([3, 1, 2]);
    expect(found.map(({ from }) => from)).toEqual([3, 1, 2]);
  });

  it("reads again after the request's own mutation moved its point", async () => {
    const request = new RequestContext(secretariat, { sequence: 3, instant: new Date(), latest: true });
    const themes = new VersionReader(log.db, "THEME", request);
    await expect(themes.record("a")).resolves.toMatchObject({ name: "A" });
    request.advanceTo({ sequence: 5, at: new Date() });
    await expect(themes.record("a")).resolves.toMatchObject({ name: "A2" });
  });
});
