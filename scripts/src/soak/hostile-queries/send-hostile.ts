import { type Agent, request } from "node:http";
import type { HostileRequest } from "./hostile-request";

/** What came back: null where the hub closed before it said anything. */
export interface HostileAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Beyond the hub's own time for a request: what takes longer was forgotten. */
const PATIENCE_MS = 30_000;

/** Sends a request as it is, and reads the whole answer; a refusal may come before everything was sent. */
export function sendHostile(url: string, { body, headers }: HostileRequest, agent: Agent): Promise<HostileAnswer | null> {
  return new Promise((resolve) => {
    const sending = request(url, { method: "POST", headers, agent, timeout: PATIENCE_MS }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      const told = (): void =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers["content-type"] ?? "",
          text: Buffer.concat(pieces).toString("utf8"),
        });
      response.once("end", told).once("error", told);
    });
    sending.once("timeout", () => sending.destroy());
    // What is told already counts; the rest of the body may fail to be sent.
    sending.on("error", () => resolve(null));
    sending.end(body);
  });
}
