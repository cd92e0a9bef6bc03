import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ApartManner, FromServers, Seen, ToServers } from "./servers-apart";

type Counts = { -readonly [Name in keyof Seen]: Seen[Name] };

const MEGABYTE = Buffer.alloc(1_000_000, "1");
const counts: Counts[] = [];
const JSON_TYPE = { "content-type": "application/json" };

function open(manner: ApartManner, count: Counts): Promise<number> {
  const server: Server = createServer((request, response) => {
    count.questions++;
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => void behave(manner, Buffer.concat(pieces).toString("utf8"), response, count, request));
  });
  server.on("connection", (socket) => {
    count.sockets++;
    socket.on("error", () => undefined);
  });
  return new Promise((listening) => server.listen(0, "127.0.0.1", () => listening((server.address() as AddressInfo).port)));
}

async function behave(manner: ApartManner, body: string, response: ServerResponse, count: Counts, request: IncomingMessage): Promise<void> {
  if (manner === "WELL") response.writeHead(200, JSON_TYPE).end(answerTo(body));
  else if (manner === "SLOW") setTimeout(() => response.writeHead(200, JSON_TYPE).end(answerTo(body)), 10_000);
  else if (manner === "GARBAGE") response.writeHead(200, JSON_TYPE).end("<html>{{{ postgres://u:pw@db/ at Object.<anonymous>");
  else if (manner === "REDIRECTS") response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end();
  else await flood(manner === "TWO_GIGABYTES" ? 2_000_000_000 : Number.POSITIVE_INFINITY, response, count, request);
}

/** What was asked of each entity, by alias: keys are given back, numbers are 1. */
function answerTo(body: string): string {
  const { query, variables } = JSON.parse(body) as { query: string; variables: { representations: { id: string; __typename: string }[] } };
  const asked = [...query.matchAll(/(\w+):(\w+)|(?<![:\w$@])(\w+_rating)/g)].map(([, alias, field, plain]) => [
    alias ?? plain,
    field ?? plain,
  ]);
  const entity = ({ id, __typename }: { id: string; __typename: string }) =>
    Object.fromEntries(asked.map(([alias, field]) => [alias, field === "id" ? id : field === "__typename" ? __typename : 1]));
  const { representations } = variables;
  return JSON.stringify({ data: { _entities: representations.map((sent) => ({ __typename: sent.__typename, ...entity(sent) })) } });
}

async function flood(most: number, response: ServerResponse, count: Counts, request: IncomingMessage): Promise<void> {
  response.writeHead(200, JSON_TYPE);
  let gone = false;
  let goOn: () => void = () => undefined;
  request.socket.once("close", () => {
    gone = true;
    goOn();
  });
  response.on("drain", () => goOn());
  for (let sent = 0; sent < most && !gone; sent += MEGABYTE.length) {
    count.bytesSent += MEGABYTE.length;
    const waits = new Promise<void>((drained) => {
      goOn = drained;
    });
    if (!response.write(MEGABYTE) && !gone) await waits;
  }
  response.end();
}

process.on("message", (message: ToServers) => {
  const tell = (told: FromServers) => process.send?.(told);
  if (message.kind === "tell") {
    tell({ kind: "seen", seen: counts });
    return;
  }
  const opened = message.manners.map((manner) => {
    const count: Counts = { sockets: 0, questions: 0, bytesSent: 0 };
    counts.push(count);
    return open(manner, count);
  });
  void Promise.all(opened).then((ports) => tell({ kind: "open", ports }));
});
process.on("disconnect", () => process.exit());
