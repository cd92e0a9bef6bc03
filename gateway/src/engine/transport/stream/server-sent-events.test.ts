import { ServerSentEvents } from "./server-sent-events";

const shown = (events: ReturnType<ServerSentEvents["take"]>) => events?.map(({ type, data }) => [type, data.toString()]) ?? null;

describe("an event stream", () => {
  const stream =
    ': hello\n\nevent: next\ndata: {"a":1}\n\nevent:next\r\ndata:{"b":\r\ndata: 2}\r\n\r\nid: 7\nretry: 10\n\nevent: complete\n\ndata: plain\n\n';
  const events = [
    ["next", '{"a":1}'],
    ["next", '{"b":\n2}'],
    ["complete", ""],
    ["message", "plain"],
  ];

  it("is read event by event", () => {
    expect(shown(new ServerSentEvents(1_000).take(Buffer.from(stream)))).toEqual(events);
  });

  it.each([1, 2, 3, 7])("is read the same in pieces of %d bytes", (size) => {
    const reader = new ServerSentEvents(1_000);
    const read = [];
    for (let from = 0; from < stream.length; from += size) read.push(...(reader.take(Buffer.from(stream.slice(from, from + size))) ?? []));
    expect(shown(read)).toEqual(events);
  });

  it("has no event beyond its limit, be it one line, many lines or many pieces", () => {
    const beyond = (...pieces: string[]) => {
      const reader = new ServerSentEvents(1_000);
      return pieces.map((piece) => reader.take(Buffer.from(piece))).includes(null);
    };
    expect(beyond(`data: ${"x".repeat(980)}\n\n`)).toBe(false);
    expect(beyond(`data: ${"x".repeat(1_000)}\n\n`)).toBe(true);
    expect(beyond("data: x\n".repeat(200))).toBe(true);
    expect(beyond(...Array(1_200).fill("x"))).toBe(true);
    expect(beyond("id: 1\n".repeat(10_000), ": comment\n".repeat(10_000))).toBe(false);
    expect(beyond(...Array(100).fill(`data: ${"x".repeat(500)}\n\n`))).toBe(false);
  });
});
