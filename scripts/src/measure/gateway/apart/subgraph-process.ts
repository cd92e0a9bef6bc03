import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, graphql, parse } from "graphql";
import { type MeasuredSubgraph, SUBGRAPHS } from "../graph/subgraphs";
import { listen } from "./listen";
import { obey } from "./process-apart";

/** Answers kept for one subgraph; questions that vary without end would fill the memory. */
const KEPT = 200;

/** A connection that is closed just as it is used again would make noise, not load. */
const OPTIONS = { keepAliveTimeout: 120_000 };

/** All subgraphs in one process, each at an address of its own. A question is answered by resolvers once and from memory ever after. */
const orders = {
  async start(_: null): Promise<Readonly<Record<string, string>>> {
    const urls = await Promise.all(
      SUBGRAPHS.map(async (subgraph) => [subgraph.name, await listen(createServer(OPTIONS, answering(subgraph)))]),
    );
    return Object.fromEntries(urls);
  },
};

export type SubgraphOrders = typeof orders;

function answering({ sdl, resolvers }: MeasuredSubgraph): (request: IncomingMessage, response: ServerResponse) => void {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
  const known = new Map<string, Buffer>();
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const question = Buffer.concat(chunks).toString("latin1");
      const answer = known.get(question) ?? (await answerTo(schema, Buffer.from(question, "latin1").toString()));
      if (known.size < KEPT) known.set(question, answer);
      response.writeHead(200, { "content-type": "application/json", "content-length": answer.length }).end(answer);
    });
  };
}

async function answerTo(schema: GraphQLSchema, body: string): Promise<Buffer> {
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  return Buffer.from(JSON.stringify(await graphql({ schema, source: query, variableValues: variables ?? {} })));
}

obey(orders);
