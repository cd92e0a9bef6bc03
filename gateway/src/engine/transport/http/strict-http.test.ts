import { chunk, closesAfter, saysJson, sends } from "../../testing/hostile-source";
import { aSourceForEachTest } from "../../testing/hostile-tests";
import { outcomeOf } from "../../testing/outcome";
import { aQuestion } from "../../testing/question";
import type { HttpLimits } from "./http-limits";
import type { HttpTransport } from "./http-transport";

const hostile = aSourceForEachTest();

const BODY = '{"data":{}}';
const TYPE = "content-type: application/json\r\n";
const CHUNKED = `HTTP/1.1 200 OK\r\n${TYPE}transfer-encoding: chunked\r\n\r\n`;
const WHOLE = chunk(BODY).toString();

const withLines = (...lines: string[]) => `HTTP/1.1 200 OK\r\n${TYPE}${lines.map((line) => `${line}\r\n`).join("")}\r\n${BODY}`;
const withLength = (...lines: string[]) => withLines("content-length: 11", ...lines);
const beginning = (line: string) => withLength().replace("HTTP/1.1 200 OK", line);

function transportOf(limits: Partial<HttpLimits> = {}): HttpTransport<null> {
  return hostile.transports.to(hostile.source.url, { limits: { sockets: 1, ...limits } });
}

const ask = (transport = transportOf()) => outcomeOf(transport.ask(aQuestion({ kind: "mutation" })));

describe("the HTTP/1.1 that a source speaks", () => {
  it.each([
    ["a lower-case version", beginning("http/1.1 200 OK")],
    ["another major version", beginning("HTTP/2.0 200 OK")],
    ["another minor version", beginning("HTTP/1.2 200 OK")],
    ["two spaces before the status", beginning("HTTP/1.1  200 OK")],
    ["a status of four digits", beginning("HTTP/1.1 2000 OK")],
    ["a status below 100", beginning("HTTP/1.1 099 OK")],
    ["a NUL in the reason", beginning("HTTP/1.1 200 O\0K")],
    ["an empty line first", `\r\n${withLength()}`],
    ["a line that ends in LF alone", withLength("x: 1\ny: 2")],
    ["a line that ends in CR alone", withLength("x: 1\ry: 2")],
    ["a line that goes on from the one before it", withLength("x: 1", " 2")],
    ["a NUL in a value", withLength("x: a\0b")],
    ["a control character in a value", withLength("x: a\u0008b")],
    ["a space before the colon", withLength("x : 1")],
    ["no name", withLength(": 1")],
    ["no colon", withLength("x")],
    ["a length with a sign", withLines("content-length: +11")],
    ["a length below nothing", withLines("content-length: -1")],
    ["a hexadecimal length", withLines("content-length: 0xb")],
    ["a length with an exponent", withLines("content-length: 1e1")],
    ["no length where there is its name", withLines("content-length:")],
    ["a length beyond what a number holds", withLines("content-length: 9999999999999999")],
    ["a list of equal lengths", withLines("content-length: 11, 11")],
    ["a length that is repeated", withLines("content-length: 11", "Content-Length: 11")],
    ["lengths that differ", withLines("content-length: 11", "content-length: 12")],
    ["a length and chunks", withLength("transfer-encoding: chunked")],
    ["chunks of HTTP/1.0", (CHUNKED + WHOLE).replace("/1.1", "/1.0")],
    ["a chunk with a prefix", `${CHUNKED}0x${WHOLE}0\r\n\r\n`],
    ["a chunk with a sign", `${CHUNKED}+${WHOLE}0\r\n\r\n`],
    ["a chunk after a space", `${CHUNKED} ${WHOLE}0\r\n\r\n`],
    ["a chunk before a space", `${CHUNKED}b \r\n${BODY}\r\n0\r\n\r\n`],
    ["a chunk without a size", `${CHUNKED}\r\n${BODY}\r\n0\r\n\r\n`],
    ["a chunk with an extension alone", `${CHUNKED};x=1\r\n${BODY}\r\n0\r\n\r\n`],
    ["a chunk beyond every limit", `${CHUNKED}100000000\r\n`],
    ["a chunk of more digits than a number holds", `${CHUNKED}${"f".repeat(400)}\r\n`],
    ["a chunk whose line ends in LF alone", `${CHUNKED}b\n${BODY}\r\n0\r\n\r\n`],
    ["a chunk whose line ends in CR alone", `${CHUNKED}b\r${BODY}\r\n0\r\n\r\n`],
    ["a chunk that is longer than its size", `${CHUNKED}a\r\n${BODY}\r\n0\r\n\r\n`],
    ["a chunk that ends in LF alone", `${CHUNKED}b\r\n${BODY}\n0\r\n\r\n`],
    ["a control character in an extension", `${CHUNKED}b;x=\u0001\r\n${BODY}\r\n0\r\n\r\n`],
    ["a trailer without a colon", `${CHUNKED}${WHOLE}0\r\nx\r\n\r\n`],
    ["a trailer that ends in LF alone", `${CHUNKED}${WHOLE}0\r\nx: 1\n\r\n`],
    ["101 trailers", `${CHUNKED}${WHOLE}0\r\n${"x: 1\r\n".repeat(101)}\r\n`],
    ["zeros before a size without end", `${CHUNKED}${"0".repeat(70_000)}`],
    ["extensions that are little each", `${CHUNKED}${`1;${"x".repeat(100)}\r\n \r\n`.repeat(700)}`],
    ["another protocol", "HTTP/1.1 101 Switching Protocols\r\n\r\n"],
    ["eleven informational heads", `${"HTTP/1.1 102 Processing\r\n\r\n".repeat(11)}${withLength()}`],
  ])("%s is no answer: SOURCE_UNAVAILABLE, and the socket is closed", async (_, bytes) => {
    hostile.source.behave(sends(Buffer.from(bytes, "latin1")));
    const transport = transportOf();
    expect(await ask(transport)).toBe("SOURCE_UNAVAILABLE");
    await hostile.source.deserted();
    hostile.source.behave(sends(withLength()));
    expect(await ask(transport)).toBe("ANSWERED");
  });

  it.each([
    ["another coding", withLines("transfer-encoding: gzip")],
    ["chunks twice", withLines("transfer-encoding: chunked", "transfer-encoding: chunked")],
  ])("%s is SOURCE_ENCODING, and the socket isn't used again", async (_, bytes) => {
    hostile.source.behave(({ socket }) => void socket.end(bytes));
    expect(await ask()).toBe("SOURCE_ENCODING");
    await hostile.source.deserted();
  });

  it.each([
    ["names and codings in capitals", `${CHUNKED.toUpperCase().replace("APPLICATION/JSON", "application/json")}${WHOLE}0\r\n\r\n`],
    ["no reason", beginning("HTTP/1.1 200")],
    ["spaces around a value", withLines("content-length: \t 11 \t")],
    ["bytes beyond ASCII in a value", withLength("x: Gen\u00e8ve")],
    ["a size with zeros and capitals", `${CHUNKED}000B\r\n${BODY}\r\n000\r\n\r\n`],
    ["ten informational heads", `${"HTTP/1.1 102 Processing\r\n\r\n".repeat(10)}${withLength()}`],
    ["trailers that would say another length", `${CHUNKED}${WHOLE}0\r\ncontent-length: 1\r\n\r\n`],
  ])("%s is one, and the socket is used again", async (_, bytes) => {
    const transport = transportOf();
    const before = hostile.source.opened;
    hostile.source.behave(sends(Buffer.from(bytes, "latin1")));
    expect([await ask(transport), await ask(transport)]).toEqual(["ANSWERED", "ANSWERED"]);
    expect(hostile.source.opened - before).toBe(1);
  });

  it.each([204, 304])("%d has no body, whatever its head says of one", async (status) => {
    const transport = transportOf();
    const before = hostile.source.opened;
    hostile.source.behave(sends(`HTTP/1.1 ${status} None\r\ncontent-length: 100\r\n\r\n`));
    expect([await ask(transport), await ask(transport)]).toEqual(["SOURCE_STATUS", "SOURCE_STATUS"]);
    expect(hostile.source.opened - before).toBe(1);
  });

  it.each([
    ["HTTP/1.0", sends(beginning("HTTP/1.0 200 OK"))],
    ["Connection: close", sends(withLength("connection: x, Close"))],
    ["Keep-Alive for a second", sends(withLength("keep-alive: max=5, timeout=1"))],
    ["a body that ends with the connection", closesAfter(Buffer.from(withLines()))],
    ["the end of the connection after the answer", closesAfter(Buffer.from(withLength()))],
  ])("%s is an answer, and another socket is opened for the next question", async (_, behaviour) => {
    const transport = transportOf();
    const before = hostile.source.opened;
    hostile.source.behave(behaviour);
    expect(await ask(transport)).toBe("ANSWERED");
    await hostile.source.deserted();
    expect(await ask(transport)).toBe("ANSWERED");
    expect(hostile.source.opened - before).toBe(2);
  });

  it("closes an idle socket at its time, though the source would keep it for longer", async () => {
    hostile.source.behave(saysJson({ data: {} }, { headers: ["keep-alive: timeout=1000"] }));
    expect(await ask(transportOf({ idle: 20 }))).toBe("ANSWERED");
    await hostile.source.deserted();
  });

  it("uses a socket no longer than the last answer said, though an earlier one said nothing", async () => {
    const transport = transportOf({ idle: 60_000 });
    const before = hostile.source.opened;
    hostile.source.behave(sends(withLength()));
    await ask(transport);
    hostile.source.behave(sends(withLength("keep-alive: timeout=2")));
    await ask(transport);
    expect(hostile.source.opened - before).toBe(1);
    const later = performance.now() + 1_001;
    const clock = jest.spyOn(performance, "now").mockReturnValue(later);
    expect(await ask(transport)).toBe("ANSWERED");
    clock.mockRestore();
    expect(hostile.source.opened - before).toBe(2);
  });
});
