import cluster, { type Worker } from "node:cluster";
import { extname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Figures } from "@actionline/gateway/observe/figures";
import type { FromGateway, GatewayOrder, ToGateway } from "./gateway-message";
import { NODE_FLAGS } from "./node-flags";

export interface GatewaysOptions {
  /** Processes that answer, all on the order's port, which is a number of its own: 0 would be another one for whoever begins later. */
  readonly count: number;
  readonly order: GatewayOrder;
  /** Milliseconds that one has to finish what runs, once it is told to stop. */
  readonly graceMs: number;
  /** Beside Node's own for their process. */
  readonly execArgv?: readonly string[];
  readonly onFault: (what: string) => void;
}

/** One that ends by itself is begun anew, after a while that grows with each time in a row. */
const REST = { first: 500, most: 30_000 };
/** Milliseconds that a process has to tell its figures. */
const PATIENCE = 2_000;
/** A gateway that lived as long as this had begun well. */
const WELL = 60_000;

/** Several processes that answer on one port, over one hub. */
export class Gateways {
  readonly #options: GatewaysOptions;
  readonly #running = new Set<Worker>();
  #order: GatewayOrder;
  #stopping = false;
  #rest = REST.first;

  constructor(options: GatewaysOptions) {
    this.#options = options;
    this.#order = options.order;
  }

  /** @returns the address that all of them answer at */
  async open(): Promise<{ url: string; port: number }> {
    const exec = join(__dirname, `gateway-process${extname(__filename)}`);
    cluster.setupPrimary({ exec, execArgv: [...NODE_FLAGS, ...(this.#options.execArgv ?? [])], silent: false });
    const [first] = await Promise.all(Array.from({ length: this.#options.count }, () => this.#begin()));
    if (first === undefined) throw new Error("a hub without gateways answers nobody");
    return first;
  }

  /** Process ids, for whoever looks after them. */
  get processes(): readonly number[] {
    return [...this.#running].flatMap(({ process }) => process.pid ?? []);
  }

  /** Those of each process that tells them in time: one that is busy or just ending is left out. */
  async figures(): Promise<readonly Figures[]> {
    const asked = [...this.#running].map((worker) => within(PATIENCE, ask(worker, { kind: "tell figures" }, "figures")));
    const told = await Promise.allSettled(asked);
    return told.flatMap((each) => (each.status === "fulfilled" ? [each.value.figures] : []));
  }

  /** Gives every gateway another supergraph, one after the other, so that never more than one is busy with it. */
  async replace(supergraphSdl: string): Promise<void> {
    for (const worker of [...this.#running]) {
      const { error } = await ask(worker, { kind: "replace", supergraphSdl }, "replaced");
      if (error !== null) throw new Error(error);
    }
    // Those that are begun from now on begin with it.
    this.#order = { ...this.#order, supergraphSdl };
  }

  /** Lets all finish what runs; ends whoever doesn't in time. */
  async close(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#running].map((worker) => this.#end(worker)));
  }

  async #begin(): Promise<{ url: string; port: number }> {
    const worker = cluster.fork();
    const began = performance.now();
    this.#running.add(worker);
    worker.once("exit", () => this.#ended(worker, performance.now() - began));
    await heard(worker, "ready");
    if (this.#stopping) send(worker, { kind: "stop" });
    return ask(worker, { kind: "open", order: this.#order }, "listening");
  }

  #ended(worker: Worker, lived: number): void {
    this.#running.delete(worker);
    if (this.#stopping) return;
    this.#rest = lived > WELL ? REST.first : Math.min(this.#rest * 2, REST.most);
    this.#options.onFault(`a gateway process ended by itself; another begins in ${Math.round(this.#rest / 100) / 10} s`);
    setTimeout(() => {
      if (!this.#stopping) this.#begin().catch((error: Error) => this.#options.onFault(`a gateway process didn't begin: ${error.message}`));
    }, this.#rest).unref();
  }

  #end(worker: Worker): Promise<void> {
    return new Promise((resolve) => {
      const late = setTimeout(() => worker.process.kill("SIGKILL"), this.#options.graceMs + 2_000);
      worker.once("exit", () => {
        clearTimeout(late);
        resolve();
      });
      send(worker, { kind: "stop" });
    });
  }
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = wait(milliseconds, undefined, { ref: false }).then(() => Promise.reject(new Error("it took too long")));
  return Promise.race([work, late]);
}

function ask<Kind extends FromGateway["kind"]>(
  worker: Worker,
  message: ToGateway,
  kind: Kind,
): Promise<FromGateway & { readonly kind: Kind }> {
  const answer = heard(worker, kind);
  send(worker, message);
  return answer;
}

/** A process that is just ending can't be told anything; that it ended is heard by itself. */
function send(worker: Worker, message: ToGateway): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}

/** The next message of that kind; rejects where the process tells that it failed, or ends first. */
function heard<Kind extends FromGateway["kind"]>(worker: Worker, kind: Kind): Promise<FromGateway & { readonly kind: Kind }> {
  return new Promise((resolve, reject) => {
    const listen = (message: FromGateway): void => {
      if (message.kind === "failed") settle(() => reject(new Error(message.error)));
      else if (isOfKind(message, kind)) settle(() => resolve(message));
    };
    const gone = (): void => settle(() => reject(new Error("the gateway process ended before it answered")));
    const settle = (done: () => void): void => {
      worker.off("message", listen);
      worker.off("exit", gone);
      done();
    };
    worker.on("message", listen);
    worker.once("exit", gone);
    if (worker.isDead()) gone();
  });
}

function isOfKind<Kind extends FromGateway["kind"]>(message: FromGateway, kind: Kind): message is FromGateway & { readonly kind: Kind } {
  return message.kind === kind;
}
