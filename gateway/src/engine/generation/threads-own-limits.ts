import { setFlagsFromString } from "node:v8";

/** As much as threads are given whatever their own limits say, where the process was given any. */
const OVERRULING = ["--max-semi-space-size", "--max-old-space-size"] as const;

/**
 * Lets planners' threads keep to the limits they are started with. A process that is given room by these flags gives the
 * same to each of its threads: 64 MB for young objects where 8 do, and all the memory there is to a plan that grows without
 * end. The main thread has read them when the process began, and keeps what they gave it.
 */
export function letThreadsKeepTheirLimits(): void {
  for (const flag of OVERRULING) setFlagsFromString(`${flag}=0`);
}
