import { DEFAULT_LIMITS } from "./limits";
import { prepare } from "./prepare";
import { Refused } from "./problem";
import { deepFieldSet, manyErrors, manyFields, manyInterfaces, manyKeys, manyTypes, mesh, ofBytes } from "./testing/bombs";
import { linked } from "./testing/hostile-sdl";
import { publisherOf, startRegistry, type TestRegistry } from "./testing/start-registry";

/** What the stages before composition say. */
function verdictOf(sdl: string): string[] {
  try {
    prepare("evil", sdl, DEFAULT_LIMITS);
    return [];
  } catch (error) {
    if (error instanceof Refused) return error.problems.map(({ code, line }) => `${code}${line === null ? "" : `:${line}`}`);
    throw error;
  }
}

describe("a text is refused before it is composed", () => {
  test("F01 where it has a byte more than 256,000, or 10 MB: before it is parsed", () => {
    expect(verdictOf(ofBytes(256_000))).toEqual([]);
    expect(verdictOf(ofBytes(256_001))).toEqual(["SDL_TOO_LARGE"]);
    // Not a word of it is a schema, which nobody came to see.
    expect(verdictOf("(".repeat(10_000_000))).toEqual(["SDL_TOO_LARGE"]);
  });

  test.each([
    ["501 types", manyTypes(501), manyTypes(400)],
    ["3,001 fields", manyFields(41, 75), manyFields(39, 75)],
    ["101 fields of a type", manyFields(1, 101), manyFields(1, 100)],
    ["21 keys", manyKeys(21), manyKeys(20)],
    ["a set of fields 4 deep", deepFieldSet(4), deepFieldSet(3)],
    ["11 interfaces", manyInterfaces(1, 11), manyInterfaces(1, 10)],
  ])("F02 where it has %s, and let through just below", (_, over, within) => {
    expect(new Set(verdictOf(over).map((code) => code.split(":")[0]))).toEqual(new Set(["SDL_LIMITS"]));
    expect(verdictOf(within)).toEqual([]);
  });

  test("F03 where 80 types implement 100 interfaces, which takes long to compose", () => {
    expect(verdictOf(manyInterfaces(80, 100))[0]).toMatch("SDL_LIMITS");
  });

  test.each([
    ["brackets 10,000 deep", `type Query { evil_x: ${"[".repeat(10_000)}Int${"]".repeat(10_000)} }`, "SDL_LIMITS:1"],
    ["a value 10,000 deep", `type Query { evil_x(a: Int = ${"{a:".repeat(10_000)}1${"}".repeat(10_000)}): Int }`, "SDL_LIMITS:1"],
    ["a string that never ends", `type Query { evil_x: Int }\n${'"""'.repeat(80_001)}`, "SDL_SYNTAX:2"],
    ["a sign that turns the direction of what follows", "type Query {\n  evil_x: Int # \u202e\n}", "SDL_SYNTAX:2"],
    ["the same as an escape", 'type Query {\n  "\\u202e"\n  evil_x: Int\n}', "SDL_SYNTAX:2"],
    ["a NUL", "type Query {\n\n  evil_x: Int\u0000\n}", "SDL_SYNTAX:3"],
    ["an operation", "type Query { evil_x: Int }\nquery { evil_x }", "SDL_SYNTAX:2"],
    ["no end", "type Query {\n  evil_x: Int\n", "SDL_SYNTAX:3"],
    ["nothing", "", "SDL_SYNTAX:1"],
  ])("F06 where it has %s, with the line", (_, sdl, expected) => {
    expect(verdictOf(sdl)[0]).toBe(expected);
  });
});

describe("composing is limited", () => {
  let hub: TestRegistry;
  afterEach(() => hub.stop());

  test("F04 in time: the process is killed, and the next publish is answered by another", async () => {
    hub = await startRegistry({ limits: { compositionMs: 50 } });
    const bomb = await hub.publish("evil", mesh(290, 8, 2));
    expect(bomb.problems.map(({ code }) => code)).toEqual(["COMPOSITION_TIMEOUT"]);
    const patient = await hub.reopen({ limits: {} });
    const result = await patient.publish(
      { agency: "nordlys", sdl: linked("type Query { nordlys_x: Int }"), url: null },
      publisherOf("nordlys"),
    );
    expect(result).toMatchObject({ state: "ADMITTED" });
  });

  test("F05 in memory: what takes more fails alone, and this process stays as large as it was", async () => {
    hub = await startRegistry({ limits: { compositionMiB: 30, compositionMs: 60_000, probes: 0 } });
    const before = process.memoryUsage().rss;
    const { state, problems } = await hub.publish("evil", mesh(290, 8, 2));
    expect([state, problems.map(({ code }) => code)]).toEqual(["REFUSED", ["COMPOSITION_FAILED"]]);
    expect(problems[0]?.message).toMatch(/memory/);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    expect(await hub.publish("nordlys", linked("type Query { nordlys_x: Int }"))).toMatchObject({ state: "ADMITTED" });
  });

  test("F07 in words: of 20,000 errors the first 20 are told", async () => {
    hub = await startRegistry({ limits: { bytes: 1_000_000, fieldsOfType: 30_000, fields: 30_000, tokens: 1_000_000 } });
    const { problems } = await hub.publish("evil", manyErrors(20_000));
    expect(problems).toHaveLength(20);
    expect(problems[19]).toMatchObject({ code: "OWNERSHIP_VIOLATION", line: 22 });
  });

  test("F06 in depth: what composition's own stack can't hold is refused", async () => {
    hub = await startRegistry({ limits: { fieldSetDepth: 100_000, fieldSetLength: 1_000_000, descriptionLength: 1_000_000 } });
    const { state, problems } = await hub.publish("evil", deepFieldSet(15_000));
    expect([state, problems[0]?.code]).toEqual(["REFUSED", "COMPOSITION_FAILED"]);
    expect(await hub.publish("nordlys", linked("type Query { nordlys_x: Int }"))).toMatchObject({ state: "ADMITTED" });
  });
});
