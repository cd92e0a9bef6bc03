import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { GraphQLError, parse } from "graphql";
import { AGENCY, CHANGES, KNOWN } from "./records";

/** The contract's own SDL, as the hub publishes it; a copy of it stands beside the code where there is no checkout. */
const CONTRACT = process.env.CONTRACT ?? join(__dirname, "../../../../schema/contract/contract.graphql");
const MOST_A_PAGE = 1_000;

interface ChangesArguments {
  readonly after?: string | null;
  readonly first: number;
}

function changesAfter(_: unknown, { after, first }: ChangesArguments): object {
  const begin = Number(after ?? "0");
  if (!Number.isInteger(begin) || begin < 0 || begin > CHANGES.length) {
    throw new GraphQLError("This cursor isn't one of ours.", { extensions: { code: "CURSOR_INVALID" } });
  }
  if (first < 1 || first > MOST_A_PAGE) {
    throw new GraphQLError(`Ask for 1 to ${MOST_A_PAGE} changes.`, { extensions: { code: "BAD_INPUT" } });
  }
  const changes = CHANGES.slice(begin, begin + first).map((change) => ({ origin: [], ...change }));
  const end = begin + changes.length;
  return { changes, cursor: String(end), more: end < CHANGES.length, total: held().size };
}

/** Ids of the records that stand after all changes. */
function held(): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { operation, record, id = "" } of CHANGES) {
    if (record !== undefined) ids.add(record.id);
    if (operation === "DELETE") ids.delete(id);
  }
  return ids;
}

/** By its key; null for an organization of which the agency has nothing to tell. */
function organization({ id }: { readonly id: string }): object | null {
  const known = KNOWN[id];
  if (known === undefined) return null;
  const courses = ({ year }: { readonly year?: number | null }): number =>
    year === undefined || year === null ? Object.values(known.courses).reduce((sum, count) => sum + count, 0) : (known.courses[year] ?? 0);
  return { __typename: "Organization", id, aurora_courses: courses, aurora_desk: known.desk };
}

const sdl = [readFileSync(CONTRACT, "utf8"), readFileSync(join(__dirname, "own-fields.graphql"), "utf8")].join("\n");
const schema = buildSubgraphSchema({
  typeDefs: parse(sdl),
  resolvers: {
    Query: { agency: () => AGENCY, changes: changesAfter },
    Organization: { __resolveReference: organization },
  },
});

async function main(): Promise<void> {
  const port = Number(process.argv[2] ?? "4102");
  const server = new ApolloServer({ schema, introspection: false, includeStacktraceInErrorResponses: false });
  const { url } = await startStandaloneServer(server, { listen: { port, host: "127.0.0.1" } });
  process.stdout.write(`${url}\n`);
}

void main();
