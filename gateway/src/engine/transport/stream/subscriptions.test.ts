import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as immediately, setTimeout as wait } from "node:timers/promises";
import { buildSchema, type GraphQLSchema } from "graphql";
import { createHandler } from "graphql-sse/lib/use/http";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { startHostileSocket } from "../../testing/hostile-socket";
import { answerBytes, chunk, floods, type HostileSource, isSilent, says, sends, startHostileSource } from "../../testing/hostile-source";
import { SECRET } from "../../testing/outcome";
import { aQuestion } from "../../testing/question";
import { HttpTransport } from "../http/http-transport";
import type { StreamLimits } from "./stream-limits";

const TEXT = "subscription ($to: Int!) { count(to: $to) }";
/** One attempt, and no waiting. */
const ONCE = { reconnects: 0, begin: 1_000 };

/** Counts to a number, or for ever. */
type Counting = (to: number) => AsyncGenerator<{ readonly count: string }>;

const honestly: Counting = async function* (to) {
  for (let count = 1; count <= to; count++) yield { count: String(count) };
};
let counting = honestly;
let ended = 0;

function countingSchema(): GraphQLSchema {
  const schema = buildSchema("type Query { a: Int } type Subscription { count(to: Int!): String }");
  const field = schema.getSubscriptionType()?.getFields().count;
  if (field === undefined) throw new Error("nothing counts");
  field.subscribe = async function* (_, { to }) {
    try {
      yield* counting(to);
    } finally {
      ended++;
    }
  };
  return schema;
}

let server: Server;
let sockets: WebSocketServer;
const transports: HttpTransport<null>[] = [];

beforeAll(async () => {
  const schema = countingSchema();
  const sse = createHandler({ schema });
  server = createServer((request, response) => void sse(request, response).catch(() => undefined)).listen(0, "127.0.0.1");
  await once(server, "listening");
  sockets = new WebSocketServer({ server, path: "/graphql" });
  useServer({ schema }, sockets);
});
afterEach(async () => {
  counting = honestly;
  await Promise.all(transports.splice(0).map((transport) => transport.close()));
});
afterAll(() => {
  for (const socket of sockets.clients) socket.terminate();
  server.closeAllConnections();
  server.close();
});

type Protocol = "SSE" | "WEBSOCKET";
const PROTOCOLS: readonly Protocol[] = ["SSE", "WEBSOCKET"];
const urlOf = (protocol: Protocol, port = (server.address() as AddressInfo).port) =>
  `${protocol === "SSE" ? "http" : "ws"}://127.0.0.1:${port}/graphql`;

function events(
  protocol: Protocol,
  to: number,
  facts: { limits?: Partial<StreamLimits>; signal?: AbortSignal; url?: string; text?: string } = {},
) {
  const { limits = ONCE, signal = new AbortController().signal, url = urlOf(protocol), text = TEXT } = facts;
  const transport = new HttpTransport<null>({ subgraph: "live", url: "http://127.0.0.1:1/", subscriptions: { protocol, url, limits } });
  transports.push(transport);
  const asked = transport.subscribe?.(aQuestion({ text, kind: "subscription", variables: { to }, signal }));
  if (asked === undefined) throw new Error("it isn't granted");
  return asked;
}

/** What came, and how it ended. */
async function told(asked: ReturnType<typeof events>): Promise<string[]> {
  const list: string[] = [];
  try {
    for await (const { data, errors } of asked) list.push(errors.length > 0 ? `error ${errors[0]?.message}` : String(data?.count));
    return [...list, "end"];
  } catch (error) {
    expect((error as Error).message).not.toContain("opensesame");
    return [...list, (error as { code: string }).code];
  }
}

describe.each(PROTOCOLS)("a subscription over %s", (protocol) => {
  it("gives each event, and ends when it is complete", async () => {
    expect(await told(events(protocol, 5))).toEqual(["1", "2", "3", "4", "5", "end"]);
  });

  it("tells why it was refused", async () => {
    const refused = await told(events(protocol, 1, { text: "subscription { nothing }" }));
    expect(refused[0]).toMatch(protocol === "SSE" ? /SOURCE_STATUS|^error/ : /^error Cannot query field/);
  });

  it("ends what is asked of the source when the signal says so, in the middle of waiting", async () => {
    counting = async function* () {
      for (let count = 1; ; count++) {
        yield { count: String(count) };
        await wait(5);
      }
    };
    const before = ended;
    const leaving = new AbortController();
    const list: string[] = [];
    for await (const { data } of events(protocol, 1, { signal: leaving.signal })) {
      list.push(String(data?.count));
      if (list.length === 3) leaving.abort();
    }
    expect(list).toEqual(["1", "2", "3"]);
    while (ended === before) await wait(5);
  });

  it("asks nothing for one who has left already", async () => {
    expect(await told(events(protocol, 1, { signal: AbortSignal.abort() }))).toEqual(["end"]);
  });
});

/** Takes one event, waits until the source stands still, and takes more until it goes on. */
async function takesSlowly(asked: AsyncIterable<unknown>, sent: () => number): Promise<void> {
  const taken = asked[Symbol.asyncIterator]();
  await taken.next();
  let before = 0;
  // What the sockets hold is full, then.
  for (; sent() !== before; await wait(200)) before = sent();
  while (sent() === before) await taken.next();
}

describe("a source that sends faster than its events are taken", () => {
  const limits = { ...ONCE, waiting: 10, eventsPerSecond: 1_000_000 };

  it("stands still over WebSocket until they are", async () => {
    let sent = 0;
    counting = async function* () {
      for (;;) {
        await immediately();
        sent++;
        yield { count: "x".repeat(100_000) };
      }
    };
    const leaving = new AbortController();
    await takesSlowly(events("WEBSOCKET", 1, { signal: leaving.signal, limits }), () => sent);
    leaving.abort();
  });

  it("stands still over SSE until they are", async () => {
    const sent = { bytes: 0 };
    const piece = chunk(`event: next\ndata: {"data":{"count":"${"x".repeat(100_000)}"}}\n\n`);
    const source = await startHostileSource(
      floods("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n", piece, 1e12, sent),
    );
    const leaving = new AbortController();
    await takesSlowly(events("SSE", 1, { signal: leaving.signal, limits, url: source.url }), () => sent.bytes);
    leaving.abort();
    await source.deserted();
    await source.stop();
  });
});

describe("a hostile source of events over SSE", () => {
  let source: HostileSource;
  const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
  const next = (data: string) => chunk(`event: next\ndata: ${data}\n\n`);

  beforeEach(async () => {
    source = await startHostileSource(isSilent);
  });
  afterEach(() => source.stop());

  const ask = (limits: Partial<StreamLimits> = {}) => told(events("SSE", 1, { url: source.url, limits: { ...ONCE, ...limits } }));
  const stream = (...pieces: readonly (Buffer | string)[]) =>
    sends(Buffer.concat([Buffer.from(HEAD), ...pieces.map((piece) => Buffer.from(piece))]));

  it.each([
    ["an event without end", [chunk(`event: next\ndata: ${"x".repeat(1_100_000)}`)], ["SOURCE_TOO_LARGE"]],
    ["lines without end", [chunk("data: x\n".repeat(200_000))], ["SOURCE_TOO_LARGE"]],
    ["one that is nested too deeply", [next(`{"data":${'{"a":'.repeat(70)}1${"}".repeat(70)}}`)], ["SOURCE_TOO_DEEP"]],
    ["one of too many values", [next(`{"data":{"count":[${"1,".repeat(60_000)}1]}}`)], ["SOURCE_TOO_MANY_NODES"]],
    ["one that isn't JSON", [next('{"data":')], ["SOURCE_INVALID_JSON"]],
    ["one that is no answer", [next("[]")], ["SOURCE_INVALID_SHAPE"]],
    ["one that came before such a one", [next('{"data":{"count":1}}'), next("null")], ["1", "SOURCE_INVALID_SHAPE"]],
    [
      "kinds that nobody knows",
      [chunk("event: alert\ndata: x\n\n"), next('{"data":{"count":1}}'), chunk("event: complete\n\n")],
      ["1", "end"],
    ],
    ["an end that isn't said", [next('{"data":{"count":1}}'), "0\r\n\r\n"], ["1", "SOURCE_UNAVAILABLE"]],
  ])("%s", async (_, pieces, expected) => {
    source.behave(stream(...pieces));
    expect(await ask()).toEqual(expected);
    await source.deserted();
  });

  it.each([
    ["SOURCE_STATUS", says(SECRET, { status: "500 Oops" })],
    ["SOURCE_CONTENT_TYPE", says("{}")],
    ["SOURCE_REDIRECT", says("", { status: "307 Elsewhere", headers: ["location: http://127.0.0.1:1/"] })],
    ["SOURCE_ENCODING", sends(HEAD.replace("\r\n\r\n", "\r\ncontent-encoding: gzip\r\n\r\n"))],
    ["SOURCE_UNAVAILABLE", sends("no HTTP\r\n\r\n")],
    ["SOURCE_TIMEOUT", isSilent],
  ])("%s", async (code, behaviour) => {
    source.behave(behaviour);
    expect(await ask({ begin: 100 })).toEqual([code]);
    await source.deserted();
  });

  it("is given up when it says nothing for too long, be it a comment", async () => {
    source.behave(({ socket }) => {
      socket.write(HEAD);
      let said = 0;
      const timer = setInterval(() => (++said < 10 ? socket.write(chunk(": here\n")) : clearInterval(timer)), 20);
    });
    const began = source.asked.length;
    expect(await ask({ idle: 100 })).toEqual(["SOURCE_TIMEOUT"]);
    expect(source.asked.length - began).toBe(1);
  });

  it("is asked anew when its connection was lost", async () => {
    let asked = 0;
    source.behave(({ socket }) => {
      asked++;
      socket.write(
        Buffer.concat([Buffer.from(HEAD), next(`{"data":{"count":${asked}}}`), ...(asked === 3 ? [chunk("event: complete\n\n")] : [])]),
      );
      if (asked < 3) setTimeout(() => socket.destroy(), 20);
    });
    expect(await ask({ reconnects: 2, reconnectWait: 1 })).toEqual(["1", "2", "3", "end"]);
  });
});

describe("a hostile source of events over WebSocket", () => {
  const ask = async (messages: readonly (string | Buffer)[], limits: Partial<StreamLimits> = {}) => {
    const socket = await startHostileSocket(messages);
    try {
      return await told(events("WEBSOCKET", 1, { url: socket.url, limits: { ...ONCE, ...limits } }));
    } finally {
      await socket.stop();
    }
  };
  const ACK = '{"type":"connection_ack"}';
  const next = (payload: string) => `{"id":"1","type":"next","payload":${payload}}`;

  it.each([
    ["a message that is too large", [ACK, next(`{"data":{"count":"${"x".repeat(1_100_000)}"}}`)], ["SOURCE_TOO_LARGE"]],
    ["one that is nested too deeply", [ACK, next(`{"data":${'{"a":'.repeat(70)}1${"}".repeat(70)}}`)], ["SOURCE_TOO_DEEP"]],
    ["one of too many values", [ACK, next(`{"data":{"count":[${"1,".repeat(60_000)}1]}}`)], ["SOURCE_TOO_MANY_NODES"]],
    ["one that isn't JSON", [ACK, "{"], ["SOURCE_INVALID_JSON"]],
    ["one that isn't UTF-8", [ACK, Buffer.from([0xc3, 0x28])], ["SOURCE_INVALID_JSON"]],
    ["one that is no answer", [ACK, next("[]")], ["SOURCE_INVALID_SHAPE"]],
    ["one that is no message", [ACK, "[]"], ["SOURCE_INVALID_SHAPE"]],
    ["an event for another question", [ACK, next('{"data":{}}').replace('"1"', '"2"')], ["SOURCE_INVALID_SHAPE"]],
    [
      "an event before it was asked",
      [next('{"data":{"count":0}}'), ACK, next('{"data":{"count":1}}'), '{"id":"1","type":"complete"}'],
      ["1", "end"],
    ],
    ["two welcomes", [ACK, ACK, next('{"data":{"count":1}}'), '{"id":"1","type":"complete"}'], ["1", "end"]],
    ["errors that are none", [ACK, '{"id":"1","type":"error","payload":"x"}'], ["SOURCE_INVALID_SHAPE"]],
    ["nothing after the welcome", [ACK], ["SOURCE_TIMEOUT"]],
    ["no welcome", [], ["SOURCE_TIMEOUT"]],
  ])("%s", async (_, messages, expected) => {
    expect(await ask(messages, { begin: 200, idle: 200 })).toEqual(expected);
  });

  it.each([
    ["SOURCE_STATUS", answerBytes(SECRET, { status: "403 Forbidden" })],
    ["SOURCE_REDIRECT", answerBytes("", { status: "302 Found", headers: ["location: ws://127.0.0.1:1/"] })],
    ["SOURCE_UNAVAILABLE", Buffer.from("no HTTP\r\n\r\n")],
  ])("a handshake that is answered by something else: %s", async (code, bytes) => {
    const source = await startHostileSource(sends(bytes));
    expect(await told(events("WEBSOCKET", 1, { url: source.url.replace("http", "ws") }))).toEqual([code]);
    await source.stop();
  });
});

it("is granted over the protocol that its address speaks", () => {
  const grant = (protocol: Protocol, url: string) =>
    new HttpTransport({ subgraph: "live", url: "http://a.example/", subscriptions: { protocol, url } });
  expect(() => grant("SSE", "ws://a.example/")).toThrow("live can't be asked over ws:");
  expect(() => grant("WEBSOCKET", "http://a.example/")).toThrow("live can't be asked over http:");
  expect(grant("SSE", "https://a.example/").subscribe).toBeInstanceOf(Function);
  expect(new HttpTransport({ subgraph: "live", url: "http://a.example/" }).subscribe).toBeUndefined();
});

it("isn't granted over a WebSocket that would go past its connector", () => {
  const subscriptions = { protocol: "WEBSOCKET", url: "ws://a.example/" } as const;
  const made = () => new HttpTransport({ subgraph: "live", url: "http://a.example/", connector: () => () => undefined, subscriptions });
  expect(made).toThrow("live has a connector of its own");
});
