import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { execute, type GraphQLSchema, parse, validate } from "graphql";

/** A question as it came to an agency's server. */
export interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a server of a test behaves, beside answering as it should. */
export type Manner = "ANSWERS" | "HANGS" | "REFUSES" | "RESETS" | "GARBAGE" | ((response: ServerResponse) => void);

/** An agency's own server on this machine, as well or badly behaved as a test wants it. */
export interface AgencyServer {
  readonly url: string;
  readonly heard: Heard[];
  /** Sockets opened to it, ever and at most at once. */
  readonly sockets: { opened: number; open: number; most: number };
  manner: Manner;
  /** Milliseconds before it answers. */
  delay: number;
  stop(): Promise<void>;
}

/** @param port any that is free where none is given */
export async function startAgencyServer(schema: GraphQLSchema, port = 0): Promise<AgencyServer> {
  const heard: Heard[] = [];
  const sockets = { opened: 0, open: 0, most: 0 };
  const http = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const body = Buffer.concat(pieces).toString("utf8");
      heard.push({ headers: request.headers, body });
      behave(server, schema, body, response);
    });
  });
  http.on("connection", (socket) => {
    sockets.opened++;
    sockets.open++;
    sockets.most = Math.max(sockets.most, sockets.open);
    socket.on("close", () => sockets.open--);
  });
  await new Promise<void>((listening) => http.listen(port, "127.0.0.1", listening));
  const { port: bound } = http.address() as AddressInfo;
  const server: AgencyServer = {
    url: `http://127.0.0.1:${bound}/graphql`,
    heard,
    sockets,
    manner: "ANSWERS",
    delay: 0,
    stop: () => stop(http),
  };
  return server;
}

function behave({ manner, delay }: AgencyServer, schema: GraphQLSchema, body: string, response: ServerResponse): void {
  if (manner === "HANGS") return;
  if (manner === "RESETS") return void response.socket?.resetAndDestroy();
  if (manner === "REFUSES") return void response.writeHead(500).end("no");
  if (manner === "GARBAGE") return void response.writeHead(200, { "content-type": "application/json" }).end("{{{");
  if (typeof manner === "function") manner(response);
  else setTimeout(() => void answer(schema, body, response), delay);
}

async function answer(schema: GraphQLSchema, body: string, response: ServerResponse): Promise<void> {
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  const document = parse(query);
  const mistakes = validate(schema, document);
  const result = mistakes.length > 0 ? { errors: mistakes } : await execute({ schema, document, variableValues: variables });
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result));
}

function stop(http: Server): Promise<void> {
  http.closeAllConnections();
  return new Promise((stopped) => http.close(() => stopped()));
}
