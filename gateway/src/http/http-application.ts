import type { HttpRoute, PostRoute } from "@actionline/kit/http-route";
import { hubError } from "@actionline/kit/hub-error";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import { type GraphQLSchema, printSchema } from "graphql";
import type { Logger } from "pino";
import { answerOf } from "../answer-errors";
import { citationRoute } from "../citations/citation-route";
import type { Citer } from "../citations/citer";
import type { PrincipalOf } from "../front-desk";
import { httpFactsOf } from "../http-refusal";
import { metricsRoute } from "../observe/metrics-route";
import type { Observer } from "../observe/observer";
import { logRefusal } from "../request-log";
import type { GatewaySettings } from "../settings";
import { extraRoute } from "./extra-routes";
import { graphiqlAssets } from "./graphiql-page";
import { homePage } from "./home-page";
import { sendPage } from "./page";
import { postRoute } from "./post-routes";

/** Whether the hub can answer, and in plain sentences why not. */
export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
}

export interface HttpOptions {
  readonly schema: () => GraphQLSchema;
  readonly settings: GatewaySettings;
  readonly readiness: () => Promise<Readiness>;
  readonly citer: Citer;
  readonly observer: Observer;
  /** What the hub serves beside the graph. */
  readonly routes: readonly HttpRoute[];
  /** What it takes by POST beside the graph. */
  readonly posts: readonly PostRoute[];
  readonly principalOf: PrincipalOf;
  readonly logger: Logger;
}

/** All that the hub serves over HTTP beside the graph itself. */
export function httpApplication(options: HttpOptions): Express {
  const { schema, settings, readiness, citer, logger } = options;
  const application = express().disable("x-powered-by").disable("etag").enable("strict routing").enable("case sensitive routing");
  application.get("/", (_, response) => sendPage(response, homePage(settings)));
  application.get("/healthz", (_, response) => void response.json({ alive: true }));
  application.get("/readyz", tellReadiness(readiness, logger));
  const sdl = schemaText(schema);
  application.get("/schema.graphql", (_, response) => void response.type("text/plain").send(sdl()));
  application.get("/metrics", metricsRoute(options.observer, settings));
  application.get("/cite", citationRoute(citer, settings));
  for (const route of options.routes) application.get(route.path, extraRoute(route, settings));
  for (const route of options.posts) application.all(route.path, postRoute(route, options.principalOf));
  application.use("/graphiql", graphiqlAssets());
  application.use(notFound);
  application.use(failed(logger));
  return application;
}

/** The public schema as text, written anew only when there is another. */
function schemaText(schema: () => GraphQLSchema): () => string {
  let written: { readonly of: GraphQLSchema; readonly text: string } | null = null;
  return () => {
    const current = schema();
    if (written?.of !== current) written = { of: current, text: printSchema(current) };
    return written.text;
  };
}

function tellReadiness(readiness: HttpOptions["readiness"], logger: Logger): RequestHandler {
  return async (_, response) => {
    const { ready, reasons } = await readiness().catch((error: unknown) => {
      logger.error({ err: error }, "readiness couldn't be told");
      return { ready: false, reasons: ["The hub can't tell whether it is ready; its log says why."] };
    });
    response.status(ready ? 200 : 503).json({ ready, reasons });
  };
}

const notFound: RequestHandler = (_, response) => {
  response.status(404).json({ errors: [{ message: "Nothing is served here; ask at /graphql.", extensions: { code: "BAD_REQUEST" } }] });
};

/** Express answers errors by a page with the stack; the hub by the same JSON as everywhere. */
function failed(logger: Logger): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const { status: usual, body } = answerOf(refusalOf(error), logger);
    const { status = usual, headers = new Map() } = httpFactsOf(error) ?? {};
    for (const [name, value] of headers) response.setHeader(name, value);
    logRefusal(logger, { status, body });
    response.status(status).json(body);
  };
}

function refusalOf(error: unknown): unknown {
  // Express can't take such a path apart; that is no fault of the hub's own.
  if (error instanceof URIError) return hubError("BAD_REQUEST", "The path holds a % that begins no character; write it as %25.");
  return error;
}
