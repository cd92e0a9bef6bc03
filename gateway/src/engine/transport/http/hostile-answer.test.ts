import { type AnswerParts, answerBytes, says, saysJson } from "../../testing/hostile-source";
import { aSourceForEachTest } from "../../testing/hostile-tests";
import { outcomeOf, SECRET, shownOf } from "../../testing/outcome";
import { aQuestion } from "../../testing/question";
import type { HttpTransportOptions } from "./http-transport";

const hostile = aSourceForEachTest();

const transportOf = (options: Partial<HttpTransportOptions<null>> = {}) => hostile.transports.to(hostile.source.url, options);

const answer = () => transportOf().ask(aQuestion());

async function codeFor(body: string | Buffer, parts: AnswerParts = {}): Promise<string> {
  hostile.source.behave(says(body, parts));
  return outcomeOf(answer());
}

const HELLO = JSON.stringify({ data: { hello: "world" } });

describe("the text that a source answers", () => {
  it.each([
    ["truncated", '{"data":{"hello":"wor'],
    ["nothing", ""],
    ["trailing garbage", `${HELLO}x`],
    ["two documents", `${HELLO}${HELLO}`],
    ["two documents on lines", `${HELLO}\n${HELLO}`],
    ["a byte order mark", `\uFEFF${HELLO}`],
    ["NaN", '{"data":{"n":NaN}}'],
    ["Infinity", '{"data":{"n":Infinity}}'],
    ["a comment", '{"data":{}/* none */}'],
    ["a trailing comma", '{"data":{"a":1,}}'],
    ["single quotes", "{'data':{}}"],
    ["a control character in a string", '{"data":{"a":"\u0001"}}'],
    ["HTML that calls itself JSON", "<!doctype html><title>Login</title>"],
  ])("C13: %s is SOURCE_INVALID_JSON", async (_, body) => {
    expect(await codeFor(body)).toBe("SOURCE_INVALID_JSON");
  });

  it("C13: bytes that aren't UTF-8 are SOURCE_INVALID_JSON, and UTF-16 as well", async () => {
    expect(await codeFor(Buffer.concat([Buffer.from('{"data":{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}}')]))).toBe(
      "SOURCE_INVALID_JSON",
    );
    expect(await codeFor(Buffer.from(HELLO, "utf16le"))).toBe("SOURCE_INVALID_JSON");
  });

  it("is plain where there is no backslash in it", async () => {
    hostile.source.behave(says('{"data":{"text":"Genève 🌍"}}'));
    expect(await answer()).toMatchObject({ plain: true });
    hostile.source.behave(says('{"data":{"text":"Gen\\u00e8ve"}}'));
    expect(await answer()).toMatchObject({ data: { text: "Genève" }, plain: false });
    hostile.source.behave(says('{"data":{"text":"a\\\\b"}}'));
    expect(await answer()).toMatchObject({ data: { text: "a\\b" }, plain: false });
  });

  it("takes every script of the world as it stands", async () => {
    const text = "Genève · Женева · 日内瓦 · جنيف · 🌍 · \u2028";
    hostile.source.behave(saysJson({ data: { text } }));
    expect((await answer()).data).toEqual({ text });
  });

  it.each([
    ["HTML", "text/html"],
    ["plain text", "text/plain"],
    ["none", null],
    ["another charset", "application/json; charset=iso-8859-1"],
    ["UTF-16", "application/json;charset=utf-16"],
    ["JSON lines", "application/x-ndjson"],
    ["a multipart answer", "multipart/mixed; boundary=-"],
    ["an event stream", "text/event-stream"],
    ["two types", "application/json\r\ncontent-type: text/html"],
  ])("C14: JSON that calls itself %s is SOURCE_CONTENT_TYPE", async (_, type) => {
    expect(await codeFor(HELLO, { type })).toBe("SOURCE_CONTENT_TYPE");
  });

  it.each(["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"', "application/graphql-response+json"])(
    "C14: takes %s",
    async (type) => {
      expect(await codeFor(HELLO, { type })).toBe("ANSWERED");
    },
  );

  it.each([
    "201 Created",
    "202 Accepted",
    "203 Non-Authoritative",
    "204 No Content",
    "206 Partial Content",
    "226 IM Used",
    "304 Not Modified",
  ])("C15: %s is SOURCE_STATUS", async (status) => {
    expect(await codeFor(status.startsWith("204") || status.startsWith("304") ? "" : HELLO, { status })).toBe("SOURCE_STATUS");
  });

  it.each([401, 403, 404, 418, 429, 500, 502, 503, 504])(
    "C16: status %d is SOURCE_STATUS, and nothing of its body is seen",
    async (status) => {
      const body = JSON.stringify({ errors: [{ message: SECRET }] });
      hostile.source.behave(says(body, { status: `${status} ${SECRET}` }));
      const shown = await shownOf(answer());
      expect(shown).toContain('"SOURCE_STATUS"');
      expect(shown).not.toMatch(/postgres|opensesame|srv|127\.0\.0\.1|http/);
    },
  );

  it("C16: takes a GraphQL answer under a refusing status where its type says that it is one, and only then", async () => {
    const body = JSON.stringify({ data: { hello: "world" }, errors: [{ message: "no team", path: ["team"] }] });
    const parts = { status: "400 Bad Request", type: "application/graphql-response+json" };
    hostile.source.behave(says(body, parts));
    expect(await answer()).toMatchObject({ data: { hello: "world" }, errors: [{ message: "no team", path: ["team"] }] });
    expect(await codeFor(JSON.stringify({ detail: SECRET }), parts)).toBe("SOURCE_STATUS");
    expect(await codeFor(body, { ...parts, status: "302 Found" })).toBe("SOURCE_REDIRECT");
    expect(await codeFor(body, { ...parts, status: "206 Partial Content" })).toBe("SOURCE_STATUS");
  });

  it("C16: takes the errors under a status of 400 as a GraphQL answer's, and nothing else under it", async () => {
    const parts = { status: "400 Bad Request", type: "application/json" };
    hostile.source.behave(says(JSON.stringify({ errors: [{ message: SECRET, path: ["team"] }] }), parts));
    expect(await answer()).toMatchObject({ data: null, errors: [{ path: ["team"] }] });
    for (const body of [HELLO, "{{{", "[]", '{"errors":[]}', '{"errors":[7]}', JSON.stringify({ detail: SECRET })]) {
      expect(await codeFor(body, parts)).toBe("SOURCE_STATUS");
    }
    expect(await codeFor(`{"errors":[{"message":"${"x".repeat(6_000_000)}"}]}`, parts)).toBe("SOURCE_TOO_LARGE");
    expect(await codeFor('{"errors":[{"message":"no"}]}', { ...parts, type: "text/html" })).toBe("SOURCE_STATUS");
  });

  it("C16, control: a client that shows what it got shows all of it", async () => {
    hostile.source.behave(says(SECRET, { status: "500 Oops" }));
    const response = await fetch(hostile.source.url, { method: "POST", body: "{}" });
    expect(await response.text()).toContain("opensesame");
  });

  it.each([
    "null",
    "[]",
    '"x"',
    "1",
    "true",
    "{}",
    '{"data":[]}',
    '{"data":"x"}',
    '{"data":1}',
    '{"data":null}',
    '{"data":null,"errors":[]}',
    '{"errors":[]}',
    '{"error":"x"}',
  ])("C18: %s is SOURCE_INVALID_SHAPE", async (body) => {
    expect(await codeFor(body)).toBe("SOURCE_INVALID_SHAPE");
  });

  it("C18: an object without what was asked is an answer, whose gaps are told when it is read", async () => {
    hostile.source.behave(says('{"data":{}}'));
    expect(await answer()).toEqual({ data: {}, errors: [], bytes: 11, plain: true });
  });

  it.each(['"x"', "{}", "1", "true", "[null]", '["x"]', "[[]]", '[{"message":"a"},null]'])(
    "C21: errors that are %s are SOURCE_INVALID_SHAPE",
    async (errors) => {
      expect(await codeFor(`{"data":{"hello":"world"},"errors":${errors}}`)).toBe("SOURCE_INVALID_SHAPE");
    },
  );

  it("C21: keeps 20 of 60,000 errors and counts the rest", async () => {
    hostile.source.behave(saysJson({ data: null, errors: Array.from({ length: 60_000 }, () => ({})) }));
    const { errors, errorsLeftOut } = await answer();
    expect(errors).toHaveLength(20);
    expect(errorsLeftOut).toBe(59_980);
    expect(await codeFor(`{"errors":[${"{},".repeat(200_000)}{}]}`)).toBe("SOURCE_TOO_MANY_NODES");
  });

  it("C21: cuts a long message, and drops a path that is none", async () => {
    const paths = [["a", 0, "b"], "a", [null], [{}], [0.5], Array(1_000).fill("a"), { a: 1 }];
    hostile.source.behave(saysJson({ data: {}, errors: paths.map((path) => ({ message: "m".repeat(100_000), path })) }));
    const { errors } = await answer();
    expect(errors.map(({ path }) => path)).toEqual([["a", 0, "b"], ...Array(6).fill(undefined)]);
    expect(errors.every(({ message }) => message.length === 2_000)).toBe(true);
    expect(await codeFor(JSON.stringify({ data: {}, errors: [{ message: "m".repeat(10_000_000) }] }))).toBe("SOURCE_TOO_LARGE");
    expect(await codeFor(JSON.stringify({ data: {}, errors: [{ message: "m", path: Array(1_000_000).fill(1) }] }))).toBe(
      "SOURCE_TOO_MANY_NODES",
    );
  });

  it("C21: an error without words is one without words", async () => {
    hostile.source.behave(saysJson({ data: {}, errors: [{ message: { toString: "x" } }] }));
    expect((await answer()).errors).toEqual([{ message: "", path: undefined, extensions: undefined }]);
  });

  it("C22: drops what an error carries beside its words, but for what is asked of it", async () => {
    const extensions = { code: "UNAUTHENTICATED", http: { status: 302, headers: { location: SECRET } }, stacktrace: [SECRET] };
    hostile.source.behave(saysJson({ data: {}, errors: [{ message: "m", extensions }] }));
    expect((await answer()).errors[0]?.extensions).toBeUndefined();
    const kept = transportOf({ faultExtensions: ({ code }) => (typeof code === "string" ? { code } : undefined) });
    expect((await kept.ask(aQuestion())).errors[0]?.extensions).toEqual({ code: "UNAUTHENTICATED" });
  });

  it("tells of an answer's extensions only whoever asked for them", async () => {
    hostile.source.behave(saysJson({ data: {}, extensions: { asOf: 7 } }));
    const told: unknown[] = [];
    expect(await transportOf({ onExtensions: (extensions) => told.push(extensions) }).ask(aQuestion())).toEqual({
      data: {},
      errors: [],
      bytes: 35,
      plain: true,
    });
    expect(told).toEqual([{ asOf: 7 }]);
  });

  it("C31: hands on Cache-Control as it came, and heeds neither Vary nor ETag", async () => {
    const headers = ["cache-control: public, max-age=1000000000", "vary: *", 'etag: "x"', "age: -1"];
    hostile.source.behave(saysJson({ data: {} }, { headers }));
    expect(await answer()).toEqual({ data: {}, errors: [], bytes: 11, plain: true, cacheControl: "public, max-age=1000000000" });
    expect(hostile.source.asked.at(-1)?.head).not.toMatch(/if-none-match|if-modified-since/i);
    const before = hostile.source.asked.length;
    await answer();
    expect(hostile.source.asked.length - before).toBe(1);
  });

  it("C33: the last of two equal keys counts, whatever they hold", async () => {
    hostile.source.behave(says('{"data":{"a":1},"data":{"a":2,"a":3}}'));
    expect((await answer()).data).toEqual({ a: 3 });
    expect(await codeFor('{"data":{"a":1},"data":[]}')).toBe("SOURCE_INVALID_SHAPE");
    expect(await codeFor('{"data":{"a":1},"d\\u0061ta":null}')).toBe("SOURCE_INVALID_SHAPE");
  });

  it("C33: a key __proto__ is a key like any other", async () => {
    hostile.source.behave(
      says(
        '{"data":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}},"__proto__":{"errors":[{"message":"x"}]}}',
      ),
    );
    const { data, errors } = await answer();
    expect(Object.keys(data ?? {})).toEqual(["__proto__", "constructor"]);
    expect(errors).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("answers with one fixed sentence for each fault, which names the source and nothing else", async () => {
    hostile.source.behave(({ socket }) => void socket.end(answerBytes(SECRET)));
    expect(await shownOf(answer())).toBe(
      JSON.stringify({
        message: 'The source "hostile" answered with text that isn\'t JSON; its agency has to repair it.',
        code: "SOURCE_INVALID_JSON",
        facts: {},
      }),
    );
  });
});
