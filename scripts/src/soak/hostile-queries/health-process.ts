import { get } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { obey } from "../../measure/gateway/apart/process-apart";

/** How long a hub took to say that it lives, in milliseconds. */
export interface Health {
  readonly asked: number;
  readonly failed: number;
  readonly p99: number;
  readonly longest: number;
}

const EVERY_MS = 50;
let times: number[] = [];
let failed = 0;

/** Asks one hub again and again whether it lives: apart, so that whoever sends the queries delays nothing here. */
const orders = {
  async start(url: string): Promise<null> {
    void ask(`${url}/healthz`);
    return null;
  },

  /** Since the last time. */
  async told(_: null): Promise<Health> {
    const sorted = times.sort((one, other) => one - other);
    const health = { asked: sorted.length, failed, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, longest: sorted.at(-1) ?? 0 };
    times = [];
    failed = 0;
    return health;
  },
};

async function ask(address: string): Promise<never> {
  for (;;) {
    const began = performance.now();
    const status = await statusOf(address);
    times.push(performance.now() - began);
    if (status !== 200) failed += 1;
    await wait(EVERY_MS);
  }
}

function statusOf(address: string): Promise<number> {
  return new Promise((resolve) => {
    get(address, { agent: false }, (response) => response.resume().once("end", () => resolve(response.statusCode ?? 0))).once("error", () =>
      resolve(0),
    );
  });
}

export type HealthOrders = typeof orders;

obey(orders);
