import { refuseSucceeded, type Successor, successorsOf } from "./successors";
import { startLog, type TestLog } from "./testing/start-log";
import { noTheme, theme } from "./testing/themes";

let log: TestLog;
beforeAll(async () => {
  log = await startLog(() => new Date("2026-03-01T12:00:00Z"));
});
afterAll(() => log.stop());

const begin = (...ids: string[]) => log.append(...ids.map((id) => theme(id, id)));
const end = (id: string, ...into: string[]) => log.append(noTheme(id, { into }));

async function read(sequence: number | null = null) {
  return { db: log.db, kind: "THEME", request: await log.request(sequence === null ? null : { sequence }) } as const;
}
const told = (successors: readonly Successor[]) => successors.map(({ of, how, id, holds }) => `${of} ${how} ${id} ${holds}`);
const successors = async (id: string, sequence: number | null = null) => told(await successorsOf(await read(sequence), id));

describe("what a record went into", () => {
  it("is followed to what holds now, through merges and splits", async () => {
    await begin("a", "b", "c", "d", "e");
    const merged = await end("a", "b");
    const split = await end("b", "c", "d");
    await end("d", "e");
    expect(await successors("a")).toEqual(["a MERGED b false", "b SPLIT c true", "b SPLIT d false", "d MERGED e true"]);
    expect(await successors("a", split)).toEqual(["a MERGED b false", "b SPLIT c true", "b SPLIT d true"]);
    expect(await successors("a", merged)).toEqual(["a MERGED b true"]);
    expect(await successors("a", merged - 1)).toEqual([]);
  });

  it("is nothing for what holds, was deleted, came back, or never was", async () => {
    await begin("held", "deleted", "back");
    await end("deleted");
    const away = await end("back", "held");
    await begin("back");
    for (const id of ["held", "deleted", "back", "unheard-of"]) expect(await successors(id)).toEqual([]);
    expect(await successors("back", away)).toEqual(["back MERGED held true"]);
  });

  it("may be one that the hub never held, and comes to an end where records went in a circle", async () => {
    await begin("one", "other", "lone");
    await end("one", "other");
    await end("other", "one");
    await end("lone", "elsewhere");
    expect(await successors("one")).toEqual(["one MERGED other false"]);
    expect(await successors("lone")).toEqual(["lone MERGED elsewhere false"]);
  });

  it("is told to nobody who may not see the record", async () => {
    await log.append(theme("hidden", "Hidden", { visibility: "PRIVATE" }));
    await end("hidden", "c");
    expect(await successors("hidden")).toEqual([]);
  });

  it("is told by an error in place of the record, and by nothing where there is none", async () => {
    await expect(refuseSucceeded(await read(), "a")).rejects.toMatchObject({
      message: "a was merged into another record on 2026-03-01: ask for c, e. See trace for the whole way.",
      extensions: { code: "RECORD_SUCCEEDED", record: "a", successors: ["c", "e"] },
    });
    await expect(refuseSucceeded(await read(), "deleted")).resolves.toBeNull();
  });
});
