import { ingestCase } from "@actionline/log/bench-append";
import { costsCase } from "../soak/costs-case";
import { crashCase } from "../soak/crash-case";
import { failoverCase } from "../soak/failover-case";
import { graphsEqualCase } from "../soak/graphs-equal-case";
import { historiesCase } from "../soak/histories-case";
import { hostileQueriesCase } from "../soak/hostile-queries-case";
import { hostileResponsesCase } from "../soak/hostile-responses-case";
import { largeFileCase } from "../soak/large-file-case";
import { loadCase } from "../soak/load-case";
import { matchingHistoriesCase } from "../soak/matching-histories-case";
import { millionCase } from "../soak/million-case";
import { operationsEqualCase } from "../soak/operations-equal-case";
import { oracleCase } from "../soak/oracle-case";
import { publishesCase } from "../soak/publishes-case";
import { publishesUnderLoadCase } from "../soak/publishes-under-load-case";
import { realFilesCase } from "../soak/real-files-case";
import { replayCase } from "../soak/replay-case";
import { schemathesisCase } from "../soak/schemathesis-case";
import { hostedCase } from "./agencies/hosted-case";
import { gatewayCase } from "./gateway/gateway-case";
import { inProcessCase } from "./gateway/in-process-case";
import { harvestCase } from "./harvest-case";
import { matchingCase } from "./matching-case";
import { matrixCase } from "./matrix-case";
import type { CaseAlone, MeasuredCase } from "./measured-case";
import { pagesCase } from "./pages-case";
import { pairsCase } from "./pairs-case";
import { swapCase } from "./swap-case";
import { xmlCase } from "./xml-case";

export type Suite = "bench" | "soak";

/** Every case, listed by hand; each package measures its own promises. */
export const CASES: Readonly<Record<Suite, readonly (MeasuredCase | CaseAlone)[]>> = {
  bench: [
    ingestCase,
    xmlCase,
    harvestCase,
    matrixCase(10_000),
    matrixCase(100_000),
    matchingCase(100_000),
    pagesCase,
    pairsCase,
    gatewayCase("heavy"),
    gatewayCase("middle"),
    gatewayCase("light"),
    inProcessCase,
    swapCase,
    hostedCase,
  ],
  soak: [
    crashCase,
    historiesCase,
    replayCase,
    matchingHistoriesCase,
    oracleCase,
    millionCase,
    matchingCase(1_000_000),
    loadCase,
    realFilesCase,
    largeFileCase,
    operationsEqualCase,
    graphsEqualCase,
    costsCase,
    hostileResponsesCase,
    hostileQueriesCase,
    publishesCase,
    publishesUnderLoadCase,
    failoverCase,
    schemathesisCase,
  ],
};
