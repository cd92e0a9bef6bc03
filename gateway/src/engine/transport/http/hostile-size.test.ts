import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { answerBytes, chunk, floods, says, saysJson, sends } from "../../testing/hostile-source";
import { aSourceForEachTest } from "../../testing/hostile-tests";
import { outcomeOf, SECRET } from "../../testing/outcome";
import { aQuestion } from "../../testing/question";
import { HTTP_LIMITS, type HttpLimits } from "./http-limits";

const hostile = aSourceForEachTest();

function ask(limits: Partial<HttpLimits> = {}): Promise<string> {
  return outcomeOf(hostile.transports.to(hostile.source.url, { limits }).ask(aQuestion()));
}

/** What stock data sources do: fetch, without any limit. */
const weaklyFetched = () => fetch(hostile.source.url, { method: "POST", body: "{}" });
const CHUNKED = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
const MEGABYTE = chunk(Buffer.alloc(1_000_000, "1"));
/** What the system's own buffers take of a flood that nobody reads. */
const BUFFERED = 16_000_000;

describe("the size of what a source answers", () => {
  it("C01: stops reading a body that never ends: SOURCE_TOO_LARGE at the limit and one piece", async () => {
    const sent = { bytes: 0 };
    hostile.source.behave(floods(CHUNKED, MEGABYTE, 2_000_000_000, sent));
    expect(await ask()).toBe("SOURCE_TOO_LARGE");
    await hostile.source.deserted();
    expect(sent.bytes).toBeLessThan(HTTP_LIMITS.bytes + BUFFERED);
  });

  it("C01, control: a fetch without limit takes all of it", async () => {
    const sent = { bytes: 0 };
    hostile.source.behave(floods(CHUNKED, MEGABYTE, 40_000_000, sent));
    await weaklyFetched()
      .then((response) => response.text())
      .catch(() => undefined);
    expect(sent.bytes).toBeGreaterThanOrEqual(40_000_000);
  });

  it("C01: takes a body that comes byte by byte in little more room than it has bytes", async () => {
    const body = Buffer.from(JSON.stringify({ data: { text: "x".repeat(60_000) } }));
    hostile.source.behave(
      sends(Buffer.concat([Buffer.from(CHUNKED), ...[...body].map((byte) => chunk(Buffer.of(byte))), Buffer.from("0\r\n\r\n")])),
    );
    expect(await ask()).toBe("ANSWERED");
  });

  it("C02: refuses a body by its announced size, before any of it came", async () => {
    hostile.source.behave(says("", { contentLength: 2_000_000_000 }));
    expect(await ask()).toBe("SOURCE_TOO_LARGE");
    await hostile.source.deserted();
  });

  it("C03: takes neither a body longer than announced nor a shorter one", async () => {
    const body = JSON.stringify({ data: { hello: "world" } });
    hostile.source.behave(says(body, { contentLength: body.length - 5 }));
    expect(await ask()).toBe("SOURCE_UNAVAILABLE");
    hostile.source.behave(({ socket }) => void socket.end(answerBytes(body, { contentLength: body.length + 5 })));
    expect(await ask()).toBe("SOURCE_UNAVAILABLE");
    hostile.source.behave(says(body, { headers: [`content-length: ${body.length + 1}`] }));
    expect(await ask()).toBe("SOURCE_UNAVAILABLE");
  });

  const bomb = Buffer.from(JSON.stringify({ data: { text: "0".repeat(20_000_000) } }));
  it.each([
    ["gzip", () => gzipSync(bomb)],
    ["deflate", () => deflateSync(bomb)],
    ["deflate", () => deflateRawSync(bomb)],
    ["br", () => brotliCompressSync(bomb)],
    ["zstd", () => Buffer.from("28b52ffd", "hex")],
    ["gzip, gzip", () => gzipSync(gzipSync(bomb))],
    ["identity, gzip", () => gzipSync(bomb)],
  ])("C04, C05: inflates nothing: %s is SOURCE_ENCODING", async (encoding, squeezed) => {
    hostile.source.behave(says(squeezed(), { headers: [`content-encoding: ${encoding}`] }));
    expect(await ask()).toBe("SOURCE_ENCODING");
    hostile.source.behave(says(squeezed(), { contentLength: null, headers: [`transfer-encoding: ${encoding}, chunked`] }));
    expect(await ask()).toBe("SOURCE_ENCODING");
  });

  it("C04, control: a fetch inflates it a thousand times", async () => {
    const squeezed = gzipSync(bomb);
    hostile.source.behave(says(squeezed, { headers: ["content-encoding: gzip"] }));
    const text = await (await weaklyFetched()).text();
    expect(text.length / squeezed.length).toBeGreaterThan(500);
  });

  it.each([
    ["lists", (depth: number) => `{"data":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`],
    ["objects", (depth: number) => `{"data":${'{"a":'.repeat(depth - 2)}{}${"}".repeat(depth - 2)}}`],
    ["both", (depth: number) => `{"data":${'[{"a":'.repeat(depth / 2)}1${"}]".repeat(depth / 2)}}`],
  ])("C19: parses no %s that are nested deeper than 64", async (_, nested) => {
    hostile.source.behave(says(nested(66)));
    expect(await ask()).toBe("SOURCE_TOO_DEEP");
    hostile.source.behave(says(nested(100_000)));
    expect(await ask()).toBe("SOURCE_TOO_DEEP");
  });

  it("C19: takes 64 levels, and brackets in strings for none", async () => {
    hostile.source.behave(says(`{"data":${'{"a":'.repeat(62)}{}${"}".repeat(62)}}`));
    expect(await ask()).toBe("ANSWERED");
    hostile.source.behave(saysJson({ data: { text: `${"[".repeat(100)}\\"${"{".repeat(100)}\\\\` } }));
    expect(await ask()).toBe("ANSWERED");
  });

  it("C20: parses no body of more than 200,000 values", async () => {
    hostile.source.behave(says(`{"data":{"list":[${"1,".repeat(199_997)}1]}}`));
    expect(await ask()).toBe("ANSWERED");
    hostile.source.behave(says(`{"data":{"list":[${"1,".repeat(199_998)}1]}}`));
    expect(await ask()).toBe("SOURCE_TOO_MANY_NODES");
    hostile.source.behave(says(`{"data":{"list":[${"null,".repeat(999_000)}null]}}`.slice(0, 4_999_000)));
    expect(await ask()).toBe("SOURCE_TOO_MANY_NODES");
    hostile.source.behave(says(`{"data":{"list":[${'"",'.repeat(5_000_000)}""]}}`));
    expect(await ask()).toBe("SOURCE_TOO_LARGE");
  });

  it("C19, C20, control: the parser itself takes all of that", () => {
    expect(() => JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)).not.toThrow();
    expect(JSON.parse(`[${"null,".repeat(999_999)}null]`)).toHaveLength(1_000_000);
  });

  it("C26: takes no head of more than 16 kB, nor one of 300 headers", async () => {
    hostile.source.behave(saysJson({ data: {} }, { headers: [`x-long: ${"a".repeat(17_000)}`] }));
    expect(await ask()).toBe("SOURCE_UNAVAILABLE");
    hostile.source.behave(saysJson({ data: {} }, { headers: Array.from({ length: 300 }, () => "x: 1") }));
    expect(await ask()).toBe("SOURCE_UNAVAILABLE");
  });

  it("C28: takes no megabyte of trailers, nor of extensions of chunks", async () => {
    const body = chunk(JSON.stringify({ data: {} }));
    const trailer = `x: ${"a".repeat(1_000_000)}\r\n`;
    hostile.source.behave(sends(Buffer.concat([Buffer.from(CHUNKED), body, Buffer.from(`0\r\n${trailer}\r\n`)])));
    expect(await ask()).toBe("SOURCE_UNAVAILABLE");
    hostile.source.behave(
      sends(
        Buffer.concat([Buffer.from(CHUNKED), chunk(JSON.stringify({ data: {} }), `;x=${"a".repeat(1_000_000)}`), Buffer.from("0\r\n\r\n")]),
      ),
    );
    expect(await ask()).toBe("SOURCE_UNAVAILABLE");
    hostile.source.behave(
      sends(Buffer.concat([Buffer.from(CHUNKED), chunk(JSON.stringify({ data: {} }), ";x=1"), Buffer.from("0\r\nx: 1\r\n\r\n")])),
    );
    expect(await ask()).toBe("ANSWERED");
  });

  it("C32: drops extensions of 4 MB and counts their bytes", async () => {
    const body = JSON.stringify({ data: { hello: "world" }, extensions: { ftv1: "A".repeat(4_000_000), note: SECRET } });
    hostile.source.behave(says(body));
    const answer = await hostile.transports.to(hostile.source.url).ask(aQuestion());
    expect(answer).toEqual({ data: { hello: "world" }, errors: [], bytes: body.length, plain: true });
    hostile.source.behave(saysJson({ data: {}, extensions: "A".repeat(5_000_000) }));
    expect(await ask()).toBe("SOURCE_TOO_LARGE");
  });
});
