import type { Server } from "node:http";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { ApolloServerPluginDrainHttpServer } from "@apollo/server/plugin/drainHttpServer";
import type { Logger } from "pino";
import type { Admission } from "./admission";
import { answerError } from "./answer-errors";
import { documentLimits } from "./document-limits";
import type { GatewayContext } from "./exchange";
import type { Federation } from "./federation";
import { requestPlugin } from "./request-plugin";

/** Apollo Server over the federation, with everything off that reports, traces or serves pages of its own. */
export function graphqlServer(
  federation: Federation,
  admission: Admission,
  httpServer: Server,
  logger: Logger,
): ApolloServer<GatewayContext> {
  const { settings } = admission;
  return new ApolloServer<GatewayContext>({
    gateway: federation,
    logger,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: settings.tokens },
    validationRules: [documentLimits(settings)],
    validationOptions: { maxErrors: settings.errors },
    formatError: (formatted, error) => answerError(formatted, error, logger),
    plugins: [
      requestPlugin(admission),
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: settings.graceMs }),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
}
