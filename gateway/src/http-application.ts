import type { HttpRoute } from "@actionline/kit/http-route";
import { hubError } from "@actionline/kit/hub-error";
import type { ApolloServer } from "@apollo/server";
import { expressMiddleware } from "@as-integrations/express5";
import cors from "cors";
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from "express";
import { type GraphQLSchema, printSchema } from "graphql";
import type { Logger } from "pino";
import { answerOf } from "./answer-errors";
import { citationRoute } from "./citations/citation-route";
import type { Citer } from "./citations/citer";
import type { Exchange, GatewayContext } from "./exchange";
import { extraRoute } from "./extra-routes";
import type { FrontDesk } from "./front-desk";
import { graphiqlAssets, graphiqlPage } from "./graphiql-page";
import { homePage } from "./home-page";
import { jsonBody, UnsupportedMedia } from "./json-body";
import { sendPage } from "./page";
import { logRefusal, logRequest } from "./request-log";
import type { GatewaySettings } from "./settings";
import { wellAddressed } from "./well-addressed";

/** Whether the hub can answer, and in plain sentences why not. */
export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
}

export interface HttpOptions {
  readonly server: ApolloServer<GatewayContext>;
  readonly schema: GraphQLSchema;
  readonly settings: GatewaySettings;
  readonly readiness: () => Promise<Readiness>;
  readonly desk: FrontDesk;
  readonly citer: Citer;
  /** What the hub serves beside the graph. */
  readonly routes: readonly HttpRoute[];
  readonly logger: Logger;
}

/** All that the hub serves over HTTP. */
export function httpApplication(options: HttpOptions): Express {
  const { schema, settings, readiness, citer, logger } = options;
  const application = express().disable("x-powered-by").disable("etag").enable("strict routing").enable("case sensitive routing");
  application.use(wellAddressed, plainHeaders, crossOrigin(settings));
  application.get("/", (_, response) => sendPage(response, homePage(settings)));
  application.get("/healthz", (_, response) => void response.json({ alive: true }));
  application.get("/readyz", tellReadiness(readiness, logger));
  const sdl = printSchema(schema);
  application.get("/schema.graphql", (_, response) => void response.type("text/plain").send(sdl));
  application.get("/cite", citationRoute(citer, settings));
  for (const route of options.routes) application.get(route.path, extraRoute(route, settings));
  application.use("/graphiql", graphiqlAssets());
  application.all("/graphql", ...graphqlRoute(options));
  application.use(notFound);
  application.use(failed(logger));
  return application;
}

function graphqlRoute({ server, settings, desk, logger }: HttpOptions): RequestHandler[] {
  const page = graphiqlPage(settings);
  const begin: RequestHandler = async (request, response, next) => {
    const exchange = await desk.open(bearer(request.headers.authorization));
    response.locals.exchange = exchange;
    response.once("close", () => {
      exchange.deadline.end();
      logRequest(logger, exchange, response.statusCode);
    });
    next();
  };
  return [
    (request, response, next) => (wantsPage(request) ? sendPage(response, page) : next()),
    jsonBody(settings),
    begin,
    expressMiddleware(server, { context: async ({ res }) => ({ exchange: exchangeOf(res as Response) }) }),
  ];
}

function exchangeOf({ locals }: Response): Exchange {
  return locals.exchange;
}

function wantsPage(request: express.Request): boolean {
  return request.method === "GET" && request.accepts(["application/json", "text/html"]) === "text/html";
}

/** The token sent; an empty one, which nobody holds, where the header is of another kind. */
function bearer(header: string | undefined): string | null {
  if (header === undefined) return null;
  return /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? "";
}

const plainHeaders: RequestHandler = (_, response, next) => {
  response.set({
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
  });
  next();
};

function crossOrigin({ corsOrigins }: GatewaySettings): RequestHandler {
  if (corsOrigins.length === 0) return (_, __, next) => next();
  return cors({ origin: [...corsOrigins], methods: ["GET", "POST"], maxAge: 600 });
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
    const status = error instanceof UnsupportedMedia ? 415 : usual;
    logRefusal(logger, { status, body });
    // What is left of a body isn't read.
    response.set("Connection", "close").status(status).json(body);
  };
}

function refusalOf(error: unknown): unknown {
  if (error instanceof UnsupportedMedia) return hubError("BAD_REQUEST", error.message);
  // Express can't take such a path apart; that is no fault of the hub's own.
  if (error instanceof URIError) return hubError("BAD_REQUEST", "The path holds a % that begins no character; write it as %25.");
  return error;
}
