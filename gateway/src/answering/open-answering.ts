import type { Subgraph } from "@actionline/kit/subgraph";
import type { ApolloServerPlugin } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { Admission } from "../admission";
import { AnswerCache } from "../answer-cache/answer-cache";
import { KeptReplies } from "../answer-cache/kept-replies";
import { ApolloPipeline } from "../apollo/apollo-pipeline";
import { EngineGateway } from "../apollo/engine-gateway";
import { Federation } from "../apollo/federation";
import { graphqlServer } from "../apollo/graphql-server";
import type { GatewayContext } from "../exchange";
import type { GatewaySettings } from "../settings";
import { HubEngine } from "./hub-engine";
import { HubPipeline } from "./hub-pipeline";
import { type EngineOptions, openEngine } from "./open-engine";
import type { Pipeline } from "./pipeline";
import { ReplyShaper } from "./reply-shaper";

export interface AnsweringOptions {
  readonly supergraphSdl: string;
  readonly subgraphs: readonly Subgraph[];
  readonly transportOf?: EngineOptions["transportOf"] | undefined;
  readonly settings: GatewaySettings;
  readonly scalars?: EngineOptions["scalars"];
  readonly hooks?: EngineOptions["hooks"];
  /** Whether other supergraphs are to be expected. */
  readonly changes?: boolean | undefined;
  readonly admission: Admission;
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  readonly logger: Logger;
}

/** An engine, and the pipeline that leads to it. */
export interface Answering {
  readonly pipeline: Pipeline;
  /** The public schema of the moment. */
  readonly schema: () => GraphQLSchema;
  replace(supergraphSdl: string): Promise<void>;
  close(): Promise<void>;
}

const MIB = 1024 * 1024;

/** Opens the engine and the pipeline that the settings name; refuses a supergraph that doesn't load. */
export async function openAnswering(options: AnsweringOptions): Promise<Answering> {
  const { settings, logger } = options;
  const shaper = new ReplyShaper(settings.errors, logger);
  if (settings.engine === "apollo") return openStock(options, shaper);
  const generations = await openEngine(options);
  const kept = new KeptReplies(new AnswerCache(settings.answerCacheMiB * MIB), settings.cacheSeconds);
  const engine = new HubEngine(() => generations.current());
  const own = new HubPipeline(engine, options.admission, shaper, kept);
  const schema = () => generations.current().schema;
  const replace = (supergraphSdl: string) => generations.replace(supergraphSdl);
  if (settings.front === "plain") return { pipeline: own, schema, replace, close: () => generations.close() };
  const server = graphqlServer({ ...serverOptions(options), gateway: new EngineGateway(engine, generations), engine, shaper });
  await server.start();
  return {
    pipeline: new ApolloPipeline({ server, shaper, streams: { engine, pipeline: own } }),
    schema,
    replace,
    close: async () => {
      await server.stop();
      await generations.close();
    },
  };
}

async function openStock(options: AnsweringOptions, shaper: ReplyShaper): Promise<Answering> {
  const gateway = new Federation({ ...options, logger: quiet(options.logger) });
  const server = graphqlServer({ ...serverOptions(options), gateway, engine: null, shaper });
  await server.start();
  return {
    pipeline: new ApolloPipeline({ server, shaper, streams: null }),
    schema: () => gateway.schema,
    replace: async () => {
      throw new Error('the engine "apollo" keeps the supergraph that it began with: start the hub anew');
    },
    close: () => server.stop(),
  };
}

function serverOptions({ admission, plugins, logger }: AnsweringOptions) {
  return { admission, plugins, logger: quiet(logger) };
}

/** What libraries say of their own doings is for whoever looks for faults. */
function quiet(logger: Logger): Logger {
  return logger.child({}, { level: logger.isLevelEnabled("debug") ? logger.level : "warn" });
}
