import { createClient as createEventClient } from "graphql-sse";
import { createClient as createSocketClient } from "graphql-ws";
import { WebSocket } from "ws";
import type { WholeReply } from "../answering/reply";
import { onAbort } from "../engine/transport/on-abort";
import { Events, type ScriptedFront, startScriptedFront, whole } from "../testing/scripted-front";
import { OpenStreams } from "./open-streams";
import { Pace } from "./paced";

let front: ScriptedFront;
let events: Events<WholeReply>;
afterEach(() => front.stop());

async function start(settings: Parameters<typeof startScriptedFront>[1] = {}): Promise<void> {
  events = new Events();
  front = await startScriptedFront((question, exchange) => {
    if (question.query.startsWith("query")) return whole({ once: 1 });
    // What an engine does: it ends with the request.
    onAbort(exchange.deadline.signal, () => events.complete());
    return { kind: "stream", events: events.listen() };
  }, settings);
}

const ask = (query: string, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> =>
  fetch(front.url, {
    method: "POST",
    body: JSON.stringify({ query }),
    headers: { "content-type": "application/json", accept: "text/event-stream", ...headers },
    ...(signal !== undefined && { signal }),
  });
const codeOfEvent = (event: unknown): unknown => (typeof event === "object" && event !== null && "code" in event ? event.code : event);
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe("server-sent events", () => {
  it("send each answer as it comes, and complete", async () => {
    await start();
    events.give(whole({ n: 1 }), whole({ n: 2 }));
    const response = await ask("subscription { n }");
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    await until(() => front.streams.size === 1);
    events.complete();
    const [heartbeat, ...sent] = (await response.text()).split("\n\n").filter((text) => text !== "");
    expect(heartbeat).toBe(":");
    expect(sent).toEqual(['event: next\ndata: {"data":{"n":1}}', 'event: next\ndata: {"data":{"n":2}}', "event: complete\ndata:"]);
    expect(front.streams.size).toBe(0);
  });

  it("send a single answer too, to whoever takes nothing else", async () => {
    await start();
    await expect((await ask("query { once }")).text()).resolves.toBe(
      ':\n\nevent: next\ndata: {"data":{"once":1}}\n\nevent: complete\ndata:\n\n',
    );
  });

  it("are what graphql-sse's own client reads", async () => {
    await start();
    const client = createEventClient({ url: front.url, retryAttempts: 0 });
    const read: unknown[] = [];
    const done = new Promise<void>((resolve, reject) => {
      client.subscribe({ query: "subscription { n }" }, { next: (value) => read.push(value), error: reject, complete: resolve });
    });
    events.give(whole({ n: 1 }));
    await until(() => read.length === 1);
    events.complete();
    await done;
    expect(read).toEqual([{ data: { n: 1 } }]);
  });

  it("end what they stand on when the client leaves", async () => {
    await start();
    const leaving = new AbortController();
    await ask("subscription { n }", {}, leaving.signal);
    await until(() => front.streams.size === 1);
    leaving.abort();
    await until(() => front.streams.size === 0 && events.ended);
    expect(front.asked[0]?.exchange.deadline.signal.aborted).toBe(true);
  });

  it("TOO_MANY_STREAMS: one client has no more open than it may, whatever address it says it speaks for (B22)", async () => {
    await start({ streamsPerClient: 2 });
    const leaving = new AbortController();
    for (const address of ["10.0.0.1", "10.0.0.2"]) await ask("subscription { n }", { "x-forwarded-for": address }, leaving.signal);
    const refused = await ask("subscription { n }", { "x-forwarded-for": "10.0.0.3", forwarded: "for=10.0.0.4" });
    expect([refused.status, await refused.json()]).toMatchObject([429, { errors: [{ extensions: { code: "TOO_MANY_STREAMS" } }] }]);
    // Who is signed in is counted by themselves.
    expect((await ask("subscription { n }", { authorization: "Bearer good" }, leaving.signal)).status).toBe(200);
    leaving.abort();
  });

  it("send no more in a second than they may: the rest waits", () => {
    const pace = new Pace(10);
    const waits = Array.from({ length: 12 }, () => pace.next(5_000));
    expect(waits).toEqual([...Array.from({ length: 10 }, () => 0), 100, 200]);
    expect(pace.next(5_150)).toBe(150);
    expect(pace.next(60_000)).toBe(0);
  });

  it("lose nothing of what has to wait", async () => {
    await start({ streamEventsPerSecond: 50 });
    events.give(...Array.from({ length: 60 }, (_, n) => whole({ n })));
    const response = await ask("subscription { n }");
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes('"n":59')) events.complete();
    }
    expect(text.match(/"n":\d+/g)).toEqual(Array.from({ length: 60 }, (_, n) => `"n":${n}`));
  });

  it("are over when their time is, and say so", async () => {
    await start({ streamMs: 50 });
    await expect((await ask("subscription { n }")).text()).resolves.toMatch(/event: complete\ndata:\n\n$/);
    expect(front.streams.size).toBe(0);
  });

  it("show that they live while nothing happens", async () => {
    await start({ streamHeartbeatMs: 20, streamMs: 200 });
    const text = await (await ask("subscription { n }")).text();
    expect(text.match(/^:$/gm)?.length).toBeGreaterThan(2);
  });

  it("end without a word when the hub stops, so that clients come again", async () => {
    await start();
    const response = await ask("subscription { n }");
    await until(() => front.streams.size === 1);
    const [text] = await Promise.all([response.text(), front.stop()]);
    expect(text).toBe(":\n\n");
  });
});

describe("subscriptions in parts", () => {
  const PARTS = "multipart/mixed;subscriptionSpec=1.0, application/json";
  const askParts = (query: string, headers: Record<string, string> = {}): Promise<Response> =>
    ask(query, { accept: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0, application/json', ...headers });
  /** The parts as Apollo's clients take them apart: by the delimiter before and after each. */
  const partsIn = (body: string): unknown[] => {
    const [before, ...parts] = body.split("\r\n--graphql");
    expect(before).toBe("");
    expect(parts.pop()).toBe("--\r\n");
    return parts.map((part) => {
      const [head, text = ""] = part.trim().split("\r\n\r\n");
      expect(head).toBe("Content-Type: application/json; charset=utf-8");
      return JSON.parse(text);
    });
  };

  it("send each answer as the payload of a part, and end with the last delimiter", async () => {
    await start();
    const error = { message: "lost", path: ["n"], extensions: { code: "SOURCE_TIMEOUT" } };
    events.give(whole({ n: 1 }), whole({ n: null }, [error]));
    const response = await askParts("subscription { n }");
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      'multipart/mixed; boundary="graphql"; subscriptionSpec=1.0',
    ]);
    await until(() => front.streams.size === 1);
    events.complete();
    expect(partsIn(await response.text())).toEqual([
      { payload: { data: { n: 1 } } },
      { payload: { data: { n: null }, errors: [error] } },
      {},
    ]);
    expect(front.streams.size).toBe(0);
  });

  it("send a whole part at once, and not only when the next one comes", async () => {
    await start();
    events.give(whole({ n: 1 }));
    const reader = (await askParts("subscription { n }")).body?.getReader();
    let text = "";
    while (!text.endsWith('{"payload":{"data":{"n":1}}}\r\n--graphql\r\n'))
      text += Buffer.from((await reader?.read())?.value ?? []).toString();
    await reader?.cancel();
    await until(() => front.streams.size === 0);
  });

  it("show by empty parts that they live", async () => {
    await start({ streamHeartbeatMs: 20, streamMs: 200 });
    const parts = partsIn(await (await askParts("subscription { n }")).text());
    expect(parts.length).toBeGreaterThan(3);
    expect(new Set(parts.map((part) => JSON.stringify(part)))).toEqual(new Set(["{}"]));
  });

  it("tell of what isn't an answer beside the payload, to whoever takes nothing else", async () => {
    events = new Events();
    const errors = [{ message: "no", extensions: { code: "BAD_REQUEST" } }];
    front = await startScriptedFront(() => ({ ...whole(null), data: undefined, errors, status: 400 }));
    const only = await askParts("subscription { n }", { accept: "multipart/mixed;subscriptionSpec=1.0" });
    expect(partsIn(await only.text())).toEqual([{ payload: null, errors }, {}]);
    const either = await askParts("subscription { n }", { accept: PARTS });
    expect([either.status, await either.json()]).toEqual([200, { errors }]);
  });

  it("are sent to whoever wants them more than server-sent events, and not for other versions", async () => {
    await start({ streamMs: 50 });
    const typeFor = async (accept: string) => (await askParts("subscription { n }", { accept })).headers.get("content-type");
    await expect(typeFor("text/event-stream;q=0.5, multipart/mixed;subscriptionSpec=1.0")).resolves.toContain("multipart/mixed");
    await expect(typeFor("text/event-stream, multipart/mixed;subscriptionSpec=1.0")).resolves.toContain("text/event-stream");
    await expect(typeFor('multipart/mixed;subscriptionSpec="1.0"')).resolves.toContain("multipart/mixed");
    expect((await askParts("subscription { n }", { accept: "multipart/mixed;subscriptionSpec=2.0" })).status).toBe(406);
  });
});

describe("a stream whose token ends", () => {
  const refusal = { errors: [{ message: expect.stringContaining("sign in again"), extensions: { code: "UNAUTHENTICATED" } }] };

  it.each([
    ["server-sent events", "text/event-stream", /^event: next\ndata: (.*)\n\nevent: complete\ndata:\n\n$/m],
    ["parts", "multipart/mixed;subscriptionSpec=1.0", /({"payload":null.*})/],
  ])("ends soon, and says so, as %s", async (_, accept, told) => {
    await start({ streamCheckMs: 20 });
    const response = await ask("subscription { n }", { accept, authorization: "Bearer good" });
    await until(() => front.streams.size === 1);
    front.revoke();
    expect(JSON.parse(told.exec(await response.text())?.[1] ?? "null")).toMatchObject(refusal);
    expect(front.streams.size).toBe(0);
  });

  it("ends soon, and says so, over a web socket, where nothing else is asked any more either", async () => {
    await start({ streamCheckMs: 20 });
    const url = front.url.replace("http", "ws");
    const asking = createSocketClient({
      url,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: "Bearer good" },
    });
    const answers = asking.iterate({ query: "subscription { n }" });
    const next = answers.next();
    await until(() => front.streams.size === 1);
    front.revoke();
    await expect(next).resolves.toMatchObject({ done: false, value: refusal });
    await expect(answers.next()).resolves.toMatchObject({ done: true });
    await expect(asking.iterate({ query: "query { once }" }).next()).rejects.toBeDefined();
    await asking.dispose();
  });

  it("goes on as long as it holds", async () => {
    const streams = new OpenStreams({ streamsPerClient: 1, streamMs: 60_000, streamCheckMs: 5 });
    let looks = 0;
    const anyones = streams.open("address");
    const stream = streams.open("member", async () => {
      looks += 1;
      return looks < 4;
    });
    await until(() => looks === 3);
    expect(stream.ended).toBeNull();
    await until(() => stream.ended !== null);
    expect([stream.ended, anyones.ended, streams.size]).toEqual(["REVOKED", null, 1]);
    anyones.end();
  });
});

describe("web sockets", () => {
  const socketUrl = (): string => front.url.replace("http", "ws");
  const client = (options: Partial<Parameters<typeof createSocketClient>[0]> = {}) =>
    createSocketClient({ url: socketUrl(), webSocketImpl: WebSocket, retryAttempts: 0, lazy: true, ...options });

  it("answer questions and subscriptions in the protocol of graphql-ws", async () => {
    await start();
    const asking = client();
    const answers: unknown[] = [];
    for await (const answer of asking.iterate({ query: "query { once }" })) answers.push(answer);
    events.give(whole({ n: 1 }), whole({ n: 2 }));
    for await (const answer of asking.iterate({ query: "subscription { n }" })) {
      answers.push(answer);
      if (answers.length === 3) events.complete();
    }
    expect(answers).toEqual([{ data: { once: 1 } }, { data: { n: 1 } }, { data: { n: 2 } }]);
    expect(front.streams.size).toBe(0);
    await asking.dispose();
  });

  it("end what they stand on when the client has enough, and when it is gone", async () => {
    await start();
    const asking = client();
    const stopped = asking.subscribe(
      { query: "subscription { n }" },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    await until(() => front.streams.size === 1);
    stopped();
    await until(() => front.streams.size === 0 && events.ended);
    events = new Events();
    asking.subscribe({ query: "subscription { n }" }, { next: () => undefined, error: () => undefined, complete: () => undefined });
    await until(() => front.streams.size === 1);
    asking.terminate();
    await until(() => front.streams.size === 0 && events.ended);
    expect(front.asked).toHaveLength(2);
    await asking.dispose();
  });

  it("let in whoever has a token that is known, or none", async () => {
    await start();
    const codeOf = (connectionParams: Record<string, unknown>): Promise<unknown> =>
      new Promise((resolve) => {
        const asking = client({ connectionParams });
        asking.on("closed", (event) => resolve(codeOfEvent(event)));
        asking.subscribe(
          { query: "query { once }" },
          { next: () => undefined, error: () => undefined, complete: () => resolve("answered") },
        );
      });
    await expect(codeOf({})).resolves.toBe("answered");
    await expect(codeOf({ Authorization: "Bearer good" })).resolves.toBe("answered");
    expect(front.asked.map(({ exchange }) => exchange.principal.id)).toEqual([null, "member"]);
    await expect(codeOf({ Authorization: "Bearer stolen" })).resolves.toBe(4403);
    await expect(codeOf({ authorization: "Basic dTpw" })).resolves.toBe(4403);
  });

  it("TOO_MANY_STREAMS: are counted with all others of a client", async () => {
    await start({ streamsPerClient: 1 });
    const leaving = new AbortController();
    await ask("subscription { n }", {}, leaving.signal);
    const asking = client();
    const refusal = new Promise((_, reject) => {
      asking.subscribe({ query: "subscription { n }" }, { next: () => undefined, error: reject, complete: () => undefined });
    });
    await expect(refusal).rejects.toMatchObject([{ extensions: { code: "TOO_MANY_STREAMS" } }]);
    leaving.abort();
    await asking.dispose();
  });

  it("TOO_MANY_STREAMS: count what is only being answered, however many messages come at once", async () => {
    events = new Events();
    let open: (value: unknown) => void = () => undefined;
    const gate = new Promise((resolve) => {
      open = resolve;
    });
    front = await startScriptedFront(async () => {
      await gate;
      return whole({ once: 1 });
    });
    const asking = client();
    const outcomes = Array.from(
      { length: 100 },
      () =>
        new Promise<string>((resolve) => {
          asking.subscribe(
            { query: "query { once }" },
            { next: () => resolve("answered"), error: () => resolve("refused"), complete: () => undefined },
          );
        }),
    );
    await Promise.race(outcomes);
    open(null);
    const all = await Promise.all(outcomes);
    expect([all.filter((each) => each === "answered").length, front.asked.length]).toEqual([20, 20]);
    await asking.dispose();
  });

  it("close with 1001 when the hub stops, without saying that anything is complete", async () => {
    await start();
    const asking = client();
    let completed = false;
    const closed = new Promise((resolve) => asking.on("closed", (event) => resolve(codeOfEvent(event))));
    asking.subscribe(
      { query: "subscription { n }" },
      { next: () => undefined, error: () => undefined, complete: () => (completed = true) },
    );
    await until(() => front.streams.size === 1);
    await front.stop();
    await expect(closed).resolves.toBe(1001);
    expect(completed).toBe(false);
  });

  it("are refused to pages of sites that aren't let ask, to other paths and to other protocols (B24)", async () => {
    await start({ corsOrigins: ["https://dashboard.example.org"] });
    const open = (url: string, protocol: string, headers: Record<string, string> = {}): Promise<unknown> =>
      new Promise((resolve) => {
        const socket = new WebSocket(url, protocol, { headers });
        socket.on("unexpected-response", (_, { statusCode }) => resolve(statusCode));
        socket.on("open", () => {
          // The protocol closes a socket that speaks none it knows.
          socket.on("close", (code) => resolve(code));
          setTimeout(() => socket.close(1000), 50);
        });
        socket.on("error", ({ message }) => resolve(message));
      });
    const protocol = "graphql-transport-ws";
    await expect(open(socketUrl(), protocol)).resolves.toBe(1000);
    await expect(open(socketUrl(), protocol, { origin: "https://dashboard.example.org" })).resolves.toBe(1000);
    await expect(open(socketUrl(), protocol, { origin: "https://evil.example" })).resolves.toBe(403);
    await expect(open(`${socketUrl()}/other`, protocol)).resolves.toBe(404);
    await expect(open(socketUrl(), "graphql-ws")).resolves.toBe("Server sent no subprotocol");
    const { status } = await upgrade("h2c");
    expect(status).toBe(400);
  });

  it("close a client that says nothing, and one that says too much", async () => {
    await start({ headersMs: 50 });
    const codeOf = (say: (socket: WebSocket) => void): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(socketUrl(), "graphql-transport-ws");
        socket.on("open", () => say(socket));
        socket.on("close", resolve);
      });
    await expect(codeOf(() => undefined)).resolves.toBe(4408);
    await front.stop();
    await start();
    await expect(codeOf((socket) => socket.send("nonsense"))).resolves.toBe(4400);
    await expect(
      codeOf((socket) => socket.send(JSON.stringify({ type: "subscribe", id: "1", payload: { query: "query { once }" } }))),
    ).resolves.toBe(4401);
    await expect(codeOf((socket) => socket.send("x".repeat(100_001)))).resolves.toBe(1009);
  });

  async function upgrade(to: string): Promise<{ status: number }> {
    const { connect } = await import("node:net");
    const { hostname, port } = new URL(front.url);
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          `GET /graphql HTTP/1.1\r\nHost: hub\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: ${to}\r\nHTTP2-Settings: AAMAAABk\r\n\r\n`,
        );
      });
      socket.once("data", (bytes) => {
        resolve({ status: Number(bytes.toString().split(" ")[1]) });
        socket.destroy();
      });
    });
  }
});
