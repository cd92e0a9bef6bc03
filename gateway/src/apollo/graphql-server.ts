import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GatewayInterface } from "@apollo/server-gateway-interface";
import type { Logger } from "pino";
import type { Admission } from "../admission";
import { answerError } from "../answer-errors";
import type { HubEngine } from "../answering/hub-engine";
import type { ReplyShaper } from "../answering/reply-shaper";
import { documentLimits } from "../document-limits";
import type { GatewayContext } from "../exchange";
import { requestPlugin } from "./request-plugin";

export interface GraphqlServerOptions {
  /** What executes: the stock gateway, or the hub's engine as one. */
  readonly gateway: GatewayInterface;
  /** The hub's engine; null where the stock gateway executes. */
  readonly engine: HubEngine | null;
  readonly admission: Admission;
  readonly shaper: ReplyShaper;
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  readonly logger: Logger;
}

/** Apollo Server over what executes, with everything off that reports, traces or serves pages of its own. */
export function graphqlServer({ gateway, engine, admission, shaper, plugins, logger }: GraphqlServerOptions): ApolloServer<GatewayContext> {
  const { settings } = admission;
  return new ApolloServer<GatewayContext>({
    gateway,
    logger,
    introspection: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: settings.tokens },
    validationRules: [documentLimits(settings)],
    validationOptions: { maxErrors: settings.errors },
    formatError: (formatted, error) => answerError(formatted, error, logger),
    plugins: [
      ...plugins,
      requestPlugin({ engine, admission, shaper, watched: plugins.length > 0 }),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
}
