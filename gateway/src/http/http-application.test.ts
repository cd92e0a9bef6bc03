import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { startTinyHub, type TinyHub } from "../testing/tiny-hub";
import { holdGate } from "../testing/tiny-teams";
import { WAYS } from "../testing/ways";

describe.each(WAYS)("%s", (_way, way) => {
  let hub: TinyHub;
  let url: string;
  let port: number;
  let readiness = { ready: true, reasons: [] as string[] };

  beforeAll(async () => {
    hub = await startTinyHub(
      {
        readiness: async () => readiness,
        settings: { examples: [{ title: "Which <teams>?", query: "{ teams { name } }" }] },
      },
      way,
    );
    ({ url, port } = await hub.gateway.listen(0, "127.0.0.1"));
  });
  afterAll(() => hub.gateway.stop());
  beforeEach(() => {
    hub.log.length = 0;
  });

  const JSON_TYPE = { "content-type": "application/json" };

  async function post(
    body: string | Uint8Array,
    headers: Record<string, string> = JSON_TYPE,
  ): Promise<{ status: number; codes: string; text: string }> {
    const response = await fetch(`${url}/graphql`, { method: "POST", body, headers });
    const text = await response.text();
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    return { status: response.status, text, codes: codesOf(text) };
  }

  function codesOf(text: string): string {
    const { errors = [] }: { errors?: { extensions: { code: string } }[] } = JSON.parse(text);
    return errors.map(({ extensions }) => extensions.code).join(" ");
  }

  /** Sends bytes as they are; resolves with what came back once the hub has closed. */
  function raw(write: (send: (text: string) => boolean) => void, to = port): Promise<string> {
    return new Promise((resolve) => {
      let answer = "";
      const socket = connect(to, "127.0.0.1", () => write((text) => socket.write(text)));
      socket.on("data", (bytes) => {
        answer += bytes;
      });
      socket.on("error", () => undefined);
      socket.on("close", () => resolve(answer));
    });
  }

  describe("the hub over HTTP", () => {
    it("answers a question, and writes one line for it", async () => {
      const { status, text } = await post(JSON.stringify({ query: "query Names { teams { name } }" }));
      expect([status, JSON.parse(text).data]).toEqual([200, { teams: [{ name: "Team c1" }, { name: "Team c2" }] }]);
      expect(hub.log.map((line) => JSON.parse(line))).toMatchObject([{ operation: "Names", status: 200, principal: null }]);
    });

    it("401 UNAUTHENTICATED: for a token that isn't known, and for a header of another kind", async () => {
      const body = JSON.stringify({ query: "{ teams { id } }" });
      for (const authorization of ["Bearer stolen", "Basic dTpw", "Bearer"]) {
        await expect(post(body, { ...JSON_TYPE, authorization })).resolves.toMatchObject({ status: 401, codes: "UNAUTHENTICATED" });
      }
      await expect(post(body, { ...JSON_TYPE, authorization: "Bearer good" })).resolves.toMatchObject({ status: 200 });
    });

    it("/healthz lives, /readyz tells why not, /schema.graphql is the public schema", async () => {
      await expect((await fetch(`${url}/healthz`)).json()).resolves.toEqual({ alive: true });
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      readiness = { ready: false, reasons: ["The columns are still being built."] };
      const unready = await fetch(`${url}/readyz`);
      expect([unready.status, await unready.json()]).toEqual([503, readiness]);
      const sdl = await (await fetch(`${url}/schema.graphql`)).text();
      expect(sdl).toContain("type Query {");
      expect(sdl).not.toMatch(/_entities|join__|_service/);
    });

    it("404 as JSON for anything else, however the path is written", async () => {
      for (const path of [
        "/nothing",
        "//graphql",
        "/%67raphql",
        "/graphql/..;/admin",
        "/graphiql/package.json",
        "/graphiql/..%2fpackage.json",
        "/graphiql/%E0%A4%A",
      ]) {
        const response = await fetch(`${url}${path}`, { headers: { accept: "text/html" } });
        expect([path, response.status, response.headers.get("content-type")]).toEqual([path, 404, "application/json; charset=utf-8"]);
      }
    });
  });

  describe("bodies and headers", () => {
    const sized = (bytes: number): string =>
      JSON.stringify({ query: "{ teams { id } }", pad: "" }).replace('""', `"${"x".repeat(bytes - 37)}"`);

    it("A01: a body of 100 kB and one byte → 413 JSON, and 100 kB pass", async () => {
      expect(sized(100_000)).toHaveLength(100_000);
      await expect(post(sized(100_000))).resolves.toMatchObject({ status: 200 });
      await expect(post(sized(100_001))).resolves.toMatchObject({ status: 413, codes: "BODY_TOO_LARGE" });
    });

    it("A02: a body of 45 MB → 413 and closed, before or soon after its first 100 kB", async () => {
      const head = "POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n";
      await expect(raw((send) => send(`${head}Content-Length: 45000000\r\n\r\n{`))).resolves.toMatch(
        /^HTTP\/1.1 413 [\s\S]*Connection: close[\s\S]*BODY_TOO_LARGE/i,
      );
      const chunk = `${(16_384).toString(16)}\r\n${"x".repeat(16_384)}\r\n`;
      const answer = await raw((send) => send(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(7)}`));
      expect(answer).toMatch(/^HTTP\/1.1 413 /);
    });

    it("A17: 300,000 unknown fields → 413", async () => {
      await expect(post(JSON.stringify({ query: `{ ${"nope ".repeat(300_000)} }` }))).resolves.toMatchObject({ status: 413 });
    });

    it("A23: variables nested 10,000 levels → 400", async () => {
      const deep = `{"query":"{ teams { id } }","variables":{"deep":${"[".repeat(10_000)}${"]".repeat(10_000)}}}`;
      await expect(post(deep)).resolves.toMatchObject({ status: 400, codes: "QUERY_TOO_LARGE" });
    });

    it("A29: a batch of 1, 2 and 100 → 400", async () => {
      for (const count of [1, 2, 100]) {
        const batch = JSON.stringify(Array.from({ length: count }, () => ({ query: "{ teams { id } }" })));
        await expect(post(batch)).resolves.toMatchObject({ status: 400, codes: "BAD_REQUEST" });
      }
    });

    it("A30: two operations without a name, an unknown name, empty, comments only, a byte order mark → 400 JSON", async () => {
      const two = "query a { teams { id } } query b { teams { name } }";
      const bodies = [
        { query: two },
        { query: two, operationName: "c" },
        { query: "" },
        { query: "# no" },
        { query: "\uFEFF" },
        {},
        { query: 5 },
      ];
      for (const body of bodies) await expect(post(JSON.stringify(body))).resolves.toMatchObject({ status: 400, codes: "BAD_REQUEST" });
    });

    it("B05: two Host headers → 400", async () => {
      const answer = await raw((send) => send("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n"));
      expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*BAD_REQUEST/);
    });

    it("B06: an address with a host of its own → 400", async () => {
      const answer = await raw((send) => send("GET http://other/healthz HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n"));
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
    });

    it("B11: text/plain, a form, multipart and no type at all → 400", async () => {
      const body = JSON.stringify({ query: "{ teams { id } }" });
      for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]) {
        await expect(post(new TextEncoder().encode(body), type === "" ? {} : { "content-type": type })).resolves.toMatchObject({
          status: 400,
          codes: "BAD_REQUEST",
        });
      }
    });

    it("B12: GET without a preflight → 400, a mutation by GET → 405, GET with text/plain → 415", async () => {
      const get = (query: string, headers: Record<string, string>) =>
        fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, { headers });
      const preflight = { "apollo-require-preflight": "1" };
      expect((await get("{ teams { id } }", {})).status).toBe(400);
      expect((await get("{ teams { id } }", preflight)).status).toBe(200);
      expect((await get("mutation { write }", preflight)).status).toBe(405);
      // fetch drops a content-type without a body.
      const status = await new Promise((resolve) => {
        httpRequest(`${url}/graphql?query=%7Bteams%7Bid%7D%7D`, { headers: { ...preflight, "content-type": "text/plain" } }, (response) => {
          resolve(response.resume().statusCode);
        }).end();
      });
      expect(status).toBe(415);
    });

    it("B13: charsets other than UTF-8, and B16: a compressed body → 415", async () => {
      const body = JSON.stringify({ query: "{ teams { id } }" });
      for (const charset of ["utf-7", "ibm037", "utf-32", "utf-16le"]) {
        await expect(post(body, { "content-type": `application/json; charset=${charset}` })).resolves.toMatchObject({ status: 415 });
      }
      await expect(post(body, { "content-type": 'application/json; charset="UTF-8"' })).resolves.toMatchObject({ status: 200 });
      await expect(post(body, { ...JSON_TYPE, "content-encoding": "gzip" })).resolves.toMatchObject({ status: 415 });
    });

    it("B14: malformed JSON, null, a number, a key named twice → 400 JSON", async () => {
      const doubled = [
        '{"query":"{teams{id}}","query":"{nope}"}',
        '{"query":"{teams{id}}","qu\\u0065ry":"{nope}"}',
        '{"query":"{teams{id}}","variables":{"a":1,"a":2}}',
      ];
      for (const body of ['{"query":', "null", "7", '"text"', ...doubled]) {
        const { status, codes, text } = await post(body);
        expect([body, status, codes]).toEqual([body, 400, "BAD_REQUEST"]);
        expect(text).not.toMatch(/node_modules|<html|SyntaxError/);
      }
      await expect(post('{"query":"{teams{id}}","variables":{"a":{"a":1},"b":[{"a":1},{"a":"\\"a\\":"}]}}')).resolves.toMatchObject({
        status: 200,
      });
    });

    it("B15: a text that isn't UTF-8 → 400", async () => {
      const bytes = Buffer.from(JSON.stringify({ query: '{ teamsById(ids: ["?"]) { id } }' }));
      bytes[bytes.indexOf("?")] = 0xff;
      await expect(post(bytes)).resolves.toMatchObject({ status: 400, codes: "BAD_REQUEST" });
    });

    it("B19: a foreign origin with credentials is allowed nothing, and its cookie does nothing", async () => {
      const headers = { ...JSON_TYPE, origin: "https://evil.example", cookie: "token=good" };
      const response = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query: "{ teams { id } }" }) });
      expect([...response.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
      const preflight = await fetch(`${url}/graphql`, {
        method: "OPTIONS",
        headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
      });
      const { status, headers: told } = preflight;
      expect([status, told.get("allow"), told.get("access-control-allow-origin")]).toEqual([204, "GET, HEAD, POST, OPTIONS", null]);
      expect(JSON.parse(String(hub.log[0])).principal).toBeNull();
    });

    it("B07: a client that sends its headers too slowly is closed", async () => {
      const strict = await startTinyHub({ settings: { headersMs: 100, bodyMs: 200 } }, way);
      const { port: own } = await strict.gateway.listen(0, "127.0.0.1");
      await expect(raw((send) => send("GET /healthz HTTP/1.1\r\nHost: h"), own)).resolves.toMatch(/^HTTP\/1.1 408 /);
      await strict.gateway.stop();
    });

    it("a site that the operator names may ask", async () => {
      const open = await startTinyHub({ settings: { corsOrigins: ["https://dashboard.example.org"] } }, way);
      const { url: address } = await open.gateway.listen(0, "127.0.0.1");
      const allowed = async (origin: string) =>
        (await fetch(`${address}/healthz`, { headers: { origin } })).headers.get("access-control-allow-origin");
      await expect(Promise.all([allowed("https://dashboard.example.org"), allowed("https://evil.example")])).resolves.toEqual([
        "https://dashboard.example.org",
        null,
      ]);
      await open.gateway.stop();
    });
  });

  describe("pages", () => {
    it("offers the example questions, escaped, and loads nothing from elsewhere", async () => {
      for (const path of ["/", "/graphql"]) {
        const response = await fetch(`${url}${path}`, { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } });
        const html = await response.text();
        expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self';/);
        expect(html).toContain("Which &lt;teams&gt;?");
        expect(html).not.toMatch(/https?:\/\/|<script>/);
        for (const [, asset] of html.matchAll(/(?:src|href)="(\/graphiql\/[^"]+)"/g)) {
          expect([asset, (await fetch(`${url}${asset}`)).status]).toEqual([asset, 200]);
        }
      }
    });
  });

  describe("a graceful stop", () => {
    it("finishes a running request and accepts no other", async () => {
      const stopping = await startTinyHub({}, way);
      const { url: address } = await stopping.gateway.listen(0, "127.0.0.1");
      const open = holdGate(stopping.controls);
      const running = fetch(`${address}/graphql`, { method: "POST", headers: JSON_TYPE, body: JSON.stringify({ query: "{ waits }" }) });
      const inside = stopping.gateway.execute({ query: "{ waits }" });
      while (stopping.controls.contexts.length < 2) await new Promise((resolve) => setImmediate(resolve));
      const stopped = stopping.gateway.stop();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await expect(fetch(`${address}/healthz`)).rejects.toThrow("fetch failed");
      await expect(stopping.gateway.execute({ query: "{ teams { id } }" })).resolves.toMatchObject({ status: 503 });
      open();
      await expect((await running).json()).resolves.toMatchObject({ data: { waits: "done" } });
      await expect(inside).resolves.toMatchObject({ status: 200, body: { data: { waits: "done" } } });
      await stopped;
    });

    it("closes when the grace is over, whoever still runs", async () => {
      const stopping = await startTinyHub({ settings: { graceMs: 50 } }, way);
      const { url: address } = await stopping.gateway.listen(0, "127.0.0.1");
      stopping.controls.gate = new Promise(() => undefined);
      const running = fetch(`${address}/graphql`, { method: "POST", headers: JSON_TYPE, body: JSON.stringify({ query: "{ waits }" }) });
      const failed = expect(running).rejects.toThrow("fetch failed");
      while (stopping.controls.contexts.length === 0) await new Promise((resolve) => setImmediate(resolve));
      await stopping.gateway.stop();
      await failed;
    });
  });
});
