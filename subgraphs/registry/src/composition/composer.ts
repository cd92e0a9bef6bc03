import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { type Problem, Refused } from "../problem";
import type { Composing, CompositionJob, CompositionVerdict } from "./job";

export interface ComposerOptions {
  readonly memoryMiB: number;
  /** For tests, which run the sources. */
  readonly execArgv?: readonly string[] | undefined;
}

/** As many are done by one process: what a hostile text may have left in it goes with it. */
const MOST_JOBS = 200;
/** A process that takes longer to begin won't. */
const BEGIN_MS = 60_000;
const SCRIPT = join(__dirname, `composition-child${__filename.endsWith(".ts") ? ".ts" : ".js"}`);

/** Composes in a process apart, within limits of time and memory; one at a time, and the next one after a death in a new process. */
export class Composer implements Composing {
  readonly #options: ComposerOptions;
  #child: ChildProcess | null = null;
  #jobs = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: ComposerOptions) {
    this.#options = options;
  }

  /** Rejects with Refused where the process died of it or took too long. */
  run(job: CompositionJob, timeMs: number): Promise<CompositionVerdict> {
    const run = this.#turn.then(() => this.#run(job, timeMs));
    this.#turn = run.catch(() => undefined);
    return run;
  }

  /** Ends the process, and with it whatever it is at. */
  close(): void {
    this.#closed = true;
    this.#end();
  }

  /** The process that composes, while there is one. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  async #run(job: CompositionJob, timeMs: number): Promise<CompositionVerdict> {
    if (this.#closed) throw new Error("the composer is closed");
    if (this.#jobs >= MOST_JOBS) this.#end();
    this.#child ??= await this.#begin();
    this.#jobs += 1;
    const answer = await this.#ask<CompositionVerdict | { readonly failed: string }>(this.#child, timeMs, job);
    if ("failed" in answer) throw new Refused([failed(answer.failed)]);
    return answer;
  }

  async #begin(): Promise<ChildProcess> {
    const { memoryMiB, execArgv = [] } = this.#options;
    // Its words go nowhere: they may quote what was published.
    const child = fork(SCRIPT, {
      execArgv: [...execArgv, `--max-old-space-size=${memoryMiB}`],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      serialization: "advanced",
      env: {},
    });
    child.unref();
    child.channel?.unref();
    this.#child = child;
    this.#jobs = 0;
    await this.#ask(child, BEGIN_MS, null);
    return child;
  }

  /** What the process says next; Refused where it says nothing in that time, or dies. */
  #ask<Said>(child: ChildProcess, timeMs: number, job: CompositionJob | null): Promise<Said> {
    return new Promise((resolve, reject) => {
      const settle = (done: () => void): void => {
        clearTimeout(late);
        child.off("message", heard).off("exit", died);
        done();
      };
      const late = setTimeout(() => {
        settle(() => reject(new Refused([tooLong(timeMs)])));
        this.#end();
      }, timeMs);
      const heard = (said: object): void => {
        // What is composed is judged next, which has as much time again.
        if ("composed" in said) late.refresh();
        else settle(() => resolve(said as Said));
      };
      const died = (): void => {
        this.#child = null;
        settle(() =>
          reject(this.#closed ? new Error("the composer is closed") : new Refused([failed("Composing it took more memory than it may.")])),
        );
      };
      child.on("message", heard).on("exit", died);
      if (job !== null) child.send(job);
    });
  }

  #end(): void {
    this.#child?.kill("SIGKILL");
    this.#child = null;
  }
}

function tooLong(timeMs: number): Problem {
  const message = `Composing it with the rest of the graph took more than ${timeMs / 1_000} s.`;
  return {
    code: "COMPOSITION_TIMEOUT",
    message,
    subgraph: null,
    line: null,
    column: null,
    howToFix: "Publish fewer types and interfaces, and fewer ways between them.",
  };
}

function failed(message: string): Problem {
  return {
    code: "COMPOSITION_FAILED",
    message,
    subgraph: null,
    line: null,
    column: null,
    howToFix: "Publish fewer types, fields and levels.",
  };
}
