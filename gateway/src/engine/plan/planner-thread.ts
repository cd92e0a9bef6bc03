import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { EngineError } from "../engine-error";
import type { SupergraphDigest } from "../supergraph/supergraph-digest";
import { planLimit } from "./plan-limit";
import type { PlannerData, PlannerKind, PlannerLimits, PlannerMessage, PlannerReading, PlannerTask } from "./planner-message";
import { WorkLimit } from "./work-limit";

/** Limits of one planner's thread, beside those that hold inside it. */
export interface ThreadLimits extends PlannerLimits {
  /** Milliseconds that one plan may take, where the machine isn't busy with other things. */
  readonly planTime: number;
  /** Milliseconds that it may take to tell of the schema. */
  readonly introspectionTime: number;
  /** Milliseconds that reading the supergraph may take. */
  readonly readTime: number;
  readonly heapMiB: number;
}

/** What a thread reads, and who makes its plans. */
export interface ThreadSource {
  readonly supergraphSdl: string;
  readonly kind: PlannerKind;
}

interface Task {
  readonly number: number;
  readonly resolve: (texts: readonly string[]) => void;
  readonly reject: (error: unknown) => void;
  readonly limit: WorkLimit;
}

/** Planning leaves much behind and needs little of it: more room would be held, and save no time. */
const YOUNG_MIB = 12;

/** A thread that has read one supergraph and does one task at a time. A task that takes too long ends it. */
export class PlannerThread {
  /** Rejects where the supergraph is refused; null where no digest was asked for. */
  readonly ready: Promise<SupergraphDigest | null>;
  /** Resolves when the thread is gone, for whatever reason. */
  readonly ended: Promise<void>;
  /** Whoever has the thread is told so. */
  onEnd: (() => void) | null = null;
  readonly #worker: Worker;
  readonly #readTime: number;
  readonly #times: Readonly<Record<PlannerTask["kind"], number>>;
  #over = false;
  #task: Task | null = null;
  #tasks = 0;
  #started: { readonly resolve: (digest: SupergraphDigest | null) => void; readonly reject: (error: unknown) => void } | null = null;

  constructor({ supergraphSdl, kind }: ThreadSource, digest: boolean, limits: ThreadLimits) {
    const { planTime, introspectionTime, readTime, heapMiB, evaluatedPlans, paths, fetches } = limits;
    const data: PlannerData = { supergraphSdl, digest, kind, limits: { evaluatedPlans, paths, fetches } };
    this.#readTime = readTime;
    this.#times = { plan: planTime, introspect: introspectionTime };
    this.ready = new Promise((resolve, reject) => {
      this.#started = { resolve, reject };
    });
    this.#worker = new Worker(ENTRY, {
      workerData: data,
      execArgv: EXEC_ARGV,
      resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: YOUNG_MIB },
    });
    const limit = new WorkLimit(readTime, () => this.#end(new Error("reading the supergraph took too long")));
    this.#worker.on("message", (message: PlannerMessage) => this.#hear(message));
    this.#worker.on("error", (error) => this.#fail(error));
    this.ended = new Promise((resolve) => {
      this.#worker.once("exit", () => {
        limit.clear();
        this.#fail(new Error("the planner's thread has ended"));
        this.onEnd?.();
        resolve();
      });
    });
    const read = () => limit.clear();
    this.ready.then(read, read);
  }

  /** Whether it can do no task any more. */
  get over(): boolean {
    return this.#over;
  }

  /**
   * Reads another supergraph in place of its own, and tells its digest: a thread that has read one reads the next in a
   * fraction of the time. Rejects where the supergraph is refused, and is over then.
   */
  async read(supergraphSdl: string): Promise<SupergraphDigest> {
    const read = new Promise<SupergraphDigest | null>((resolve, reject) => {
      this.#started = { resolve, reject };
    });
    const limit = new WorkLimit(this.#readTime, () => this.#end(new Error("reading the supergraph took too long")));
    this.#worker.postMessage({ kind: "read", supergraphSdl } satisfies PlannerReading);
    try {
      const digest = await read;
      if (digest === null) throw new Error("the planner's thread gave no digest");
      return digest;
    } finally {
      limit.clear();
    }
  }

  ask(task: PlannerTask): Promise<readonly string[]> {
    const number = this.#tasks++;
    return new Promise((resolve, reject) => {
      const limit = new WorkLimit(this.#times[task.kind], () => this.#end(planLimit()));
      this.#task = { number, resolve, reject, limit };
      this.#worker.postMessage({ number, task });
    });
  }

  async close(): Promise<void> {
    this.#over = true;
    await this.#worker.terminate();
  }

  #hear(message: PlannerMessage): void {
    if (message.kind === "ready") this.#settleStart()?.resolve(message.digest);
    else if (message.kind === "refused") this.#settleStart()?.reject(new Error(message.reason));
    else this.#settleTask(message);
  }

  #settleTask(message: Extract<PlannerMessage, { number: number }>): void {
    if (this.#task?.number !== message.number) return;
    const { resolve, reject } = this.#takeTask(this.#task);
    if (message.kind === "answer") resolve(message.texts);
    else reject(new EngineError(message.code, message.message, {}, new Error(message.reason)));
  }

  #end(reason: unknown): void {
    this.#fail(reason);
    void this.#worker.terminate();
  }

  /** What was asked of the thread when it failed is what it failed of. */
  #fail(reason: unknown): void {
    this.#over = true;
    this.#settleStart()?.reject(reason);
    if (this.#task !== null) this.#takeTask(this.#task).reject(refusal(reason));
  }

  #settleStart() {
    const started = this.#started;
    this.#started = null;
    return started;
  }

  #takeTask(task: Task): Task {
    task.limit.clear();
    this.#task = null;
    return task;
  }
}

const OUT_OF_MEMORY = "ERR_WORKER_OUT_OF_MEMORY";

function refusal(reason: unknown): EngineError {
  if (reason instanceof EngineError) return reason;
  if (typeof reason === "object" && reason !== null && "code" in reason && reason.code === OUT_OF_MEMORY) return planLimit(reason);
  return new EngineError("INTERNAL", "The hub lost its way while it planned this question; ask again.", {}, reason);
}

/** Sources run as they are in tests, by the repository's own loader. */
const AS_SOURCE = __filename.endsWith(".ts");
const ENTRY = join(__dirname, AS_SOURCE ? "planner-worker.ts" : "planner-worker.js");
const EXEC_ARGV = AS_SOURCE ? ["-r", join(__dirname, "../../../../test/support/run-typescript.cjs")] : [];
