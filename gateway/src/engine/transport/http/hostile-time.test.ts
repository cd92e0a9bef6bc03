import { startBlackHole } from "../../testing/black-hole";
import { answerBytes, chunk, drips, isSilent, sends } from "../../testing/hostile-source";
import { aSourceForEachTest } from "../../testing/hostile-tests";
import { outcomeOf } from "../../testing/outcome";
import { aQuestion, PATIENT } from "../../testing/question";
import { HTTP_LIMITS, type HttpLimits } from "./http-limits";

const hostile = aSourceForEachTest();
/** Times of a test, in the same order as the real ones. */
const QUICK = { connect: 100, firstByte: 200, whole: 300, idle: 50 };

function ask(limits: Partial<HttpLimits> = QUICK, url = hostile.source.url): Promise<string> {
  return outcomeOf(hostile.transports.to(url, { limits }).ask(aQuestion()));
}

const HELLO = answerBytes(JSON.stringify({ data: { hello: "world" } }));

describe("the time that a source takes", () => {
  it("gives a source 1 s to connect, 2 s to its first byte and 3 s in all", () => {
    expect(HTTP_LIMITS).toMatchObject({ connect: 1_000, firstByte: 2_000, whole: 3_000 });
  });

  it.each([
    ["C06: one byte at a time", drips(HELLO, 1, 20)],
    ["C11: slices of a few bytes", drips(HELLO, 3, 60)],
    ["C12: a thousand bytes a second", drips(answerBytes(JSON.stringify({ data: { text: "x".repeat(10_000) } })), 50, 50)],
  ])("%s: SOURCE_TIMEOUT at the end of the whole time, and its socket is closed", async (_, slowly) => {
    hostile.source.behave(slowly);
    expect(await ask()).toBe("SOURCE_TIMEOUT");
    await hostile.source.deserted();
  });

  it("C06, control: a limit on the time between two bytes lets it through", async () => {
    hostile.source.behave(drips(HELLO, 1, 5));
    const response = await fetch(hostile.source.url, { method: "POST", body: "{}", headers: { connection: "close" } });
    expect(await response.json()).toEqual({ data: { hello: "world" } });
    expect(await ask({ ...PATIENT, idle: 50 })).toBe("ANSWERED");
  });

  it("C07: a head and nothing more: SOURCE_TIMEOUT, and its socket is closed", async () => {
    hostile.source.behave(sends("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n"));
    expect(await ask()).toBe("SOURCE_TIMEOUT");
    await hostile.source.deserted();
  });

  it("C08: a connection that never answers: SOURCE_TIMEOUT, and its socket is closed", async () => {
    hostile.source.behave(isSilent);
    expect(await ask()).toBe("SOURCE_TIMEOUT");
    await hostile.source.deserted();
  });

  it("C08: half a head is no first byte", async () => {
    hostile.source.behave(sends("HTTP/1.1 200 OK\r\ncontent-type: applic"));
    expect(await ask({ ...QUICK, whole: 600_000 })).toBe("SOURCE_TIMEOUT");
  });

  it("C09: an address that drops what is sent to it: SOURCE_UNAVAILABLE when the time to connect is over", async () => {
    const hole = await startBlackHole();
    expect(await ask({ connect: 100, firstByte: 60_000, whole: 60_000 }, hole.url)).toBe("SOURCE_UNAVAILABLE");
    await hole.stop();
  });

  it("C09: a connector that is slower than its time is not waited for, and its socket is closed when it opens", async () => {
    let open: () => void = () => undefined;
    let destroyed = false;
    const { Socket } = jest.requireActual<typeof import("node:net")>("node:net");
    const socket = new Socket();
    socket.destroy = () => {
      destroyed = true;
      return socket;
    };
    const transport = hostile.transports.to(hostile.source.url, {
      limits: { connect: 50 },
      connector: () => (_, callback) => {
        open = () => callback(null, socket);
      },
    });
    expect(await outcomeOf(transport.ask(aQuestion()))).toBe("SOURCE_UNAVAILABLE");
    open();
    expect(destroyed).toBe(true);
  });

  it("C27: a hundred early hints are no answer", async () => {
    hostile.source.behave(sends("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(100)));
    expect(await ask({ firstByte: 60_000, whole: 60_000 })).toBe("SOURCE_UNAVAILABLE");
    hostile.source.behave(sends("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(3)));
    expect(await ask()).toBe("SOURCE_TIMEOUT");
    hostile.source.behave(sends(Buffer.concat([Buffer.from("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"), HELLO])));
    expect(await ask({ ...PATIENT, idle: 50 })).toBe("ANSWERED");
  });

  it("C28: extensions of chunks that never end are ended by the time", async () => {
    hostile.source.behave(({ socket }) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n5;x=");
      const timer = setInterval(() => socket.write("a".repeat(100)), 5);
      socket.on("close", () => clearInterval(timer));
    });
    expect(await ask()).toBe("SOURCE_TIMEOUT");
    await hostile.source.deserted();
  });

  it("drains a refused body that is small, so that its socket is used again, and no longer than the whole time", async () => {
    const transport = hostile.transports.to(hostile.source.url, { limits: { sockets: 1, idle: 50 } });
    const before = hostile.source.opened;
    hostile.source.behave(sends(answerBytes("down for maintenance", { status: "503 Service Unavailable", type: "text/html" })));
    expect(await outcomeOf(transport.ask(aQuestion()))).toBe("SOURCE_STATUS");
    hostile.source.behave(sends(HELLO));
    expect(await outcomeOf(transport.ask(aQuestion()))).toBe("ANSWERED");
    expect(hostile.source.opened - before).toBe(1);
  });

  it("closes the socket of a refused body that is large, or goes on and on", async () => {
    hostile.source.behave(sends(answerBytes("x".repeat(1_000), { status: "500 Oops", contentLength: 1_000_000 })));
    expect(await ask()).toBe("SOURCE_STATUS");
    await hostile.source.deserted();
    hostile.source.behave(
      sends(Buffer.concat([Buffer.from("HTTP/1.1 500 Oops\r\ntransfer-encoding: chunked\r\n\r\n"), chunk("x".repeat(200_000))])),
    );
    expect(await ask()).toBe("SOURCE_STATUS");
    await hostile.source.deserted();
    hostile.source.behave(sends("HTTP/1.1 500 Oops\r\ncontent-length: 10\r\n\r\nx"));
    expect(await ask()).toBe("SOURCE_STATUS");
    await hostile.source.deserted();
  });
});
