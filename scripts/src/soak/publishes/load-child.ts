import "reflect-metadata";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { WHO_ANSWERS, wrongWith } from "@actionline/gateway/agencies/testing/moving-graph";

/** What one phase of the load came to. */
export interface LoadTold {
  readonly asked: number;
  readonly failed: number;
  readonly mixed: number;
  readonly p50: number;
  readonly p99: number;
}

/** How a phase is loaded, until it is told to stop. */
export interface LoadOrder {
  readonly url: string;
  readonly perSecond: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 50 });
const BODY = JSON.stringify({ query: WHO_ANSWERS });

/** Milliseconds, and what was wrong. */
function ask(url: string): Promise<{ readonly took: number; readonly wrong: "FAILED" | "MIXED" | null }> {
  const began = performance.now();
  return new Promise((resolve) => {
    const end = (wrong: "FAILED" | "MIXED" | null) => resolve({ took: performance.now() - began, wrong });
    const asked = request(url, { method: "POST", agent, headers: { "content-type": "application/json" } }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.on("end", () => end(response.statusCode === 200 ? wrongWith(JSON.parse(Buffer.concat(pieces).toString("utf8"))) : "FAILED"));
    });
    asked.on("error", () => end("FAILED"));
    asked.end(BODY);
  });
}

let stopping = false;

/** As many questions in each second whether or not the ones before are answered: who waits in line is slow too. */
async function load({ url, perSecond }: LoadOrder): Promise<LoadTold> {
  const asked: Promise<{ readonly took: number; readonly wrong: "FAILED" | "MIXED" | null }>[] = [];
  const began = performance.now();
  while (!stopping) {
    while (asked.length < ((performance.now() - began) / 1_000) * perSecond) asked.push(ask(url));
    await sleep(1_000 / perSecond);
  }
  const found = await Promise.all(asked);
  const took = found.map((each) => each.took).sort((one, other) => one - other);
  const count = (wrong: string) => found.filter((each) => each.wrong === wrong).length;
  const at = (share: number) => Math.round((took[Math.floor(took.length * share)] ?? 0) * 10) / 10;
  return { asked: found.length, failed: count("FAILED"), mixed: count("MIXED"), p50: at(0.5), p99: at(0.99) };
}

process.on("message", (message: LoadOrder | "stop") => {
  if (message === "stop") stopping = true;
  else {
    stopping = false;
    void load(message).then((told) => process.send?.(told));
  }
});
process.on("disconnect", () => process.exit());
