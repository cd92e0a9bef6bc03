import { fork } from "node:child_process";
import { extname, join } from "node:path";

/** How a server of a process apart behaves. */
export type ApartManner = "WELL" | "SLOW" | "GARBAGE" | "TWO_GIGABYTES" | "ENDLESS" | "REDIRECTS";

/** What a server has seen so far. */
export interface Seen {
  readonly sockets: number;
  readonly questions: number;
  readonly bytesSent: number;
}

export type ToServers = { readonly kind: "open"; readonly manners: readonly ApartManner[] } | { readonly kind: "tell" };
export type FromServers =
  | { readonly kind: "open"; readonly ports: readonly number[] }
  | { readonly kind: "seen"; readonly seen: readonly Seen[] };

/** Servers of agencies in a process of their own: what they do costs this one nothing but what it takes in. */
export interface ServersApart {
  readonly urls: readonly string[];
  seen(): Promise<readonly Seen[]>;
  stop(): Promise<void>;
}

/** @param execArgv such as what lets Node run the sources */
export async function startServersApart(
  manners: readonly ApartManner[],
  execArgv: readonly string[] = process.execArgv,
): Promise<ServersApart> {
  const child = fork(join(__dirname, `servers-apart-child${extname(__filename)}`), { execArgv: [...execArgv], stdio: "inherit" });
  const ask = <Kind extends FromServers["kind"]>(message: ToServers, kind: Kind): Promise<FromServers & { kind: Kind }> =>
    new Promise((resolve, reject) => {
      const hear = (told: FromServers): void => {
        if (told.kind !== kind) return;
        child.off("message", hear);
        resolve(told as FromServers & { kind: Kind });
      };
      child.on("message", hear);
      child.once("exit", () => reject(new Error("the servers' process ended")));
      child.send(message);
    });
  const { ports } = await ask({ kind: "open", manners }, "open");
  return {
    urls: ports.map((port) => `http://127.0.0.1:${port}/graphql`),
    seen: async () => (await ask({ kind: "tell" }, "seen")).seen,
    stop: async () => {
      child.removeAllListeners("exit");
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    },
  };
}
