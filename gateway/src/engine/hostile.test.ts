import { gzipSync } from "node:zlib";
import { allEntities, eachEntity, type HostileFederation, startHostileFederation, twists } from "./testing/hostile-federation";
import {
  answerBytes,
  type Behaviour,
  chunk,
  closesAfter,
  drips,
  floods,
  isSilent,
  resetsAfter,
  says,
  saysJson,
  sends,
} from "./testing/hostile-source";
import { SECRET } from "./testing/outcome";
import { PATIENT } from "./testing/question";

let hub: HostileFederation;
beforeAll(async () => {
  hub = await startHostileFederation(PATIENT);
});
afterAll(() => hub.stop());
beforeEach(() => {
  hub.source.behave(twists());
  for (const list of [hub.faults, hub.sentToMoney, hub.source.asked]) list.splice(0);
});

const RATED = "{ teams { name size budget owner { email } stars rating { value by } } }";
/** What the honest sources answer to that, and what the other one would. */
const team = (nth: number) => ({ name: `Team c${nth}`, size: 9 + nth, budget: 100 * nth, owner: { email: `c${nth}@example.org` } });
const rated = (nth: number) => ({ ...team(nth), stars: nth, rating: { value: nth, by: ["x", "y"] } });
const unrated = (nth: number) => ({ ...team(nth), stars: null, rating: null });
const ALL_RATED = { teams: [rated(1), rated(2), rated(3)] };
const NONE_RATED = { teams: [unrated(1), unrated(2), unrated(3)] };

const codes = ({ errors }: { errors: readonly { code?: unknown }[] }) => [...new Set(errors.map(({ code }) => code))];
const paths = ({ errors }: { errors: readonly { path?: readonly unknown[] }[] }) => errors.map(({ path = [] }) => path.join(".")).sort();

/** Nothing of a source's words, and no address, is in what is shown. */
function expectNothingLeaks(shown: unknown): void {
  expect(JSON.stringify(shown)).not.toMatch(/opensesame|postgres|127\.0\.0\.1|https?:|\/srv|polluted| at .*:\d/);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}

it("asks an honest source and shows what it answers", async () => {
  expect(await hub.ask(RATED)).toEqual({ data: ALL_RATED, errors: [] });
});

describe("C: a source that breaks leaves the others' data as it is", () => {
  const CHUNKED = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
  const HELLO = answerBytes(JSON.stringify({ data: { _entities: [] } }));

  it.each<[string, Behaviour, string]>([
    ["C01: a body that never ends", floods(CHUNKED, chunk(Buffer.alloc(1_000_000, "1")), 1e10, { bytes: 0 }), "SOURCE_TOO_LARGE"],
    ["C02: an announced 2 GB", says("", { contentLength: 2_000_000_000 }), "SOURCE_TOO_LARGE"],
    ["C03: a length that is too large", ({ socket }) => void socket.end(answerBytes("{}", { contentLength: 5 })), "SOURCE_UNAVAILABLE"],
    ["C04: a gzip bomb", says(gzipSync(Buffer.alloc(20_000_000, "1")), { headers: ["content-encoding: gzip"] }), "SOURCE_ENCODING"],
    [
      "C05: a double one",
      says(gzipSync(gzipSync(Buffer.alloc(20_000_000, "1"))), { headers: ["content-encoding: gzip, gzip"] }),
      "SOURCE_ENCODING",
    ],
    ["C10: a reset", resetsAfter(HELLO.subarray(0, 50)), "SOURCE_UNAVAILABLE"],
    ["C10: an early end", closesAfter(HELLO.subarray(0, 60)), "SOURCE_UNAVAILABLE"],
    ["C13: truncated JSON", says('{"data":{"_entities":['), "SOURCE_INVALID_JSON"],
    ["C13: NaN", says('{"data":{"_entities":[NaN]}}'), "SOURCE_INVALID_JSON"],
    ["C14: HTML", says(`<h1>${SECRET}</h1>`, { type: "text/html" }), "SOURCE_CONTENT_TYPE"],
    ["C15: 206", twists((answer) => answer, { status: "206 Partial Content" }), "SOURCE_STATUS"],
    ["C16: 500", says(SECRET, { status: `500 ${SECRET}` }), "SOURCE_STATUS"],
    ["C16: 401", saysJson({ errors: [{ message: SECRET }] }, { status: "401 Unauthorized" }), "SOURCE_STATUS"],
    ["C18: null", says("null"), "SOURCE_INVALID_SHAPE"],
    ["C18: data that is null", says('{"data":null}'), "SOURCE_INVALID_SHAPE"],
    ["C19: depth 100,000", says(`${'{"data":['.repeat(50_000)}`), "SOURCE_TOO_DEEP"],
    ["C20: a million nulls", says(`{"data":{"_entities":[${"null,".repeat(990_000)}null]}}`.slice(0, 4_990_000)), "SOURCE_TOO_MANY_NODES"],
    ["C21: errors that are text", twists((answer) => ({ ...answer, errors: SECRET })), "SOURCE_INVALID_SHAPE"],
    ["C26: a head of 17 kB", saysJson({}, { headers: [`x: ${"a".repeat(17_000)}`] }), "SOURCE_UNAVAILABLE"],
    [
      "C28: a megabyte of chunk extension",
      sends(Buffer.concat([Buffer.from(CHUNKED), chunk("{}", `;${"x".repeat(1e6)}`), chunk("")])),
      "SOURCE_UNAVAILABLE",
    ],
    ["E01: a redirect", says("", { status: "307 Elsewhere", headers: ["location: http://127.0.0.1:1/"] }), "SOURCE_REDIRECT"],
  ])("%s", async (_, behaviour, code) => {
    hub.source.behave(behaviour);
    const answer = await hub.ask(RATED);
    expect(answer.data).toEqual(NONE_RATED);
    expect(codes(answer)).toEqual([code]);
    expect(paths(answer)).toEqual([0, 1, 2].flatMap((nth) => [`teams.${nth}.rating`, `teams.${nth}.stars`]));
    expectNothingLeaks(answer);
    hub.source.behave(twists());
    expect(await hub.ask(RATED)).toEqual({ data: ALL_RATED, errors: [] });
  });

  it.each<[string, Behaviour]>([
    ["C06: a byte at a time", drips(HELLO, 1, 50)],
    ["C07: a head alone", sends("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n")],
    ["C08: silence", isSilent],
  ])("%s is waited for no longer than its time", async (_, behaviour) => {
    const hasty = await startHostileFederation({ firstByte: 300, whole: 600 });
    hasty.source.behave(behaviour);
    const answer = await hasty.ask(RATED);
    expect([answer.data, codes(answer)]).toEqual([NONE_RATED, ["SOURCE_TIMEOUT"]]);
    await hasty.stop();
  });

  it("C17: a source that asks to be left alone is, and the rest is answered", async () => {
    const other = await startHostileFederation(PATIENT);
    other.source.behave(says("busy", { status: "503 Busy", headers: ["retry-after: 30"] }));
    expect(codes(await other.ask(RATED))).toEqual(["SOURCE_STATUS"]);
    const asked = other.source.asked.length;
    const answer = await other.ask(RATED);
    expect([answer.data, codes(answer), other.source.asked.length - asked]).toEqual([NONE_RATED, ["SOURCE_CIRCUIT_OPEN"], 0]);
    await other.stop();
  });

  it("C18: an answer without what was asked is told at each place", async () => {
    hub.source.behave(says('{"data":{}}'));
    const answer = await hub.ask(RATED);
    expect(answer.data).toEqual(NONE_RATED);
    expect(new Set(paths(answer))).toEqual(new Set([0, 1, 2].flatMap((nth) => [`teams.${nth}.rating`, `teams.${nth}.stars`])));
  });

  it("C21: of 60,000 errors, no more than are kept are told", async () => {
    hub.source.behave(twists(() => ({ data: null, errors: Array.from({ length: 60_000 }, () => ({ message: "opensesame" })) })));
    const answer = await hub.ask(RATED);
    expect(answer.data).toEqual(NONE_RATED);
    expect(answer.errors.length).toBeLessThanOrEqual(100);
    expect(codes(answer)).toEqual(["SOURCE_ERROR"]);
    expectNothingLeaks(answer);
  });

  it("C21: a path that leads to others' data leads nowhere", async () => {
    const errors = [["teams", 0, "name"], ["_entities", 99_999, "stars"], ["_entities", 0, "__proto__", "x"], [], ["_entities"]].map(
      (path) => ({ message: SECRET, path }),
    );
    hub.source.behave(twists((answer) => ({ ...answer, errors })));
    const answer = await hub.ask(RATED);
    expect(answer.data).toEqual(ALL_RATED);
    expect(paths(answer).some((path) => /name|size|budget|owner|proto/.test(path))).toBe(false);
    expectNothingLeaks(answer);
  });

  it("C22: what an error says of itself is not believed: its code is SOURCE_ERROR", async () => {
    const extensions = { code: "UNAUTHENTICATED", http: { status: 302, headers: { location: SECRET } }, stacktrace: [SECRET] };
    hub.source.behave(
      twists(({ data }) => {
        const [name = "", list] = Object.entries(data)[0] ?? [];
        const entities = (list as Record<string, unknown>[]).map((entity, nth) => (nth === 0 ? { ...entity, stars: null } : entity));
        return { data: { [name]: entities }, errors: [{ message: SECRET, path: [name, 0, "stars"], extensions }] };
      }),
    );
    const answer = await hub.ask(RATED);
    expect(answer.data).toEqual({ teams: [{ ...rated(1), stars: null }, rated(2), rated(3)] });
    expect(answer.errors).toEqual([
      {
        message: 'The source "evil" answered with an error; ask again, or without its fields.',
        path: ["teams", 0, "stars"],
        code: "SOURCE_ERROR",
      },
    ]);
    expectNothingLeaks(answer);
  });

  it.each<[string, unknown]>([
    ["stars", 2 ** 31],
    ["stars", 1.5],
    ["stars", "1"],
    ["stars", true],
    ["stars", {}],
    ["share", "0.5"],
    ["open", 0],
    ["open", "true"],
    ["code", {}],
    ["code", 1.5],
    ["mood", "UNKNOWN"],
    ["mood", 1],
    ["since", "yesterday"],
    ["since", 5],
    ["tags", "a"],
    ["tags", { a: "b" }],
    ["note", ["a"]],
    ["rating", [{ value: 1, by: [] }]],
    ["rating", "x"],
  ])("C23, C24: %s ← %j is told at its path, and null there only", async (name, value) => {
    hub.source.behave(
      eachEntity((entity, nth) =>
        nth === 1 ? { ...entity, [Object.keys(entity).find((key) => key.endsWith(name)) ?? name]: value } : entity,
      ),
    );
    const selection = name === "rating" ? "rating { value }" : name;
    const answer = await hub.ask(`{ teams { name budget ${selection} karma: stars @skip(if: true) } }`);
    const list = (answer.data as { teams: Record<string, unknown>[] }).teams;
    expect(list.map(({ name: called, budget }) => [called, budget])).toEqual([1, 2, 3].map((nth) => [`Team c${nth}`, 100 * nth]));
    expect(list.map((each) => each[name] === null)).toEqual([false, true, false]);
    expect(answer.errors).toMatchObject([{ path: ["teams", 1, name], code: "SOURCE_INVALID_VALUE" }]);
  });

  it("C23: 1e999 is no number", async () => {
    hub.source.behave(async (asked) => {
      const written: string[] = [];
      await twists()({ ...asked, socket: { write: (bytes: Buffer) => written.push(bytes.toString()) } as never });
      const body = written.join("").split("\r\n\r\n")[1]?.replace("0.5", "1e999") ?? "";
      says(body)(asked);
    });
    const answer = await hub.ask("{ teams { name share } }");
    expect(answer.data).toEqual({
      teams: [
        { name: "Team c1", share: null },
        { name: "Team c2", share: 0.5 },
        { name: "Team c3", share: 0.5 },
      ],
    });
    expect(answer.errors).toMatchObject([{ path: ["teams", 0, "share"], code: "SOURCE_INVALID_VALUE" }]);
  });

  it("C25: null for what may not be null takes no more with it than it has to", async () => {
    hub.source.behave(eachEntity((entity, nth) => (nth === 1 ? { ...entity, rating: { value: null, by: ["x", null] } } : entity)));
    const answer = await hub.ask(RATED);
    expect(answer.data).toEqual({ teams: [rated(1), { ...rated(2), rating: null }, rated(3)] });
    expect(answer.errors.every(({ path = [] }) => path.join(".").startsWith("teams.1.rating"))).toBe(true);
    expect(answer.errors.length).toBeGreaterThan(0);
  });

  it("C29: what came after one answer is never the next one's", async () => {
    const poison = answerBytes(JSON.stringify({ data: { _entities: [1, 2, 3].map(() => ({ stars: 666 })) } }));
    hub.source.behave(async (asked) => {
      await twists()(asked);
      asked.socket.write(poison);
    });
    for (let nth = 0; nth < 5; nth++) expect(await hub.ask(RATED)).toEqual({ data: ALL_RATED, errors: [] });
  });

  it("C29: what comes when the next question was sent already may be taken for its answer, but never for that of its records", async () => {
    const poison = answerBytes(
      JSON.stringify({ data: { _entities: [1, 2, 3].map(() => ({ stars: 666, rating: { value: 666, by: [] } })) } }),
    );
    hub.source.behave(async (asked) => {
      if (asked.nth === 0) await twists()(asked);
      else asked.socket.write(poison);
    });
    for (let nth = 0; nth < 3; nth++) expect(JSON.stringify(await hub.ask(RATED))).not.toContain("666");
  });

  it("C33: of two equal keys the last one counts, and is checked", async () => {
    hub.source.behave(says('{"data":{"_entities":[{"stars":1,"stars":"x"},{"stars":2},{"stars":3}]}}'));
    const answer = await hub.ask("{ teams { name stars } }");
    expect(JSON.stringify(answer.data)).not.toContain('"x"');
    expect((answer.data as { teams: { stars: unknown }[] }).teams[0]?.stars).toBeNull();
  });

  it("C34: a thousand questions that wait for a slow source hold none of the others up", async () => {
    const other = await startHostileFederation(PATIENT);
    other.source.behave(isSilent);
    const leaving = new AbortController();
    const slow = Array.from({ length: 1_000 }, () => other.ask(RATED, leaving.signal).catch(() => null));
    const quick = await other.ask("{ teams { name budget } }");
    expect(quick.errors).toEqual([]);
    expect(other.source.mostOpen).toBeLessThanOrEqual(20);
    leaving.abort();
    await Promise.all(slow);
    await other.stop();
  });
});

describe("D: a source that answers for others", () => {
  it("D01: values that others own are not taken from it", async () => {
    hub.source.behave(eachEntity((entity) => ({ ...entity, name: "HACKED", size: 999, budget: 777_777, id: "999" })));
    const answer = await hub.ask(RATED);
    expect(answer.data).toEqual(ALL_RATED);
    expect(answer.errors).toEqual([]);
  });

  it("D02: nor are objects under a link of another's", async () => {
    hub.source.behave(
      eachEntity((entity) => ({ ...entity, owner: { email: "evil@evil" }, rating: { value: 1, by: [], owner: { email: "evil@evil" } } })),
    );
    const { data } = await hub.ask(RATED);
    expect(data).toEqual({ teams: [1, 2, 3].map((nth) => ({ ...rated(nth), rating: { value: 1, by: [] } })) });
  });

  it("D03: a key that it rewrites never reaches another subgraph", async () => {
    hub.source.behave(eachEntity((entity) => ({ ...entity, id: "c9" })));
    const { data } = await hub.ask("{ teams { name perStar } }");
    expect(hub.sentToMoney).toEqual([1, 2, 3].map((nth) => ({ __typename: "Team", id: `c${nth}`, stars: nth })));
    expect(data).toEqual({ teams: [1, 2, 3].map((nth) => ({ name: `Team c${nth}`, perStar: 100 })) });
  });

  it("D04: a name that is another fetch's changes nothing, whichever it is", async () => {
    const names = [
      "a",
      "b",
      "name",
      "size",
      "budget",
      ...Array.from({ length: 8 }, (_, nth) => [`_${nth}_name`, `_${nth}_note`, `_${nth}_size`]).flat(),
    ];
    hub.source.behave(eachEntity((entity) => ({ ...Object.fromEntries(names.map((name) => [name, "HACKED"])), ...entity })));
    const { data, errors } = await hub.ask('{ teams { a: name b: note(tone: "low") name: size c: note(tone: "high") size: name budget } }');
    expect(errors).toEqual([]);
    expect(data).toEqual({
      teams: [1, 2, 3].map((nth) => ({
        a: `Team c${nth}`,
        b: "note low",
        name: 9 + nth,
        c: "note high",
        size: `Team c${nth}`,
        budget: 100 * nth,
      })),
    });
  });

  it.each([
    ["D05", "Person"],
    ["D06", "Nothing"],
    ["D06", "__proto__"],
    ["D06", ""],
  ])("%s: an entity of the type %j is dropped for it alone", async (_, typename) => {
    hub.source.behave(eachEntity((entity, nth) => (nth === 1 ? { ...entity, __typename: typename } : entity)));
    const answer = await hub.ask(RATED);
    expect(answer.data).toEqual({ teams: [rated(1), unrated(2), rated(3)] });
    expect(codes(answer)).toEqual(["SOURCE_ENTITY_MISMATCH"]);
    expect(paths(answer)).toEqual(["teams.1.rating", "teams.1.stars"]);
  });

  it.each(["Team", "Nothing", "Rating"])("D07: an object of the type %s is none of the interface's", async (typename) => {
    hub.source.behave(twists(({ data }) => ({ data: { prize: { ...(data.prize as object), __typename: typename } } })));
    const answer = await hub.ask("{ prize { __typename worth } teams { name } }");
    expect(answer.data).toEqual({ prize: null, teams: [1, 2, 3].map((nth) => ({ name: `Team c${nth}` })) });
    expect(answer.errors.map(({ path }) => path?.[0])).toEqual(["prize"]);
  });

  it.each<[string, (entities: readonly unknown[]) => unknown]>([
    ["fewer", (entities) => entities.slice(1)],
    ["more", (entities) => [...entities, entities[0]]],
    ["no", () => []],
  ])("D08: %s entities are taken for none", async (_, change) => {
    hub.source.behave(allEntities(change));
    const answer = await hub.ask(RATED);
    expect(answer.data).toEqual(NONE_RATED);
    expect(codes(answer)).toEqual(["SOURCE_ENTITY_MISMATCH"]);
    expect(paths(answer)).toEqual([0, 1, 2].flatMap((nth) => [`teams.${nth}.rating`, `teams.${nth}.stars`]));
  });

  it("D09: entities in another order are detected", async () => {
    hub.source.behave(allEntities((entities) => entities.toReversed()));
    const answer = await hub.ask(RATED);
    expect(answer.data).toEqual({ teams: [unrated(1), rated(2), unrated(3)] });
    expect(codes(answer)).toEqual(["SOURCE_ENTITY_MISMATCH"]);
  });

  it("D10: one entity for two keys is detected", async () => {
    hub.source.behave(allEntities((entities) => entities.map(() => entities[0])));
    const answer = await hub.ask(RATED);
    expect(answer.data).toEqual({ teams: [rated(1), unrated(2), unrated(3)] });
    expect(codes(answer)).toEqual(["SOURCE_ENTITY_MISMATCH"]);
  });

  it("D11: one that lies about its keys as well is wrong in its own fields alone", async () => {
    hub.source.behave(
      allEntities((entities) => {
        const list = entities as Record<string, unknown>[];
        const own = new Set(["stars", "rating"]);
        const swapped = list.toReversed();
        return list.map((entity, nth) =>
          Object.fromEntries(Object.entries(entity).map(([name, value]) => [name, own.has(name) ? swapped[nth]?.[name] : value])),
        );
      }),
    );
    const { data } = await hub.ask(RATED);
    expect(data).toEqual({ teams: [1, 2, 3].map((nth) => ({ ...team(nth), stars: 4 - nth, rating: { value: 4 - nth, by: ["x", "y"] } })) });
  });

  it("D12: of records that it lists though nobody asked, it shows what it owns", async () => {
    const { data } = await hub.ask("{ ratedTeams { id stars name budget } }");
    expect(data).toEqual({
      ratedTeams: [
        { id: "c1", stars: 1, name: "Team c1", budget: 100 },
        // The one that would have to name it doesn't know it.
        null,
      ],
    });
  });

  it("D13: names that are an object's own in JavaScript pollute nothing", async () => {
    const keys =
      '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"__defineGetter__":"x","hasOwnProperty":"x","toJSON":"x","then":"x",';
    hub.source.behave(async (asked) => {
      const written: string[] = [];
      await twists()({ ...asked, socket: { write: (bytes: Buffer) => written.push(bytes.toString()) } as never });
      says((written.join("").split("\r\n\r\n")[1] ?? "").replaceAll("{", `{${keys}`).replace(`{${keys}`, "{"))(asked);
    });
    const answer = await hub.ask(RATED);
    expectNothingLeaks(answer);
    expect((answer.data as typeof ALL_RATED).teams.map(({ name, budget }) => [name, budget])).toEqual(
      [1, 2, 3].map((nth) => [`Team c${nth}`, 100 * nth]),
    );
  });

  it("D14: it is sent the keys of what it is asked about, and nothing else", async () => {
    await hub.ask(RATED);
    const bodies = hub.source.asked.map(({ body }) => JSON.parse(body) as { variables: Record<string, unknown> });
    expect(bodies.flatMap(({ variables }) => Object.values(variables).flat())).toEqual(
      [1, 2, 3].map((nth) => ({ __typename: "Team", id: `c${nth}` })),
    );
    expect(JSON.stringify(bodies)).not.toMatch(/Team c1|example\.org|budget/);
  });

  it("D15: it is sent nothing of the client's headers", async () => {
    await hub.ask(RATED);
    const { head, body } = hub.source.asked[0] ?? { head: "", body: "" };
    expect(head).not.toMatch(/authorization|cookie|forwarded|opensesame/i);
    expect(body).not.toMatch(/opensesame/);
  });
});

it("tells the log of each fault what the user isn't told", async () => {
  hub.source.behave(says(SECRET));
  await hub.ask(RATED);
  expect(hub.faults.length).toBeGreaterThan(0);
  expect(hub.faults.every(({ subgraph, code }) => subgraph === "evil" && code === "SOURCE_INVALID_JSON")).toBe(true);
  expect(hub.faults[0]?.cause).toBeInstanceOf(SyntaxError);
});
