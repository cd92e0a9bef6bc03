import { SourceError } from "../../engine-error";
import { type HostileSource, says, saysJson, startHostileSource } from "../../testing/hostile-source";
import { outcomeOf } from "../../testing/outcome";
import { aQuestion } from "../../testing/question";
import { TestTransports } from "../../testing/test-transports";
import type { HttpTransportOptions } from "./http-transport";

let source: HostileSource;
/** Where nothing may ever arrive. */
let canary: HostileSource;
const transports = new TestTransports<string>();

beforeEach(async () => {
  source = await startHostileSource(saysJson({ data: {} }));
  canary = await startHostileSource(saysJson({ data: { hello: "canary" } }));
});
afterEach(async () => {
  await transports.close();
  await Promise.all([source.stop(), canary.stop()]);
});

const transportOf = (options: Partial<HttpTransportOptions<string>> = {}) => transports.to(source.url, options);

const ask = (transport = transportOf()) => outcomeOf(transport.ask(aQuestion({ scope: "scope" })));

describe("what leaves the hub for a source", () => {
  it.each([301, 302, 303, 307, 308, 300, 305])(
    "E01–E05: %d to another address is SOURCE_REDIRECT, and nothing arrives there",
    async (status) => {
      source.behave(says("", { status: `${status} Elsewhere`, headers: [`location: ${canary.url}`] }));
      expect(await ask()).toBe("SOURCE_REDIRECT");
      expect(canary.opened).toBe(0);
      expect(source.asked).toHaveLength(1);
    },
  );

  it.each(["file:///etc/passwd", "gopher://127.0.0.1/", "//127.0.0.1/", "/graphql", "", "http://"])(
    "E06: nor is a redirect to %j followed",
    async (location) => {
      source.behave(says("", { status: "302 Found", headers: [`location: ${location}`] }));
      expect(await ask()).toBe("SOURCE_REDIRECT");
      expect(source.asked).toHaveLength(1);
    },
  );

  it("E01, control: a fetch without limit follows, and posts the question there", async () => {
    source.behave(says("", { status: "307 Temporary Redirect", headers: [`location: ${canary.url}`] }));
    await fetch(source.url, { method: "POST", body: "representations" });
    expect(canary.asked.map(({ body }) => body)).toEqual(["representations"]);
  });

  it("C26: a cookie that a source sets never comes back to it", async () => {
    const transport = transportOf();
    source.behave(saysJson({ data: {} }, { headers: ["set-cookie: session=1", "set-cookie: other=2; Path=/"] }));
    await ask(transport);
    await ask(transport);
    expect(source.asked[1]?.head).not.toMatch(/cookie/i);
  });

  it("D15: sends its own headers and those it is told to, and no others", async () => {
    const transport = transportOf({ headersOf: ({ scope }) => ({ traceparent: `00-${scope}` }) });
    await ask(transport);
    expect(source.asked[0]?.head.toLowerCase().split("\r\n").sort()).toEqual(
      [
        "post /graphql http/1.1",
        `host: ${new URL(source.url).host}`,
        "connection: keep-alive",
        "content-type: application/json",
        "accept: application/graphql-response+json, application/json;q=0.9",
        "accept-encoding: identity",
        "content-length: 34",
        "traceparent: 00-scope",
      ].sort(),
    );
  });

  it("sends no header that would begin another one", async () => {
    const transport = transportOf({ headersOf: () => ({ traceparent: "x\r\nauthorization: y" }) });
    await expect(transport.ask(aQuestion({ scope: "scope" }))).rejects.toThrow("invalid traceparent header");
    expect(source.asked).toHaveLength(0);
    transport.close();
  });

  it("says what a connector says that refuses an address", async () => {
    const refused = new SourceError("hostile", "SOURCE_ADDRESS_BLOCKED", "Not there.");
    const transport = transportOf({ connector: () => (_, callback) => callback(refused, null) });
    await expect(transport.ask(aQuestion({ scope: "scope" }))).rejects.toBe(refused);
    expect(source.opened).toBe(0);
  });

  it.each(["file:///etc/passwd", "ftp://example.org/", "http://user:password@example.org/", "not an address"])(
    "is never made for %s",
    (url) => {
      expect(() => transportOf({ url })).toThrow();
    },
  );

  describe("C17: a source that asks to be left alone", () => {
    const now = Date.parse("2026-11-01T09:30:00Z");
    it.each([
      ["30", 30],
      ["1000000000", 60],
      ["-5", 1],
      ["0", 1],
      ["Sun, 01 Nov 2026 09:30:20 GMT", 20],
      ["Sun, 01 Nov 2099 09:30:20 GMT", 60],
      ["Sun, 01 Nov 1999 09:30:20 GMT", 1],
    ])("by Retry-After: %s is left alone for %d s", async (header, seconds) => {
      const clock = { now };
      const transport = transportOf({ now: () => clock.now });
      source.behave(says("busy", { status: "503 Busy", headers: [`retry-after: ${header}`] }));
      expect(await ask(transport)).toBe("SOURCE_STATUS");
      source.behave(saysJson({ data: {} }));
      clock.now = now + seconds * 1_000 - 1;
      expect(await ask(transport)).toBe("SOURCE_CIRCUIT_OPEN");
      expect(source.asked).toHaveLength(1);
      clock.now = now + seconds * 1_000;
      expect(await ask(transport)).toBe("ANSWERED");
    });

    it.each([
      ["503 Busy", "soon"],
      ["503 Busy", ""],
      ["500 Oops", "30"],
    ])("is asked again at once where %s says %j", async (status, header) => {
      const transport = transportOf();
      source.behave(says("busy", { status, headers: [`retry-after: ${header}`] }));
      expect(await ask(transport)).toBe("SOURCE_STATUS");
      expect(await ask(transport)).toBe("SOURCE_STATUS");
    });
  });
});
