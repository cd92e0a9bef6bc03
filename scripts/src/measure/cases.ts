import { ingestCase } from "@actionline/log/bench-append";
import { crashCase } from "../soak/crash-case";
import { historiesCase } from "../soak/histories-case";
import { matrixCase } from "./matrix-case";
import type { MeasuredCase } from "./measured-case";

export type Suite = "bench" | "soak";

/** Every case, listed by hand; each package measures its own promises. */
export const CASES: Readonly<Record<Suite, readonly MeasuredCase[]>> = {
  bench: [ingestCase, matrixCase(10_000), matrixCase(100_000)],
  soak: [crashCase, historiesCase],
};
