import { setTimeout as wait } from "node:timers/promises";
import { Pool } from "undici";
import {
  answerBytes,
  type Behaviour,
  closesAfter,
  isSilent,
  resetsAfter,
  says,
  saysJson,
  sends,
  startHostileSource,
} from "../../testing/hostile-source";
import { aSourceForEachTest } from "../../testing/hostile-tests";
import { outcomeOf } from "../../testing/outcome";
import { aQuestion } from "../../testing/question";
import type { HttpTransportOptions } from "./http-transport";

const hostile = aSourceForEachTest();

const transportOf = (options: Partial<HttpTransportOptions<null>> = {}) => hostile.transports.to(hostile.source.url, options);

const HELLO = answerBytes(JSON.stringify({ data: { hello: "world" } }));
const POISON = answerBytes(JSON.stringify({ data: { hello: "poison" } }));
const ask = (transport = transportOf()) => outcomeOf(transport.ask(aQuestion()));

describe("the connections to a source", () => {
  it.each([0, 20, 50, HELLO.length - 1])("C10: a reset after %d bytes of a first answer is SOURCE_UNAVAILABLE", async (bytes) => {
    hostile.source.behave(resetsAfter(HELLO.subarray(0, bytes)));
    expect(await ask()).toBe("SOURCE_UNAVAILABLE");
    expect(hostile.source.asked).toHaveLength(1);
  });

  it.each([0, 20, 50, HELLO.length - 1])("C10: an early end after %d bytes as well", async (bytes) => {
    hostile.source.behave(closesAfter(HELLO.subarray(0, bytes)));
    expect(await ask()).toBe("SOURCE_UNAVAILABLE");
    expect(hostile.source.asked).toHaveLength(1);
  });

  it.each([
    "not HTTP at all\r\n\r\n",
    "HTTP/1.1 200 OK\ncontent-type: application/json\n\n{}",
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}",
  ])("C10: what isn't strict HTTP/1.1 is SOURCE_UNAVAILABLE: %j", async (bytes) => {
    hostile.source.behave(sends(bytes));
    expect(await ask()).toBe("SOURCE_UNAVAILABLE");
  });

  it("C10: so it is for those who wait for the connection, one after the other", async () => {
    const refused = transportOf({
      limits: { sockets: 1 },
      connector: () => (_, callback) => void setImmediate(() => callback(new Error("refused"), null)),
    });
    expect(await Promise.all([ask(refused), ask(refused), ask(refused)])).toEqual(Array(3).fill("SOURCE_UNAVAILABLE"));
  });

  it("C10: a port where nobody listens is SOURCE_UNAVAILABLE", async () => {
    const { url } = hostile.source;
    await hostile.source.stop();
    expect(await ask(transportOf({ url }))).toBe("SOURCE_UNAVAILABLE");
  });

  it.each([
    ["in one piece with the answer", sends(Buffer.concat([HELLO, POISON]))],
    [
      "while its socket is idle",
      (({ socket }) => void socket.write(HELLO, () => setTimeout(() => socket.write(POISON), 20))) satisfies Behaviour,
    ],
    ["as bytes that are no answer", sends(Buffer.concat([HELLO, Buffer.from("\0\0garbage")]))],
  ])("C29: what comes after an answer, %s, is never the next one's, and its socket is dropped", async (_, behaviour) => {
    const transport = transportOf({ limits: { sockets: 1 } });
    hostile.source.behave(behaviour);
    expect((await transport.ask(aQuestion())).data).toEqual({ hello: "world" });
    await wait(50);
    hostile.source.behave(saysJson({ data: { hello: "next" } }));
    expect((await transport.ask(aQuestion())).data).toEqual({ hello: "next" });
    expect(hostile.source.opened).toBe(2);
  });

  it("C29, control: an honest source is asked over one socket", async () => {
    const transport = transportOf();
    for (let nth = 0; nth < 5; nth++) expect(await ask(transport)).toBe("ANSWERED");
    expect(hostile.source.opened).toBe(1);
  });

  it("C30: takes an answer that comes before its question was sent whole", async () => {
    const early = await startHostileSource(sends(HELLO), true);
    const transport = transportOf({ url: early.url });
    const body = `{"query":"{hello}","variables":{"long":"${"x".repeat(3_000_000)}"}}`;
    const question = { ...aQuestion(), body: () => body };
    expect(await outcomeOf(transport.ask(question))).toBe("ANSWERED");
    expect(await outcomeOf(transport.ask(question))).toBe("ANSWERED");
    await early.stop();
  });

  it("C34: a source that is slow holds 20 sockets and 100 questions, and the rest fail at once", async () => {
    hostile.source.behave(isSilent);
    const transport = transportOf();
    const left = new AbortController();
    const outcomes = Array.from({ length: 1_000 }, () => outcomeOf(transport.ask(aQuestion({ signal: left.signal }))));
    const failedAtOnce = await Promise.all(outcomes.slice(120));
    expect(failedAtOnce).toEqual(Array(880).fill("SOURCE_UNAVAILABLE"));
    while (hostile.source.asked.length < 20) await wait(5);
    expect(hostile.source.mostOpen).toBe(20);
    left.abort();
    expect(await Promise.all(outcomes.slice(0, 120))).toEqual(Array(120).fill("SOURCE_TIMEOUT"));
    await hostile.source.deserted();
    expect(hostile.source.asked).toHaveLength(20);
  });

  it("C34, control: a pool without a limit opens a socket for each", async () => {
    hostile.source.behave(isSilent);
    const pool = new Pool(new URL(hostile.source.url).origin);
    const asked = Array.from({ length: 100 }, () => pool.request({ path: "/graphql", method: "POST", body: "{}" }).catch(() => undefined));
    while (hostile.source.asked.length < 100) await wait(5);
    expect(hostile.source.mostOpen).toBe(100);
    await pool.destroy();
    await Promise.all(asked);
  });

  it("C34: whoever waits is asked in turn, and answers of one source don't wait for another's", async () => {
    hostile.source.behave(isSilent);
    const other = await startHostileSource(saysJson({ data: {} }));
    const slow = transportOf({ limits: { sockets: 1, waiting: 2 } });
    const left = new AbortController();
    const first = outcomeOf(slow.ask(aQuestion({ text: "{first}", signal: left.signal })));
    const second = outcomeOf(slow.ask(aQuestion({ text: "{second}", signal: left.signal })));
    const third = outcomeOf(slow.ask(aQuestion({ text: "{third}" })));
    expect(await ask(transportOf({ url: other.url }))).toBe("ANSWERED");
    while (hostile.source.asked.length < 1) await wait(5);
    hostile.source.behave(saysJson({ data: {} }));
    left.abort();
    expect(await Promise.all([first, second, third])).toEqual(["SOURCE_TIMEOUT", "SOURCE_TIMEOUT", "ANSWERED"]);
    expect(hostile.source.asked.map(({ body }) => JSON.parse(body).query)).toEqual(["{first}", "{third}"]);
    await other.stop();
  });

  it("a client that leaves frees the socket at once, while it waits for the head and in the middle of a body", async () => {
    for (const behaviour of [isSilent, sends("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{")]) {
      hostile.source.behave(behaviour);
      const asked = hostile.source.asked.length;
      const left = new AbortController();
      const outcome = askUntil(left.signal);
      while (hostile.source.asked.length === asked) await wait(5);
      left.abort();
      expect(await outcome).toBe("SOURCE_TIMEOUT");
      await hostile.source.deserted();
    }
  });

  const askUntil = (signal: AbortSignal) => outcomeOf(transportOf({ limits: { idle: 50 } }).ask(aQuestion({ signal })));

  it("asks nothing for a client that has left already, or leaves while a socket still opens", async () => {
    expect(await askUntil(AbortSignal.abort())).toBe("SOURCE_TIMEOUT");
    const left = new AbortController();
    const outcome = askUntil(left.signal);
    left.abort();
    expect(await outcome).toBe("SOURCE_TIMEOUT");
    await wait(50);
    expect(hostile.source.asked).toHaveLength(0);
  });

  it("listens once to the signal of a request that asks 200 questions", async () => {
    const transport = transportOf();
    const { signal } = new AbortController();
    const listen = jest.spyOn(signal, "addEventListener");
    for (let nth = 0; nth < 100; nth++) await transport.ask(aQuestion({ signal }));
    hostile.source.behave(says("x", { status: "500 Oops" }));
    for (let nth = 0; nth < 100; nth++) await outcomeOf(transport.ask(aQuestion({ signal })));
    expect(listen).toHaveBeenCalledTimes(1);
  });

  describe("a socket that was kept and turns out to be closed", () => {
    /** Resets the second question of a socket; by then nothing of its answer was sent. */
    const onceOnly: Behaviour = (asked) =>
      asked.nth === 0 ? says(JSON.stringify({ data: {} }))(asked) : resetsAfter(Buffer.alloc(0))(asked);

    it("is no fault of a query, which is asked once more over another", async () => {
      const transport = transportOf();
      hostile.source.behave(onceOnly);
      expect(await ask(transport)).toBe("ANSWERED");
      expect(await ask(transport)).toBe("ANSWERED");
      expect(hostile.source.asked).toHaveLength(3);
    });

    it("is one of a mutation, which is never asked twice", async () => {
      const transport = transportOf();
      hostile.source.behave(onceOnly);
      const mutation = () => outcomeOf(transport.ask(aQuestion({ text: "mutation{a}", kind: "mutation" })));
      expect(await mutation()).toBe("ANSWERED");
      expect(await mutation()).toBe("SOURCE_UNAVAILABLE");
      expect(hostile.source.asked).toHaveLength(2);
    });

    it("is not met again and again: a query is asked twice at most", async () => {
      const transport = transportOf();
      expect(await ask(transport)).toBe("ANSWERED");
      hostile.source.behave(resetsAfter(Buffer.alloc(0)));
      expect(await ask(transport)).toBe("SOURCE_UNAVAILABLE");
      expect(hostile.source.asked).toHaveLength(3);
    });

    it("is a fault once a byte of the answer came", async () => {
      const transport = transportOf();
      expect(await ask(transport)).toBe("ANSWERED");
      hostile.source.behave(resetsAfter(Buffer.from("H")));
      expect(await ask(transport)).toBe("SOURCE_UNAVAILABLE");
      expect(hostile.source.asked).toHaveLength(2);
    });
  });

  it("fails what is still asked when it is closed, and everything after", async () => {
    hostile.source.behave(isSilent);
    const transport = transportOf({ limits: { sockets: 1 } });
    const asked = [ask(transport), ask(transport), ask(transport)];
    while (hostile.source.asked.length < 1) await wait(5);
    await transport.close();
    expect(await Promise.all(asked)).toEqual(Array(3).fill("SOURCE_UNAVAILABLE"));
    expect(await ask(transport)).toBe("SOURCE_UNAVAILABLE");
    expect(hostile.source.asked).toHaveLength(1);
  });
});
