// The entry of a planner's thread: it alone loads the planner and what it stands on, which are large and slow to load.
import { parentPort, workerData } from "node:worker_threads";
import { parse } from "graphql";
import { EngineError } from "../engine-error";
import { countFetches } from "./count-fetches";
import { giveWay } from "./give-way";
import type { NumberedTask, PlannerData, PlannerMessage, PlannerReading, PlannerTask } from "./planner-message";
import { SupergraphPlanner } from "./supergraph-planner";
import { SupergraphReading } from "./supergraph-reading";

const INTERNAL = { code: "INTERNAL", message: "The hub found no way to answer this question, which is a fault of its own." };

const port = parentPort;
if (port === null) throw new Error("the planner runs in a thread of its own");
const say = (message: PlannerMessage) => port.postMessage(message);

const { kind, limits, ...first } = workerData as PlannerData;
let planner: SupergraphPlanner | null = null;

function read(supergraphSdl: string, digest: boolean): void {
  try {
    const reading = new SupergraphReading(parse(supergraphSdl, { noLocation: true }));
    const told = digest ? reading.digest() : null;
    planner = new SupergraphPlanner(reading, kind, limits);
    say({ kind: "ready", digest: told });
  } catch (error) {
    say({ kind: "refused", reason: reasonOf(error) });
    port?.close();
  }
}

port.on("message", (message: NumberedTask | PlannerReading) => {
  if ("kind" in message) read(message.supergraphSdl, true);
  else if (planner !== null) say(outcome(planner, message));
});
giveWay();
read(first.supergraphSdl, first.digest);

function outcome(planner: SupergraphPlanner, { number, task }: NumberedTask): PlannerMessage {
  try {
    return { kind: "answer", number, texts: answer(planner, task) };
  } catch (error) {
    const { code, message } = error instanceof EngineError ? error : INTERNAL;
    return { kind: "fault", number, code: isRefusal(code) ? code : "INTERNAL", message, reason: reasonOf(error) };
  }
}

function isRefusal(code: string): code is "PLAN_LIMIT" | "QUERY_TOO_COSTLY" {
  return code === "PLAN_LIMIT" || code === "QUERY_TOO_COSTLY";
}

function answer(planner: SupergraphPlanner, task: PlannerTask): readonly string[] {
  if (task.kind === "introspect") return planner.introspect(task);
  const plan = planner.plan(task);
  // Here, so that the main thread need not read a plan that is refused.
  const fetches = countFetches(plan.node);
  if (fetches > limits.fetches) throw tooManyFetches(fetches, limits.fetches);
  return [JSON.stringify(plan)];
}

function tooManyFetches(fetches: number, most: number): EngineError {
  const message = `An answer would take ${fetches} requests to sources; at most ${most}. Ask for less at once.`;
  return new EngineError("QUERY_TOO_COSTLY", message, { most });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
