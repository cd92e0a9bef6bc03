import type { RequestListener } from "node:http";
import type { Logger } from "pino";
import { answerOf } from "../answer-errors";
import { httpFactsOf } from "../http-refusal";
import { logRefusal } from "../request-log";
import type { GatewaySettings } from "../settings";
import { checkAddress } from "./check-head";
import { crossOrigin, type Listener } from "./cross-origin";
import type { GraphqlEndpoint } from "./graphql-endpoint";
import { limitSending } from "./limit-sending";
import { ResponseOutlet } from "./outlet";
import { setPlainHeaders } from "./plain-headers";
import { RequestsAtOnce } from "./requests-at-once";
import { sendErrors } from "./send";

export interface ListenerOptions {
  readonly endpoint: GraphqlEndpoint;
  /** What serves everything beside the graph. */
  readonly application: RequestListener;
  readonly settings: GatewaySettings;
  readonly logger: Logger;
}

/** Where every HTTP request arrives: those of the graph go straight to it, the rest to the application. */
export function requestListener({ endpoint, application, settings, logger }: ListenerOptions): RequestListener {
  const atOnce = new RequestsAtOnce(settings.requestsAtOnce);
  const serve: Listener = (request, response) => {
    if (isGraph(request.url ?? "")) void endpoint.handle(request, response);
    else {
      setPlainHeaders(response);
      limitSending(response, settings.requestMs + settings.sendMs);
      application(request, response);
    }
  };
  const next = crossOrigin(settings, serve);
  return (request, response) => {
    try {
      checkAddress(request);
      atOnce.begin(request.socket, response);
      next(request, response);
    } catch (error) {
      const { status: usual, body } = answerOf(error, logger);
      const status = httpFactsOf(error)?.status ?? usual;
      logRefusal(logger, { status, body });
      sendErrors(new ResponseOutlet(response, settings.sendMs), body.errors, status, { Connection: "close" });
    }
  };
}

function isGraph(url: string): boolean {
  return url === "/graphql" || url.startsWith("/graphql?");
}
