import { EngineError } from "../engine-error";
import type { SupergraphDigest } from "../supergraph/supergraph-digest";
import type { Planner, PlanRequest } from "./planner";
import type { PlannerTask, SchemaQuestion } from "./planner-message";
import { PlannerThread, type ThreadLimits, type ThreadSource } from "./planner-thread";

export interface PoolLimits extends ThreadLimits {
  /** Threads at most; beyond the first they start when questions wait. */
  readonly threads: number;
  /** Questions that may wait; those beyond are refused. */
  readonly waiting: number;
}

interface Waiting {
  readonly task: PlannerTask;
  readonly resolve: (texts: readonly string[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Milliseconds that a question waits before another thread is started for those that do. */
const PATIENCE = 100;
/** Starts in a row that may fail before those who wait are told. */
const ATTEMPTS = 3;

/** Plans for one supergraph, by threads that each make one at a time: a question that takes too long ends its thread alone. */
export class PlannerPool implements Planner {
  readonly #source: ThreadSource;
  readonly #limits: PoolLimits;
  readonly #threads = new Set<PlannerThread>();
  readonly #idle: PlannerThread[] = [];
  readonly #waiting: Waiting[] = [];
  #patience: NodeJS.Timeout | null = null;
  #failures = 0;
  /** What becomes of threads that nobody needs any more; null while they are kept. */
  #letGo: ((thread: PlannerThread) => void) | null = null;
  #closed = false;

  private constructor(source: ThreadSource, limits: PoolLimits) {
    this.#source = source;
    this.#limits = limits;
  }

  /**
   * Rejects with the reason where the supergraph can't be read.
   *
   * @param spare a thread of an earlier supergraph, which nobody else uses
   */
  static async open(
    source: ThreadSource,
    limits: PoolLimits,
    spare: PlannerThread | null = null,
  ): Promise<{ planner: PlannerPool; digest: SupergraphDigest }> {
    const planner = new PlannerPool(source, limits);
    try {
      const digest = (spare === null ? null : await planner.#adopt(spare)) ?? (await planner.#start(true).ready);
      if (digest === null) throw new Error("the planner's thread gave no digest");
      return { planner, digest };
    } catch (error) {
      await planner.close();
      throw error;
    }
  }

  /** Threads that are there, starting ones included. */
  get threads(): number {
    return this.#threads.size;
  }

  async plan(request: PlanRequest): Promise<string> {
    const [text = ""] = await this.#ask({ kind: "plan", ...request });
    return text;
  }

  /** What the public schema says of itself: JSON texts by the response names of the root fields. */
  async introspect(question: SchemaQuestion): Promise<ReadonlyMap<string, string>> {
    const [places = "[]", ...texts] = await this.#ask({ kind: "introspect", ...question });
    const fields = JSON.parse(places) as readonly (readonly [name: string, place: number])[];
    return new Map(fields.map(([name, place]) => [name, texts[place] ?? "null"]));
  }

  /** Few will ask from now on: threads are let go as soon as nobody waits for them. */
  rest(letGo: (thread: PlannerThread) => void = (thread) => void thread.close()): void {
    this.#letGo = letGo;
    for (const thread of this.#idle.splice(0)) this.#leave(thread, letGo);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#refuseAll("This version of the graph was closed; ask again.");
    if (this.#patience !== null) clearTimeout(this.#patience);
    await Promise.all([...this.#threads].map((thread) => thread.close()));
  }

  async #ask(task: PlannerTask): Promise<readonly string[]> {
    if (this.#closed) throw new EngineError("INTERNAL", "This version of the graph is closed; ask again.");
    if (this.#waiting.length >= this.#limits.waiting) {
      throw new EngineError("OVERLOADED", "More new questions are waiting than the hub can plan; ask again in a moment.");
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task, resolve, reject });
      this.#dispatch();
    });
  }

  #start(digest: boolean): PlannerThread {
    const thread = new PlannerThread(this.#source, digest, this.#limits);
    this.#take(thread, thread.ready);
    return thread;
  }

  /** A thread that can't read it may be at fault itself: another one tries then. */
  async #adopt(spare: PlannerThread): Promise<SupergraphDigest | null> {
    if (spare.over) return null;
    const read = spare.read(this.#source.supergraphSdl);
    this.#take(spare, read);
    return read.catch(() => null);
  }

  #take(thread: PlannerThread, ready: Promise<unknown>): void {
    this.#threads.add(thread);
    thread.onEnd = () => this.#gone(thread);
    ready.then(
      () => {
        this.#failures = 0;
        this.#free(thread);
      },
      () => {
        this.#failures++;
      },
    );
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#idle.pop();
      const next = thread === undefined ? undefined : this.#waiting.shift();
      if (thread === undefined || next === undefined) break;
      void this.#run(thread, next);
    }
    if (this.#waiting.length > 0) this.#waitForAnother();
  }

  async #run(thread: PlannerThread, { task, resolve, reject }: Waiting): Promise<void> {
    await thread.ask(task).then(resolve, reject);
    if (!thread.over) this.#free(thread);
  }

  #free(thread: PlannerThread): void {
    if (this.#letGo !== null && this.#waiting.length === 0) {
      this.#leave(thread, this.#letGo);
      return;
    }
    this.#idle.push(thread);
    this.#dispatch();
  }

  /** It knows nothing of this pool from now on: threads outlive what they once planned for. */
  #leave(thread: PlannerThread, letGo: (thread: PlannerThread) => void): void {
    this.#threads.delete(thread);
    thread.onEnd = null;
    letGo(thread);
  }

  #waitForAnother(): void {
    if (this.#threads.size === 0) this.#start(false);
    this.#patience ??= setTimeout(() => {
      this.#patience = null;
      if (this.#waiting.length > 0 && this.#threads.size < this.#limits.threads && !this.#closed) this.#start(false);
    }, PATIENCE);
  }

  #gone(thread: PlannerThread): void {
    this.#threads.delete(thread);
    const place = this.#idle.indexOf(thread);
    if (place >= 0) this.#idle.splice(place, 1);
    if (this.#closed) return;
    if (this.#failures >= ATTEMPTS) this.#giveUp();
    else if (this.#waiting.length > 0 || (this.#threads.size === 0 && this.#letGo === null)) this.#start(false);
  }

  /** The next question tries again. */
  #giveUp(): void {
    this.#failures = 0;
    if (this.#threads.size === 0) this.#refuseAll("The hub can't plan new questions at the moment; ask again later.");
  }

  #refuseAll(message: string): void {
    for (const { reject } of this.#waiting.splice(0)) reject(new EngineError("INTERNAL", message));
  }
}
