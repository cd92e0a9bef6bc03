import { HeirReader } from "./heirs";
import { mergedInto } from "./merged-into";
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

describe("where a reference to a record leads", () => {
  async function heirs(...ids: string[]) {
    const reader = new HeirReader(await read());
    return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await reader.of(id)] as const)));
  }
  const whole = (id: string) => ({ whole: id, all: [id] });
  const parts = (...all: string[]) => ({ whole: null, all });

  it("is the record itself while it holds, and nothing where there is none", async () => {
    await begin("stands");
    expect(await heirs("stands", "deleted", "unheard-of")).toEqual({ stands: whole("stands"), deleted: parts(), "unheard-of": parts() });
  });

  it("is what holds at the end of each way, the nearest first and each once", async () => {
    await begin("r1", "r2", "r3", "r4", "r5");
    await end("r1", "r2");
    await end("r2", "r3", "r4");
    await end("r4", "r5");
    await begin("r6", "r7");
    await end("r6", "r5", "r3", "nowhere");
    expect(await heirs("r1", "r4", "r6")).toEqual({ r1: parts("r3", "r5"), r4: whole("r5"), r6: parts("r5", "r3") });
  });

  it("is no one record where one of the parts isn't held: it isn't the whole", async () => {
    await begin("half");
    await end("r7", "half", "never held");
    expect(await heirs("r7")).toEqual({ r7: parts("half") });
  });

  it("comes to an end in a circle, and stops at a record that came back", async () => {
    await begin("c1", "c2", "c3");
    await end("c1", "c2");
    await end("c2", "c3");
    await end("c3", "c1");
    expect(await heirs("c1", "c3")).toEqual({ c1: parts(), c3: parts() });
    await begin("c2");
    expect(await heirs("c1", "c3")).toEqual({ c1: whole("c2"), c3: whole("c2") });
  });

  it("is found for many in as many looks as the longest way has steps", async () => {
    const ids = Array.from({ length: 50 }, (_, number) => `many${number}`);
    await begin("one end", ...ids);
    for (const id of ids) await end(id, "one end");
    const asked = await read();
    const looks = jest.spyOn(asked.db, "collection");
    const reader = new HeirReader(asked);
    expect(await Promise.all(ids.map((id) => reader.of(id)))).toEqual(ids.map(() => whole("one end")));
    expect(looks).toHaveBeenCalledTimes(3);
    looks.mockRestore();
  });
});

describe("what was merged into a record", () => {
  const merged = async (id: string, sequence: number | null = null) => (await mergedInto(await read(sequence), [id])).get(id);

  it("is all that went into it by merges alone, once each, at the point", async () => {
    await begin("m1", "m2", "m3", "m4", "m5");
    await end("m1", "m2");
    const before = await end("m2", "m3");
    await end("m4", "m3", "m5");
    expect(await merged("m3")).toEqual(["m2", "m1"]);
    expect(await merged("m5")).toEqual([]);
    expect(await merged("m3", before - 1)).toEqual([]);
  });

  it("isn't what came back, or went elsewhere since, and ends in a circle", async () => {
    await begin("n1", "n2", "n3");
    await end("n1", "n2");
    await begin("n1");
    expect(await merged("n2")).toEqual([]);
    await end("n1", "n3");
    expect([await merged("n2"), await merged("n3")]).toEqual([[], ["n1"]]);
    await end("n3", "n1");
    await begin("n3");
    expect(await merged("n3")).toEqual(["n1"]);
  });

  it("is told to nobody who may not see the record", async () => {
    await log.append(theme("secret", "Secret", { visibility: "PRIVATE" }));
    await begin("open");
    await end("secret", "open");
    expect(await merged("open")).toEqual([]);
  });
});
