import { sourceFault } from "../source-faults";
import type { Received } from "./http-call";

/** A body as JSON, or the fault that it isn't any. */
export function parseBody({ text, outOfStep }: Received, subgraph: string): unknown {
  try {
    if (text === null) throw new Error("the bytes aren't UTF-8");
    return JSON.parse(text);
  } catch (error) {
    // More came than was announced: what was cut off there isn't what the source meant to say.
    throw sourceFault(subgraph, outOfStep ? "SOURCE_UNAVAILABLE" : "SOURCE_INVALID_JSON", error);
  }
}
