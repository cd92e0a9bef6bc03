import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { execute, parse } from "graphql";
import { linked } from "../testing/hostile-sdl";
import { type CallServer, checkConformance } from "./conformance";

const CONTRACT = readFileSync(join(__dirname, "../../../../schema/contract/contract.graphql"), "utf8");
/** An agency's own fields, and the contract's beside them as the contract writes them. */
const SDL = linked(`${CONTRACT.replace(/^"""[\s\S]*?"""\n/, "")}
type Team @key(fields: "id") {
  id: ID!
  nordlys_staff: Int
}`);

type Resolvers = Record<string, unknown>;
const HONEST: Resolvers = {
  Query: {
    agency: () => ({
      id: "nordlys",
      name: "Nordlys",
      licence: "CC-BY-4.0",
      deletionPolicy: "PERSISTENT",
      contractVersion: "1.0",
      capabilities: ["ENTITIES"],
    }),
    changes: () => ({ changes: [{ operation: "DELETE", id: "nordlys:1", kind: "ACTIVITY", origin: [] }], cursor: "1", more: false }),
  },
  Team: { __resolveReference: (reference: object) => ({ ...reference, nordlys_staff: 3 }) },
};

function serverOf(resolvers: Resolvers, sdl = SDL): CallServer {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never });
  return async (operation, variableValues) =>
    JSON.parse(JSON.stringify(await execute({ schema, document: parse(operation), variableValues })));
}

const problemsOf = async (call: CallServer): Promise<string[]> =>
  (await checkConformance({ agency: "nordlys", sdl: SDL, call })).map(({ code, message }) => `${code} ${message}`);
const query = (fields: Resolvers): Resolvers => ({ ...HONEST, Query: { ...(HONEST.Query as object), ...fields } });

test("a server that serves the contract and what is published has no problems", async () => {
  expect(await problemsOf(serverOf(HONEST))).toEqual([]);
});

test("one that answers for unknown keys by null, too", async () => {
  expect(await problemsOf(serverOf({ ...HONEST, Team: { __resolveReference: () => null } }))).toEqual([]);
});

test.each<[string, CallServer, RegExp]>([
  ["another schema", serverOf(HONEST, SDL.replace("nordlys_staff: Int", "nordlys_staff: String")), /_service.*Team\.nordlys_staff/],
  [
    "another agency's id",
    serverOf(
      query({ agency: () => ({ id: "evil", name: "x", licence: "x", deletionPolicy: "NONE", contractVersion: "1.0", capabilities: [] }) }),
    ),
    /agency: Its id/,
  ],
  [
    "an agency that fails",
    serverOf(query({ agency: () => Promise.reject(new Error("postgres://u:p@10.0.0.7")) })),
    /agency: It answered with an error\.$/,
  ],
  [
    "more changes than asked for",
    serverOf(
      query({ changes: () => ({ changes: [1, 2].map((id) => ({ operation: "DELETE", id, origin: [] })), cursor: "2", more: false }) }),
    ),
    /gives 2/,
  ],
  [
    "an UPSERT without a record",
    serverOf(query({ changes: () => ({ changes: [{ operation: "UPSERT", origin: [] }], cursor: "2", more: false }) })),
    /no record/,
  ],
  [
    "a cursor of 3,000 characters",
    serverOf(query({ changes: () => ({ changes: [], cursor: "x".repeat(3_000), more: false }) })),
    /no cursor/,
  ],
  [
    "entities that weren't asked for",
    serverOf({ ...HONEST, Team: { __resolveReference: () => ({ __typename: "Team", id: "other" }) } }),
    /another Team/,
  ],
  ["no answer", () => Promise.reject(new Error("It didn't answer in time.")), /didn't answer in time/],
  ["something else than an answer", async () => ({ data: [1, 2] }), /_service/],
])("%s is told as the contract not being served, without a word of the server's", async (_, call, message) => {
  const problems = await problemsOf(call);
  expect(problems[0]).toMatch(/^CONTRACT_NOT_SERVED/);
  expect(problems.join("\n")).toMatch(message);
  expect(problems.join("\n")).not.toContain("10.0.0.7");
});

test("a hosted schema without the contract's fields is told which ones", async () => {
  const sdl = linked("type Query {\n  nordlys_x: Int\n}");
  const problems = await checkConformance({ agency: "nordlys", sdl, call: serverOf(HONEST) });
  expect(problems.map(({ message }) => message.split(":")[0])).toEqual(["agency", "changes"]);
});
