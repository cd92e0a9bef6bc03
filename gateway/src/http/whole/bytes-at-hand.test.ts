import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { bytesAtHand } from "./bytes-at-hand";

/** Connects, sends a text and says so, then sends what it is told; in a thread of its own, so that it can while this one waits. */
const CLIENT = `
  const { parentPort, workerData: { port, text, ends, sent } } = require("node:worker_threads");
  const socket = require("node:net").connect(port, "127.0.0.1", () => {
    const done = () => { Atomics.store(sent, 0, 1); Atomics.notify(sent, 0); };
    if (ends) socket.end(text, done); else socket.write(text, done);
  });
  socket.on("error", () => undefined).resume();
  parentPort.once("message", (more) => socket.end(more));
`;

const PATIENCE_MS = 10_000;

/** All that comes over a connection until its end. */
async function textOf(socket: Socket): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of socket) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

describe("what lies in a connection that was just taken", () => {
  let server: Server;
  let client: Worker | null = null;

  beforeEach(async () => {
    server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
  });

  afterEach(async () => {
    await client?.terminate();
    server.close();
  });

  /** A connection over which the text came before this thread took it. */
  async function taken(text: string, ends = false): Promise<{ socket: Socket; atHand: Buffer | null }> {
    const sent = new Int32Array(new SharedArrayBuffer(4));
    const { port } = server.address() as AddressInfo;
    client = new Worker(CLIENT, { eval: true, workerData: { port, text, ends, sent } });
    await once(client, "online");
    const connection = new Promise<{ socket: Socket; atHand: Buffer | null }>((resolve) => {
      server.once("connection", (socket: Socket) => {
        // A client that goes away may leave an error behind.
        socket.on("error", () => undefined);
        resolve({ socket, atHand: bytesAtHand(socket) });
      });
    });
    expect(Atomics.wait(sent, 0, 0, PATIENCE_MS)).not.toBe("timed-out");
    return connection;
  }

  it("is read at once, and what follows as it always is", async () => {
    const { socket, atHand } = await taken("first");
    expect(atHand?.toString()).toBe("first");
    client?.postMessage("second");
    expect(await textOf(socket)).toBe("second");
  });

  it("is read up to what Node reads at a time; the rest comes later, in order", async () => {
    const text = "0123456789".repeat(7_000);
    const { socket, atHand } = await taken(text, true);
    expect(atHand?.length).toBeGreaterThan(0);
    expect(`${atHand}${await textOf(socket)}`).toBe(text);
  });

  it("is nothing where the other side ended without a word, which Node finds too", async () => {
    const { socket, atHand } = await taken("", true);
    expect(atHand).toBeNull();
    await once(socket.resume(), "end");
  });

  it("is nothing on a connection that is over", async () => {
    const { socket } = await taken("first");
    socket.destroy();
    await once(socket, "close");
    expect(bytesAtHand(socket)).toBeNull();
  });
});
