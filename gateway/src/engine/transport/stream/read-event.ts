import { parseJson } from "../parse-json";
import { isObject } from "../read-answer";
import { JsonScan } from "../scan-json";
import { sourceFault } from "../source-faults";
import type { StreamLimits } from "./stream-limits";

/** An event's bytes as JSON, measured before they are parsed; throws the fault that they are. */
export function readEvent(bytes: Buffer, limits: StreamLimits, subgraph: string): unknown {
  const code = new JsonScan(limits.depth, limits.nodes).take(bytes);
  if (code !== null) throw sourceFault(subgraph, code);
  try {
    return parseJson(bytes);
  } catch (error) {
    throw sourceFault(subgraph, "SOURCE_INVALID_JSON", error);
  }
}

/** An event's bytes as a JSON object. */
export function readMessage(bytes: Buffer, limits: StreamLimits, subgraph: string): Readonly<Record<string, unknown>> {
  const message = readEvent(bytes, limits, subgraph);
  if (!isObject(message)) throw sourceFault(subgraph, "SOURCE_INVALID_SHAPE", new Error("a message isn't an object"));
  return message;
}
