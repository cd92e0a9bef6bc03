import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { raw, statusesIn } from "../testing/raw";
import { startTinyHub, type TinyHub } from "../testing/tiny-hub";
import { holdGate } from "../testing/tiny-teams";
import { WAYS } from "../testing/ways";

const QUESTION = JSON.stringify({ query: "{ teams { id } }" });
const JSON_TYPE = { "content-type": "application/json" };

interface SlowRead {
  readonly status: number | undefined;
  readonly read: number;
}

/** A whole request as it goes over the wire. */
function post(body: string, ...headers: string[]): string {
  const lines = ["POST /graphql HTTP/1.1", "Host: hub", "Content-Type: application/json", ...headers];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

describe.each(WAYS)("transport, before %s", (_way, way) => {
  let hub: TinyHub;
  let url: string;
  let port: number;
  beforeAll(async () => {
    hub = await startTinyHub({ settings: { bodyMs: 1_000, headersMs: 500, sendMs: 1_000 } }, way);
    ({ url, port } = await hub.gateway.listen(0, "127.0.0.1"));
  });
  afterAll(() => hub.gateway.stop());
  beforeEach(() => {
    hub.log.length = 0;
  });

  /** The one status that the hub answered with, and that it was told as JSON. */
  async function refused(text: string): Promise<number> {
    const answer = await raw(port, (send) => send(text));
    expect(statusesIn(answer)).toHaveLength(1);
    expect(answer).toMatch(/content-type: application\/json/i);
    expect(answer).toMatch(/\{"errors":\[\{"message":"([^"\\]|\\.)+","extensions":\{"code":"BAD_REQUEST"\}\}\]\}$/);
    return statusesIn(answer)[0] ?? 0;
  }

  const whole = (...headers: string[]): string => post(QUESTION, `Content-Length: ${QUESTION.length}`, "Connection: close", ...headers);

  it("answers a request that is written by hand, and so would answer those below", async () => {
    await expect(raw(port, (send) => send(whole()))).resolves.toMatch(/^HTTP\/1.1 200 OK[\s\S]*"data":\{"teams"/);
  });

  it("B01: a length and chunks → 400, and what is smuggled behind is never read", async () => {
    const smuggled = "GET /healthz HTTP/1.1\r\nHost: hub\r\n\r\n";
    await expect(refused(post(`0\r\n\r\n${smuggled}`, "Content-Length: 5", "Transfer-Encoding: chunked"))).resolves.toBe(400);
    expect(hub.log).toEqual([]);
  });

  it("B02: two lengths → 400", async () => {
    await expect(refused(post(QUESTION, `Content-Length: ${QUESTION.length}`, "Content-Length: 4"))).resolves.toBe(400);
    await expect(refused(post(QUESTION, `Content-Length: ${QUESTION.length}`, `Content-Length: ${QUESTION.length}`))).resolves.toBe(400);
  });

  it("B03: an encoding of transfer that isn't one, or named before another → 400", async () => {
    await expect(refused(post("0\r\n\r\n", "Transfer-Encoding: xchunked"))).resolves.toBe(400);
    await expect(refused(post("0\r\n\r\n", "Transfer-Encoding: chunked, identity"))).resolves.toBe(400);
  });

  it.each([
    ["a header folded over two lines", "X-Folded: one\r\n two"],
    ["a space before the colon", "X-Spaced : one"],
    ["a NUL in a header", "X-Nul: a\0b"],
    ["lines that end in LF alone", "X-Bare: a\nX-More: b"],
  ])("B04: %s → 400", async (_what, header) => {
    await expect(refused(post(QUESTION, `Content-Length: ${QUESTION.length}`, header))).resolves.toBe(400);
  });

  it("B04: an LF in the extension of a chunk → 400", async () => {
    await expect(refused(post("2;x=\nx\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"))).resolves.toBe(400);
  });

  it("B05: two Host headers → 400, whether alike or not", async () => {
    for (const host of ["hub", "other"]) await expect(refused(whole(`Host: ${host}`))).resolves.toBe(400);
    await expect(refused("POST /graphql HTTP/1.1\r\nContent-Length: 0\r\n\r\n")).resolves.toBe(400);
  });

  it("B06: an address with a host of its own → 400", async () => {
    await expect(refused(whole().replace("/graphql", "http://other/graphql"))).resolves.toBe(400);
    await expect(refused(whole().replace("POST /graphql", "POST other:443"))).resolves.toBe(400);
  });

  /** Others ask, one after the other, until all who are slow are closed. */
  async function answeredMeanwhile(slow: readonly Promise<unknown>[]): Promise<void> {
    let left = slow.length;
    for (const each of slow) void each.then(() => (left -= 1));
    do {
      expect((await fetch(`${url}/graphql`, { method: "POST", body: QUESTION, headers: JSON_TYPE })).status).toBe(200);
    } while (left > 0);
  }

  it("B07: 200 connections whose headers come too slowly → closed with 408, while others are answered", async () => {
    const slow = Array.from({ length: 200 }, () =>
      raw(port, async (send) => {
        for (const piece of ["POST /graphql HTTP/1.1\r\n", "Host: h\r\n", "X-A: 1\r\n", "X-B: 2\r\n", "X-C"]) {
          send(piece);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }),
    );
    await answeredMeanwhile(slow);
    for (const answer of await Promise.all(slow)) expect(statusesIn(answer)).toEqual([408]);
  });

  it("B08: 200 bodies that come too slowly → closed with 408, while others are answered", async () => {
    const slow = Array.from({ length: 200 }, () =>
      raw(port, async (send) => {
        send(post("", `Content-Length: ${QUESTION.length}`));
        for (const piece of QUESTION.slice(0, 6)) {
          send(piece);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }),
    );
    await answeredMeanwhile(slow);
    for (const answer of await Promise.all(slow)) expect(statusesIn(answer)).toEqual([408]);
  });

  it("B08: answers that are read too slowly → closed, while others are answered", async () => {
    // Below what the hub sends at most, and more than the system's own buffers take.
    const bytes = 9_500_000;
    hub.controls.suffix = "x".repeat(bytes);
    const body = JSON.stringify({ query: "{ teamList { nodes { name } } }" });
    const slow: Promise<SlowRead>[] = [];
    // One after the other: on a busy machine the making of ten would keep the last from being read in time.
    for (let client = 0; client < 10; client += 1) {
      await new Promise<void>((begun) => slow.push(readSlowly(post(body, `Content-Length: ${body.length}`), begun)));
    }
    await answeredMeanwhile(slow);
    delete hub.controls.suffix;
    for (const { status, read } of await Promise.all(slow)) expect([status, read < bytes]).toEqual([200, true]);
  });

  /** Sends a request and reads its answer a little at a time; gives how much there was until the hub had enough. */
  function readSlowly(text: string, begun: () => void): Promise<SlowRead> {
    return new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => void socket.write(text));
      let [status, read]: [number | undefined, number] = [undefined, 0];
      socket.once("data", begun);
      socket.on("data", (piece) => {
        status ??= statusesIn(String(piece))[0];
        read += piece.length;
        socket.pause();
        setTimeout(() => socket.resume(), 30);
      });
      socket.on("error", () => undefined);
      socket.on("close", () => resolve({ status, read }));
    });
  }

  it("B09: 101 headers, a header of 17 kB → 431; 100 headers pass", async () => {
    const many = (count: number) => Array.from({ length: count - 4 }, (_, n) => `X-Header-${n}: v`);
    await expect(refused(whole(...many(101)))).resolves.toBe(431);
    await expect(raw(port, (send) => send(whole(...many(100))))).resolves.toMatch(/^HTTP\/1.1 200/);
    await expect(refused(whole(`X-Long: ${"x".repeat(17_000)}`))).resolves.toBe(431);
  });

  it("B10: 100 requests at once over one connection → those within the limit answered in order, then closed", async () => {
    const open = holdGate(hub.controls);
    const body = JSON.stringify({ query: "{ waits }" });
    hub.controls.contexts.length = 0;
    const answer = raw(port, async (send) => {
      send(post(body, `Content-Length: ${body.length}`).repeat(100));
      while (hub.controls.contexts.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
      open();
    });
    const statuses = statusesIn(await answer);
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(statuses.slice(20)).toEqual([503]);
    expect(hub.controls.contexts).toHaveLength(20);
  });

  it("B12: HEAD is a GET without the body, OPTIONS tells the methods, others → 405 with them", async () => {
    const address = `${url}/graphql?query=${encodeURIComponent("{ teams { id } }")}`;
    const preflight = { "apollo-require-preflight": "1" };
    const head = await fetch(address, { method: "HEAD", headers: preflight });
    const get = await fetch(address, { headers: preflight });
    expect([head.status, await head.text(), head.headers.get("content-length")]).toEqual([200, "", get.headers.get("content-length")]);
    for (const method of ["PUT", "DELETE", "PATCH"]) {
      const response = await fetch(`${url}/graphql`, { method, ...(method === "PUT" && { body: QUESTION }), headers: JSON_TYPE });
      expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, POST, OPTIONS"]);
      await expect(response.json()).resolves.toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
    }
    const mutation = await fetch(`${url}/graphql?query=${encodeURIComponent("mutation { write }")}`, { headers: preflight });
    expect([mutation.status, mutation.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("B12: a GET that names a parameter twice, or has variables that are no object → 400", async () => {
    for (const search of [
      "query=%7Ba%7D&query=%7Bb%7D",
      "query=%7Ba%7D&variables=%5B%5D",
      "query=%7Ba%7D&extensions=nope",
      "operationName=a",
    ]) {
      const response = await fetch(`${url}/graphql?${search}`, { headers: { "graphql-require-preflight": "1" } });
      expect([search, response.status]).toEqual([search, 400]);
    }
  });

  it("B14: parameters of another kind than the specification says → 400", async () => {
    const bodies = [
      { query: 5 },
      { query: "{ teams { id } }", variables: [] },
      { query: "{ teams { id } }", operationName: {} },
      { query: "{ teams { id } }", extensions: "x" },
      { query: "{ teams { id } }", id: 7 },
    ];
    for (const body of bodies) {
      const response = await fetch(`${url}/graphql`, { method: "POST", body: JSON.stringify(body), headers: JSON_TYPE });
      expect([body, response.status]).toEqual([body, 400]);
    }
  });

  it("415 for a body of a kind that the hub doesn't read, 406 for answers that it doesn't give", async () => {
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${url}/graphql`, { method: "POST", body: QUESTION, headers })).status;
    await expect(status({ "content-type": "application/xml" })).resolves.toBe(415);
    await expect(status({ "content-type": "application/graphql" })).resolves.toBe(415);
    for (const accept of ["text/html", "application/xml", "application/json;q=0", "application/json; charset=iso-8859-1"]) {
      await expect(status({ ...JSON_TYPE, accept })).resolves.toBe(406);
    }
    for (const accept of ["application/*", "*/*;q=0.1", "text/html, application/graphql-response+json;q=0.5"]) {
      await expect(status({ ...JSON_TYPE, accept })).resolves.toBe(200);
    }
  });

  it.each([
    ["application/graphql-response+json, application/json;q=0.9", "application/graphql-response+json; charset=utf-8", 400],
    ["application/json, application/graphql-response+json", "application/json; charset=utf-8", 200],
    ["application/graphql-response+json;q=0.5, application/json", "application/json; charset=utf-8", 200],
    ["*/*", "application/json; charset=utf-8", 400],
    ["application/*", "application/json; charset=utf-8", 400],
  ])("tells a mistake in the document to whoever accepts %s as %s with %i", async (accept, type, status) => {
    const body = JSON.stringify({ query: "{ nothing }" });
    const response = await fetch(`${url}/graphql`, { method: "POST", body, headers: { ...JSON_TYPE, accept } });
    expect([response.headers.get("content-type"), response.status]).toEqual([type, status]);
    await expect(response.json()).resolves.toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
  });

  it("tells who may not ask so by the status, whatever it accepts", async () => {
    for (const accept of ["application/json", "application/graphql-response+json"]) {
      const headers = { ...JSON_TYPE, accept, authorization: "Bearer stolen" };
      expect((await fetch(`${url}/graphql`, { method: "POST", body: QUESTION, headers })).status).toBe(401);
    }
  });

  it("B17: a client that asks leave to send its body gets it, unless its headers already refuse it; one that then stalls is closed", async () => {
    const asks = (length: number) => post("", `Content-Length: ${length}`, "Expect: 100-continue", "Connection: close");
    await expect(raw(port, (send) => send(asks(100_001)))).resolves.toMatch(/^HTTP\/1.1 413 /);
    const stalled = await raw(port, (send) => send(asks(QUESTION.length)));
    expect(statusesIn(stalled)).toEqual([100, 408]);
    const sent = await new Promise<string>((resolve) => {
      let answer = "";
      const socket = connect(port, "127.0.0.1", () => socket.write(asks(QUESTION.length)));
      socket.on("data", (bytes) => {
        if (answer === "") socket.write(QUESTION);
        answer += bytes;
      });
      socket.on("close", () => resolve(answer));
    });
    expect(statusesIn(sent)).toEqual([100, 200]);
  });

  it("B18: a client that leaves takes its work with it, 1,000 times over", async () => {
    const open = holdGate(hub.controls);
    hub.controls.requests.length = 0;
    const body = JSON.stringify({ query: "{ waits }" });
    for (let turn = 0; turn < 1_000; turn += 1) {
      const socket = connect(port, "127.0.0.1", () => socket.write(post(body, `Content-Length: ${body.length}`)));
      socket.on("error", () => undefined);
      while (hub.controls.requests.length <= turn) await new Promise((resolve) => setImmediate(resolve));
      socket.destroy();
    }
    const goneOn = async (): Promise<number> => {
      const drawn = await Promise.allSettled(hub.controls.requests.map(({ work }) => work.draw(2_000_000)));
      return drawn.filter(({ status }) => status === "fulfilled").length;
    };
    while ((await goneOn()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(hub.controls.requests).toHaveLength(1_000);
    open();
  });

  it("B20: 2,000 OPTIONS cost no look at tokens and no line in the log", async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const all = Array.from({ length: 100 }, () =>
        fetch(`${url}/graphql`, { method: "OPTIONS", headers: { authorization: "Bearer stolen" } }),
      );
      for (const { status } of await Promise.all(all)) expect(status).toBe(204);
    }
    expect(hub.log).toEqual([]);
  });

  it("B23: tricks with the path → 404, and the graph is at one address alone", async () => {
    const status = (path: string): Promise<number | undefined> =>
      new Promise((resolve) => {
        const sent = httpRequest({ port, path, method: "POST", headers: JSON_TYPE }, (response) => resolve(response.resume().statusCode));
        sent.end(QUESTION);
      });
    for (const path of [
      "//graphql",
      "/%67raphql",
      "/graphql/",
      "/GRAPHQL",
      "/graphql/..;/admin",
      "/./graphql",
      "/graphql%3Fquery=x",
      "/graphql#x",
    ]) {
      expect([path, await status(path)]).toEqual([path, 404]);
    }
    await expect(status("/graphql?x=1")).resolves.toBe(200);
  });

  it("B24: HTTP/2 by prior knowledge, and an upgrade to it → 400", async () => {
    expect(statusesIn(await raw(port, (send) => send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")))).toEqual([400]);
    const upgrade =
      "GET /graphql HTTP/1.1\r\nHost: hub\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n";
    await expect(refused(upgrade)).resolves.toBe(400);
  });
});

describe("connections", () => {
  it("beyond those that one address may have are closed at once; the others go on", async () => {
    const hub = await startTinyHub({ settings: { connectionsPerAddress: 3 } });
    const { port } = await hub.gateway.listen(0, "127.0.0.1");
    const held = Array.from({ length: 3 }, () => connect(port, "127.0.0.1"));
    await Promise.all(held.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
    await expect(raw(port, (send) => send("GET /healthz HTTP/1.1\r\nHost: hub\r\n\r\n"))).resolves.toBe("");
    held[0]?.destroy();
    const again = async (): Promise<string> => raw(port, (send) => send("GET /healthz HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n"));
    let answer = await again();
    while (answer === "") answer = await again();
    expect(statusesIn(answer)).toEqual([200]);
    for (const socket of held) socket.destroy();
    await hub.gateway.stop();
  });
});
