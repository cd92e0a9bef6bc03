import fc from "fast-check";
import { answerBytes, chunk, type HostileSource, isSilent, saysJson, startHostileSource } from "../../testing/hostile-source";
import { outcomeOf } from "../../testing/outcome";
import { aQuestion, PATIENT } from "../../testing/question";
import { HTTP_LIMITS } from "./http-limits";
import { HttpTransport } from "./http-transport";
import { ResponseReader } from "./response-reader";

const BODY = JSON.stringify({ data: { text: "Genève · 日内瓦 \r\n\r\n 0\r\n\r\n", list: [1, 2, 3] } });
const PIECES = [BODY.slice(0, 1), BODY.slice(1, 30), BODY.slice(30)];
const CHUNKED = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
/** Milliseconds after which a source closes what it has said nothing more on. */
const LINGERING = 20;
const HINTS = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";

const RESPONSES = [
  answerBytes(BODY, { headers: ["x-one: 1", "x-one: 2", "vary: *"] }),
  Buffer.concat([Buffer.from(HINTS), Buffer.from(HINTS), answerBytes(BODY)]),
  Buffer.concat([Buffer.from(CHUNKED), ...PIECES.map((piece) => chunk(piece)), Buffer.from("0\r\n\r\n")]),
  Buffer.concat([Buffer.from(CHUNKED), ...PIECES.map((piece) => chunk(piece, ";x=1")), Buffer.from("00\r\nx: 1\r\ny: 2\r\n\r\n")]),
  Buffer.concat([answerBytes(BODY), Buffer.from("HTTP/1.1 200 OK\r\n")]),
  answerBytes(BODY, { contentLength: null }),
  answerBytes("", { status: "204 No Content" }),
];

/** What was told of a response that came in these pieces. */
function readIn(pieces: readonly Buffer[]): { told: string[]; body: string } {
  const told: string[] = [];
  const body: Buffer[] = [];
  const reader = new ResponseReader(
    {
      onHead: (head) => told.push(JSON.stringify(head)),
      onBody: (piece) => body.push(piece),
      onEnd: () => told.push("END"),
    },
    HTTP_LIMITS,
  );
  for (const piece of pieces) reader.take(piece);
  reader.close();
  return { told, body: Buffer.concat(body).toString() };
}

/** The bytes cut at places that lie anywhere in them. */
function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [...new Set(at.map((place) => place % bytes.length))].sort((a, b) => a - b);
  return [...places, bytes.length].map((to, nth) => bytes.subarray(places[nth - 1] ?? 0, to));
}

describe("a response that comes in pieces", () => {
  it("holds what was said, told once", () => {
    const [first] = RESPONSES;
    if (first === undefined) throw new Error("there is no response");
    const { told, body } = readIn([first]);
    expect(body).toBe(BODY);
    expect(told.map((line) => (line === "END" ? line : JSON.parse(line)))).toEqual([
      expect.objectContaining({ status: 200, count: 5, persistent: true, framing: { kind: "LENGTH", length: Buffer.byteLength(BODY) } }),
      "END",
    ]);
  });

  it("says the same however it is cut", () => {
    fc.assert(
      fc.property(fc.constantFrom(...RESPONSES), fc.array(fc.nat(), { maxLength: 40 }), (bytes, at) => {
        expect(readIn(cut(bytes, at))).toEqual(readIn([bytes]));
      }),
      { numRuns: 2_000 },
    );
  });

  it("says the same byte by byte", () => {
    for (const bytes of RESPONSES) expect(readIn([...bytes].map((byte) => Buffer.of(byte)))).toEqual(readIn([bytes]));
  });
});

describe("a response that was damaged", () => {
  let source: HostileSource;
  beforeAll(async () => {
    source = await startHostileSource(isSilent);
  });
  afterAll(() => source.stop());

  const damage = fc.array(
    fc.record({
      at: fc.nat(),
      kind: fc.constantFrom("SET", "DROP", "ADD", "TWICE"),
      byte: fc.constantFrom(0, 10, 13, 32, 48, 58, 59, 65, 255),
    }),
    { minLength: 1, maxLength: 4 },
  );

  it("ends when its connection does, throws nothing but a fault, and leaves the next answer alone", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...RESPONSES), damage, async (bytes, damages) => {
        const transport = new HttpTransport<null>({ subgraph: "hostile", url: source.url, limits: { ...PATIENT, sockets: 1 } });
        source.behave(({ socket }) => {
          socket.write(damages.reduce(damaged, bytes));
          setTimeout(() => socket.end(), LINGERING);
        });
        expect(await outcomeOf(transport.ask(aQuestion()))).toMatch(/^(ANSWERED|SOURCE_[A-Z_]+)$/);
        source.behave(saysJson({ data: { hello: "next" } }));
        expect((await transport.ask(aQuestion())).data).toEqual({ hello: "next" });
        await transport.close();
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

function damaged(bytes: Buffer, { at, kind, byte }: { at: number; kind: string; byte: number }): Buffer {
  const place = at % bytes.length;
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  if (kind === "SET") return Buffer.concat([before, Buffer.of(byte), after.subarray(1)]);
  if (kind === "DROP") return Buffer.concat([before, after.subarray(1)]);
  return Buffer.concat([before, kind === "ADD" ? Buffer.of(byte) : after, after]);
}
