import { connect } from "node:net";
import fc from "fast-check";
import { raw, statusesIn } from "../../testing/raw";
import { startTinyHub, type TinyHub } from "../../testing/tiny-hub";
import { holdGate } from "../../testing/tiny-teams";
import { GraphqlEndpoint } from "../graphql-endpoint";
import { readWholeRequest } from "./read-whole-request";

const QUESTIONS = [
  '{"query":"{ teams { id } }"}',
  '{"query":"query Names { teams { name } }","operationName":"Names"}',
  '{"query":"{ nothing }"}',
  '{"query":"{ teams"}',
  '{"query":"mutation { write }"}',
  '{"query":"{ refused }"}',
  '{"query":"{ teams { id } }","query":"{ teams { name } }"}',
  '{"query":"{ teams { id } }","variables":{"a":"Genève 日本 🌍"}}',
  '[{"query":"{ teams { id } }"}]',
  '{"query":',
  "null",
  "\u00ff",
];

const FIELDS = [
  "Accept: application/json",
  "Accept: application/graphql-response+json",
  "Accept: text/event-stream",
  "Accept: text/html",
  "accept: */*",
  "Connection: keep-alive",
  "Connection: close",
  "connection: Keep-Alive",
  "Connection: keep-alive, upgrade",
  "Authorization: Bearer good",
  "Authorization: Bearer stolen",
  "Host: other",
  "X-One: a  b",
  "X-One: twice",
  "X-Empty:",
  "X-Tab: a\tb",
  "X-Folded: a\r\n b",
  "X-Spaced : a",
  "X-Latin: é",
  "__proto__: a",
  "constructor: a",
  "Expect: 100-continue",
  "Transfer-Encoding: chunked",
  "transfer-encoding: identity",
  "Content-Length: 5",
  "Content-Encoding: gzip",
  "Content-Encoding: identity",
  "Upgrade: h2c",
  "TE: trailers",
  "Origin: https://evil.example",
];

const STARTS = [
  "POST /graphql HTTP/1.1",
  "POST /graphql HTTP/1.0",
  "POST /graphql?x=1 HTTP/1.1",
  "GET /graphql HTTP/1.1",
  "POST /graphql/ HTTP/1.1",
  "POST  /graphql HTTP/1.1",
  "post /graphql HTTP/1.1",
];
const TYPES = ["application/json", "application/json; charset=utf-8", "application/json; charset=utf-7", "text/plain", "application/xml"];
const LENGTHS = [(bytes: number) => `0${bytes}`, (bytes: number) => `+${bytes}`, (bytes: number) => `${bytes - 1}`, () => "0"];

/** Mostly as it should be, so that every other oddity is met alone, too. */
const mostly = <T>(usual: T, others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 8 }, { arbitrary: fc.constantFrom(...others), weight: 1 });

const REQUEST = fc
  .record({
    start: mostly(STARTS[0] ?? "", STARTS),
    host: mostly("Host: hub", ["host:hub", "Host:  hub", "Host:"]),
    type: mostly(TYPES[0] ?? "", TYPES),
    length: mostly((bytes: number) => String(bytes), LENGTHS),
    fields: fc.array(fc.constantFrom(...FIELDS), { maxLength: 3 }),
    body: fc.constantFrom(...QUESTIONS),
    line: mostly("\r\n", ["\n"]),
  })
  .map(({ start, host, type, length, fields, body, line }) => {
    const size = `Content-Length: ${length(Buffer.byteLength(body))}`;
    return Buffer.from(`${[start, host, `Content-Type: ${type}`, size, ...fields].join(line)}${line}${line}${body}`);
  });

/** One byte changed, put in, left out; or the bytes of two requests behind one another; or nothing. */
const HURT = fc.oneof(
  { arbitrary: fc.constant((bytes: Buffer) => bytes), weight: 4 },
  {
    arbitrary: fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat(2)).map(([at, byte, gone]) => (bytes: Buffer) => {
      const place = at % bytes.length;
      return Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place + gone)]);
    }),
    weight: 3,
  },
  { arbitrary: fc.constant((bytes: Buffer) => Buffer.concat([bytes, bytes])), weight: 1 },
);

const BYTES = fc.tuple(REQUEST, HURT).map(([bytes, hurt]) => hurt(bytes));
/** A request that the hub reads itself. */
const whole = (body: string): string =>
  `POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

const LAST = Buffer.from("GET /healthz HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n");

/** What comes back until the hub closes. Each piece waits for the answer to the one before: one that is never whole is told so in time. */
function answerTo(port: number, pieces: readonly Buffer[]): Promise<string> {
  return new Promise((resolve) => {
    const answer: Buffer[] = [];
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, async () => {
      for (const piece of pieces) {
        const answered = new Promise((done) => socket.once("data", done).once("close", done));
        socket.write(piece);
        await answered;
      }
      socket.write(LAST);
    });
    socket.on("data", (bytes) => void answer.push(bytes));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(untilClosed(Buffer.concat(answer).toString("latin1")).replace(/\r\nDate: [^\r]+/g, "")));
  });
}

/** Answers up to the first that is said to be the last: nobody reads what Node's server may still write behind it. */
function untilClosed(answer: string): string {
  const last = /^[\s\S]*?\r\nConnection: close\r\n[\s\S]*?\r\n\r\n/i.exec(answer)?.[0];
  if (last === undefined) return answer;
  const length = Number(/Content-Length: (\d+)(?![\s\S]*Content-Length)/.exec(last)?.[1] ?? 0);
  return answer.slice(0, last.length + length);
}

/** What the hub answers by its own reader, and where everything is handed to Node's. */
async function bothWays(port: number, asked: readonly (readonly Buffer[])[]): Promise<[string[], string[]]> {
  const mine = await Promise.all(asked.map((pieces) => answerTo(port, pieces)));
  const handsOver = jest.spyOn(GraphqlEndpoint.prototype, "takesWhole").mockReturnValue(false);
  const theirs = await Promise.all(asked.map((pieces) => answerTo(port, pieces)));
  handsOver.mockRestore();
  return [mine, theirs];
}

const shown = (asked: readonly (readonly Buffer[])[], answers: readonly string[]): string[] =>
  answers.map((answer, at) => `${asked[at]?.map((piece) => piece.toString("latin1")).join(" | ")} -> ${answer}`);

describe("the hub's own reader of requests", () => {
  let own: TinyHub;
  let port: number;
  beforeAll(async () => {
    own = await startTinyHub({ settings: { bodyMs: 2_000, headersMs: 2_000, reader: "own" } });
    ({ port } = await own.gateway.listen(0, "127.0.0.1"));
  });
  afterAll(() => own.gateway.stop());

  it("answers as Node's does, byte for byte, whatever it is sent", async () => {
    const samples = fc.sample(BYTES, { numRuns: 600, seed: 20261123 }).map((bytes) => [bytes]);
    const read = samples.filter(([bytes]) => bytes !== undefined && readWholeRequest(bytes) !== null).length;
    // Neither all of them nor none: both ways are taken.
    expect([read > 60, read < 540]).toEqual([true, true]);
    while (samples.length > 0) {
      const asked = samples.splice(0, 300);
      const [mine, theirs] = await bothWays(port, asked);
      expect(shown(asked, mine)).toEqual(shown(asked, theirs));
    }
  });

  it("goes on as Node's does when plain requests and others come over one connection", async () => {
    const samples = fc.sample(fc.array(BYTES, { minLength: 2, maxLength: 4 }), { numRuns: 60, seed: 7 });
    const [mine, theirs] = await bothWays(port, samples);
    expect(shown(samples, mine)).toEqual(shown(samples, theirs));
  });

  it("tells pages of other sites what Node's server would, byte for byte", async () => {
    const open = await startTinyHub({ settings: { corsOrigins: ["https://dashboard.example.org", "https://evil.example.org"] } });
    const { port: address } = await open.gateway.listen(0, "127.0.0.1");
    const origins = ["", "Origin: https://dashboard.example.org\r\n", "Origin: https://evil.example\r\n", "Origin: null\r\n"];
    const asked = origins.flatMap((origin) =>
      QUESTIONS.slice(0, 4).map((body) => [Buffer.from(whole(body).replace("Content-Type", `${origin}Content-Type`))]),
    );
    expect(asked.every(([bytes]) => bytes !== undefined && readWholeRequest(bytes) !== null)).toBe(true);
    const readWhole = jest.spyOn(GraphqlEndpoint.prototype, "handleWhole");
    const [mine, theirs] = await bothWays(address, asked);
    expect(readWhole).toHaveBeenCalledTimes(asked.length);
    readWhole.mockRestore();
    expect(shown(asked, mine)).toEqual(shown(asked, theirs));
    const told = mine.map((answer) => [/Access-Control-Allow-Origin: (\S+)/.exec(answer)?.[1], answer.includes("\r\nVary: Origin\r\n")]);
    const expected = [undefined, "https://dashboard.example.org", undefined, undefined].flatMap((site) => Array(4).fill([site, true]));
    expect(told).toEqual(expected);
    await open.gateway.stop();
  });

  it("answers in order what comes before the last answer went out", async () => {
    const open = holdGate(own.controls);
    own.controls.contexts.length = 0;
    const answer = raw(port, async (send) => {
      send(whole('{"query":"{ waits }"}'));
      while (own.controls.contexts.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      send(whole('{"query":"{ nothing }"}'));
      send(String(LAST));
      await new Promise((resolve) => setTimeout(resolve, 20));
      open();
    });
    await expect(answer).resolves.toMatch(/200 OK[\s\S]*"waits":"done"[\s\S]*400 Bad Request[\s\S]*"alive":true/);
  });

  it("stops the work of a client that leaves, and notes its request", async () => {
    const open = holdGate(own.controls);
    own.controls.requests.length = 0;
    own.log.length = 0;
    const socket = connect(port, "127.0.0.1", () => void socket.write(whole('{"query":"{ waits }"}')));
    while (own.controls.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    socket.destroy();
    while (own.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(own.controls.requests[0]?.work.draw(2_000_000)).rejects.toThrow();
    open();
  });

  it("closes a connection that stays silent, and one that asks nothing more", async () => {
    const silent = await raw(port, () => undefined);
    expect(statusesIn(silent)).toEqual([408]);
    const once = await raw(port, (send) => send(whole('{"query":"{ teams { id } }"}')));
    expect(statusesIn(once)).toEqual([200]);
  });

  it("closes at once what waits for a request when the hub stops, and once it is answered what doesn't", async () => {
    const stopping = await startTinyHub();
    const { port: own } = await stopping.gateway.listen(0, "127.0.0.1");
    const open = holdGate(stopping.controls);
    const silent = raw(own, () => undefined);
    const asking = raw(own, (send) => send(whole('{"query":"{ waits }"}')));
    while (stopping.controls.contexts.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const stopped = stopping.gateway.stop();
    await expect(silent).resolves.toBe("");
    open();
    await expect(asking).resolves.toMatch(/^HTTP\/1.1 200 OK[\s\S]*Connection: close[\s\S]*"waits":"done"/);
    await stopped;
  });
});
