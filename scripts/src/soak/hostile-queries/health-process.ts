import { get } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { obey } from "../../measure/gateway/apart/process-apart";
import { mainThreadTimes } from "./thread-times";

/** How long a server took to say that it lives, in milliseconds. */
export interface Health {
  readonly asked: number;
  readonly failed: number;
  readonly p99: number;
  readonly longest: number;
  /**
   * Without the time that its main thread, or who asks it, was ready to work and the machine did something else: what it did
   * itself, however busy the machine is. With that time where the system doesn't tell.
   */
  readonly ownP99: number;
}

/** A server, and the process that it runs in. */
export interface Asked {
  readonly url: string;
  readonly process: number;
}

/** Of a hub, and of a server beside it that does nothing else. */
export interface Healths {
  readonly hub: Health;
  readonly idle: Health;
}

const EVERY_MS = 50;

/** What one server said since it was last told. */
class Answers {
  #times: number[] = [];
  #own: number[] = [];
  #failed = 0;

  async ask({ url, process: asked }: Asked): Promise<never> {
    for (;;) {
      const [waited, began] = [waitedBy(asked) + waitedBy(process.pid), performance.now()];
      const status = await statusOf(`${url}/healthz`);
      const took = performance.now() - began;
      this.#times.push(took);
      this.#own.push(Math.max(0, took - (waitedBy(asked) + waitedBy(process.pid) - waited)));
      if (status !== 200) this.#failed += 1;
      await wait(EVERY_MS);
    }
  }

  told(): Health {
    const times = { p99: p99Of(this.#times), ownP99: p99Of(this.#own), longest: Math.max(0, ...this.#times) };
    const health = { asked: this.#times.length, failed: this.#failed, ...times };
    this.#times = [];
    this.#own = [];
    this.#failed = 0;
    return health;
  }
}

const waitedBy = (asked: number): number => mainThreadTimes(asked)?.waiting ?? 0;

function p99Of(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
}

const [hub, idle] = [new Answers(), new Answers()];

/** Asks a hub and an idle server again and again whether they live: apart, so that whoever sends the queries delays nothing here. */
const orders = {
  async start(asked: { readonly hub: Asked; readonly idle: Asked }): Promise<null> {
    void hub.ask(asked.hub);
    void idle.ask(asked.idle);
    return null;
  },

  async told(_: null): Promise<Healths> {
    return { hub: hub.told(), idle: idle.told() };
  },
};

function statusOf(address: string): Promise<number> {
  return new Promise((resolve) => {
    get(address, { agent: false }, (response) => response.resume().once("end", () => resolve(response.statusCode ?? 0))).once("error", () =>
      resolve(0),
    );
  });
}

export type HealthOrders = typeof orders;

obey(orders);
