import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** A server of an agency's, as a process of its own. */
export interface AgencyProcess {
  readonly url: string;
  /** Ends it as a crash does; it may be started again. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Starts one and waits until it says its address. @param command how it is started; its port is added at the end */
export async function startAgency(command: readonly string[]): Promise<AgencyProcess> {
  const port = await freePort();
  let child: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    child = await spawned([...command, String(port)]);
  };
  await start();
  const kill = async (): Promise<void> => {
    const ended = child;
    child = null;
    if (ended === null || ended.exitCode !== null) return;
    ended.kill("SIGKILL");
    await once(ended, "exit");
  };
  return { url: `http://127.0.0.1:${port}/`, kill, start };
}

function spawned([program = "", ...words]: readonly string[]): Promise<ChildProcess> {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  return new Promise((resolve, reject) => {
    child.stderr.on("data", (bytes: Buffer) => {
      said += bytes.toString();
    });
    child.stdout.on("data", (bytes: Buffer) => {
      if (bytes.toString().includes("http://")) resolve(child);
    });
    child.once("exit", (code) => reject(new Error(`The agency's server ended with ${code}: ${said}`)));
    child.once("error", reject);
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}
