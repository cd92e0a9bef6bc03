import { NODE_FLAGS } from "../../hub/gateways/node-flags";
import type { GatewayOrders, Usage } from "./apart/gateway-process";
import type { LoadOrders } from "./apart/load-process";
import { ProcessApart } from "./apart/process-apart";
import type { SubgraphOrders } from "./apart/subgraph-process";
import { composeGraph } from "./graph/compose-graph";
import { median } from "./median";
import type { OperationName } from "./operations";
import { profiling } from "./profiling";
import type { VariantName } from "./variants/variant";

/** How much is asked: of a kept plan, and of operations that nobody has seen. */
export interface Amounts {
  readonly kept: RoundAmounts;
  readonly unseen: RoundAmounts;
}

/** Requests to each variant: before anything is measured, and in each of as many rounds. */
export interface RoundAmounts {
  readonly warmUp: number;
  readonly rounds: number;
  readonly round: number;
}

/** What one variant came to: medians of its rounds. */
export interface VariantFigures {
  readonly variant: VariantName;
  /** Microseconds of processor time a request, its plan kept. */
  readonly keptMicros: number;
  /** The same where each request is an operation that nobody has seen. */
  readonly unseenMicros: number;
  readonly idleMegabytes: number;
  /** At most, while it was asked. */
  readonly loadMegabytes: number;
}

interface Contender {
  readonly variant: VariantName;
  readonly url: string;
  readonly process: ProcessApart<GatewayOrders>;
  readonly idle: Usage;
}

/** Operations whose answers are compared before anything is measured, beside the fixed one. */
const COMPARED = 25;

/** Asks the same of every variant by turns, each in a process of its own, so that a noisy machine is noisy to all of them. */
export async function compareGateways(
  operation: OperationName,
  variants: readonly VariantName[],
  amounts: Amounts,
): Promise<readonly VariantFigures[]> {
  const apart: { stop(): Promise<void> }[] = [];
  try {
    const subgraphs = started(apart, new ProcessApart<SubgraphOrders>("subgraph-process"));
    const load = started(apart, new ProcessApart<LoadOrders>("load-process"));
    const supergraphSdl = composeGraph(await subgraphs.tell("start", null));
    const contenders: Contender[] = [];
    for (const variant of variants) contenders.push(await contend(apart, variant, supergraphSdl, operation));
    await holdEqual(load, operation, contenders);
    const kept = await measure(load, operation, contenders, amounts.kept, null);
    const unseen = await measure(load, operation, contenders, amounts.unseen, COMPARED + 1);
    return contenders.map(({ variant, idle }, index) => ({
      variant,
      keptMicros: median(kept[index]?.micros ?? []),
      unseenMicros: median(unseen[index]?.micros ?? []),
      idleMegabytes: idle.resident / 1e6,
      loadMegabytes: Math.max(kept[index]?.resident ?? 0, unseen[index]?.resident ?? 0) / 1e6,
    }));
  } finally {
    await Promise.all(apart.map((process) => process.stop()));
  }
}

function started<P extends { stop(): Promise<void> }>(apart: { stop(): Promise<void> }[], process: P): P {
  apart.push(process);
  return process;
}

async function contend(
  apart: { stop(): Promise<void> }[],
  variant: VariantName,
  supergraphSdl: string,
  operation: OperationName,
): Promise<Contender> {
  const options = { env: { NODE_ENV: "production" }, execArgv: [...NODE_FLAGS, ...profiling(`${operation}-${variant}`)] };
  const process = started(apart, new ProcessApart<GatewayOrders>("gateway-process", options));
  const url = await process.tell("start", { variant, setting: { supergraphSdl } });
  return { variant, url, process, idle: await process.tell("usage", null) };
}

/** Measuring answers that differ would compare nothing. */
async function holdEqual(load: ProcessApart<LoadOrders>, operation: OperationName, contenders: readonly Contender[]): Promise<void> {
  for (let variants = -1; variants < COMPARED; variants += 1) {
    const asked = { operation, variants: variants < 0 ? null : variants };
    const answers = await Promise.all(contenders.map(({ url }) => load.tell("answer", { url, ...asked })));
    const data = answers.map((answer) => JSON.stringify((JSON.parse(answer) as { data: unknown }).data));
    const other = data.findIndex((text) => text !== data[0]);
    if (other >= 0) throw new Error(`${contenders[other]?.variant} answers ${operation} otherwise: ${data[other]?.slice(0, 300)}`);
  }
}

interface Rounds {
  readonly micros: number[];
  resident: number;
}

async function measure(
  load: ProcessApart<LoadOrders>,
  operation: OperationName,
  contenders: readonly Contender[],
  { warmUp, rounds, round }: RoundAmounts,
  firstVariant: number | null,
): Promise<readonly Rounds[]> {
  const results: Rounds[] = contenders.map(() => ({ micros: [], resident: 0 }));
  for (let number = 0; number <= rounds; number += 1) {
    const count = number === 0 ? warmUp : round;
    const variants = firstVariant === null ? null : firstVariant + (number === 0 ? 0 : warmUp + (number - 1) * round);
    for (const [index, { url, process }] of contenders.entries()) {
      const before = await process.tell("usage", null);
      await load.tell("fire", { url, operation, count, variants });
      const after = await process.tell("usage", null);
      const result = results[index];
      if (result === undefined) continue;
      if (number > 0) result.micros.push((after.micros - before.micros) / count);
      result.resident = Math.max(result.resident, after.mostResident);
    }
  }
  return results;
}
