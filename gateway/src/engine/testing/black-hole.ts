import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";

/** An address that answers no attempt to connect: its listener accepts nothing and its backlog is full. */
export interface BlackHole {
  readonly url: string;
  stop(): Promise<void>;
}

/** The worker listens, and then sleeps for ever: the system completes as many connections as the backlog holds, and drops the rest. */
const LISTENER = `
  const { parentPort } = require("node:worker_threads");
  const server = require("node:net").createServer();
  server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });
`;

export async function startBlackHole(): Promise<BlackHole> {
  const worker = new Worker(LISTENER, { eval: true });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  const fillers: Socket[] = [];
  while (await opens(port, fillers)) {
    if (fillers.length > 50) throw new Error("the listener takes every connection");
  }
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    stop: async () => {
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    },
  };
}

/** Whether one more connection is completed. */
function opens(port: number, fillers: Socket[]): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  fillers.push(socket);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 200);
    socket.on("error", () => undefined);
    socket.once("connect", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
