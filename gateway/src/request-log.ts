import type { FormattedExecutionResult } from "graphql";
import type { Logger } from "pino";
import { codesOf } from "./answer-errors";
import type { Exchange } from "./exchange";

/** One line for each request: who asked which operation, how long it took and what came of it. No variables, no tokens. */
export function logRequest(logger: Logger, exchange: Exchange, status: number): void {
  exchange.watch?.ended(exchange, status);
  const { operationName, codes, principal, startedAt, estimatedNodes } = exchange;
  logger.info(
    {
      operation: operationName?.slice(0, 64) ?? null,
      ms: Math.round((performance.now() - startedAt) * 10) / 10,
      status,
      codes,
      principal: principal.id,
      estimatedNodes,
    },
    "request",
  );
}

/** The line of a request that was refused before anyone knew who asks what. */
export function logRefusal(logger: Logger, { status, body }: { status: number; body: FormattedExecutionResult }): void {
  logger.info({ status, codes: codesOf(body.errors ?? []) }, "request refused");
}
