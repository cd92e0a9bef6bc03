import { type ChildProcess, fork } from "node:child_process";
import { extname, join } from "node:path";

/** What a process apart can be told to do: each order with what it is given, and what it answers. */
export type Orders = { readonly [order: string]: (given: never) => Promise<unknown> };

type Given<O extends Orders, Name extends keyof O> = Parameters<O[Name]>[0];
type Told<O extends Orders, Name extends keyof O> = Awaited<ReturnType<O[Name]>>;

interface Reply {
  readonly number: number;
  readonly told?: unknown;
  readonly error?: string;
}

export interface ApartOptions {
  readonly execArgv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A process that carries out orders one by one, so that its processor time and its memory are its own. */
export class ProcessApart<O extends Orders> {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #number = 0;

  /** The name of a file of this folder. */
  constructor(file: string, { execArgv = [], env = {} }: ApartOptions = {}) {
    this.#child = fork(join(__dirname, `${file}${extname(__filename)}`), [], {
      execArgv: [...execArgv],
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.#child.on("message", (reply) => this.#settle(reply as Reply));
    this.#ended = new Promise((resolve) => this.#child.once("exit", (code) => resolve(this.#lost(`${file} ended with ${code}`))));
  }

  async tell<Name extends keyof O & string>(order: Name, given: Given<O, Name>): Promise<Told<O, Name>> {
    this.#number += 1;
    const number = this.#number;
    const { told, error } = await new Promise<Reply>((resolve) => {
      this.#waiting.set(number, resolve);
      this.#child.send({ number, order, given });
    });
    if (error !== undefined) throw new Error(error);
    return told as Told<O, Name>;
  }

  /** Lets it end by itself: a profile is written only then. */
  async stop(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    await this.#ended;
  }

  #settle(reply: Reply): void {
    this.#waiting.get(reply.number)?.(reply);
    this.#waiting.delete(reply.number);
  }

  #lost(error: string): void {
    for (const number of this.#waiting.keys()) this.#settle({ number, error });
  }
}

/** The other side: carries out what comes in, and ends with its parent. */
export function obey(orders: Orders): void {
  process.on("message", async ({ number, order, given }: { number: number; order: string; given: never }) => {
    const reply = await carriedOut(orders, order, given);
    process.send?.({ number, ...reply });
  });
  process.once("disconnect", () => process.exit());
}

async function carriedOut(orders: Orders, order: string, given: never): Promise<Omit<Reply, "number">> {
  try {
    const work = orders[order];
    if (work === undefined) throw new Error(`There is no order "${order}".`);
    return { told: await work(given) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
