import { join } from "node:path";
import { type AgencyServer, startAgencyServer } from "@actionline/gateway/agencies/testing/agency-server";
import { executable } from "@actionline/gateway/engine/testing/compose";
import { startHub, type TestHub } from "./support/start-hub";

const AGENCY = "nord";
const SECRETARIAT = { id: "secretariat", name: "the secretariat", roles: [{ name: "SECRETARIAT" as const, of: null }] };
const PUBLISHER = { id: "nord", name: "a publisher", roles: [{ name: "PUBLISHER" as const, of: AGENCY }] };
const SDL = `
  type Team @key(fields: "id") { id: ID! nord_beds(year: Int!): Int nord_note(language: String = "en"): String }
  type Query { agency: AgencyDescriptor! changes(after: String, first: Int!): ChangePage! }
  type AgencyDescriptor {
    id: ID! name: String! licence: String! contactDesk: String frequencyDays: Int deletionPolicy: String! contractVersion: String!
    capabilities: [String!]!
  }
  type ChangePage { changes: [Change!]! cursor: String! more: Boolean! total: Int }
  type Change { operation: String! kind: String id: ID record: String into: [ID!] origin: [ID!] }
`;
const DESCRIPTION = {
  ...{ id: AGENCY, name: "Nord", licence: "CC-BY-4.0", contactDesk: null, frequencyDays: 1, deletionPolicy: "PERSISTENT" },
  ...{ contractVersion: "1.0", capabilities: [] },
};
const RESOLVERS = {
  Team: {
    __resolveReference: ({ id }: { id: string }) => ({
      id,
      nord_beds: ({ year }: { year: number }) => year - 2_000,
      nord_note: ({ language }: { language: string }) => `in ${language}`,
    }),
  },
  Query: { agency: () => DESCRIPTION, changes: () => ({ changes: [], cursor: "0", more: false, total: 0 }) },
};
/** As the hub composes it: the agency's own fields. */
const PUBLISHED = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Team @key(fields: "id") { id: ID! nord_beds(year: Int!): Int nord_note(language: String = "en"): String }
`;

let room: TestHub;
let server: AgencyServer;

beforeAll(async () => {
  server = await startAgencyServer(executable({ name: AGENCY, sdl: SDL, resolvers: RESOLVERS }));
  room = await startHub({
    empty: true,
    follows: true,
    settings: { allowLocalAgencies: true },
    registry: { checkServer: async () => [], execArgv: ["-r", join(__dirname, "support/run-typescript.cjs")] },
  });
});
afterAll(async () => {
  await room?.stop();
  await server?.stop();
});

const ask = async (query: string, variables?: Record<string, unknown>) => (await room.hub.execute({ query, variables })).body;

/** What a field told of all teams. */
async function told(field: string, variables?: Record<string, unknown>): Promise<readonly unknown[]> {
  const { data } = await ask(`query ${variables === undefined ? "" : "($year: Int!)"} { teams { told: ${field} } }`, variables);
  const teams = (data?.teams ?? []) as readonly { readonly told: unknown }[];
  return [...new Set(teams.map((team) => team.told))];
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 500; looks++) {
    if (await holds()) return;
    await new Promise((soon) => setTimeout(soon, 50));
  }
  throw new Error("it never came to hold");
}

it("what people ask an agency with is read into its mirror, and answered there; what nobody asked is null and told", async () => {
  const { hub } = room;
  const published = await hub.registry.publish({ agency: AGENCY, sdl: PUBLISHED, url: server.url }, PUBLISHER);
  expect(published).toMatchObject({ state: "HELD", problems: [{ code: "HOST_NOT_APPROVED" }] });
  expect(await hub.registry.approveHost(AGENCY, new URL(server.url).host, SECRETARIAT)).toMatchObject({ state: "ADMITTED" });
  await until(async () => (await told("nord_beds(year: 2025)")).includes(25));
  await new Promise((later) => setTimeout(later, 200));
  expect(await told("nord_beds(year: $year)", { year: 2026 })).toEqual([26]);
  expect(await told('nord_note(language: "fr")')).toEqual(["in fr"]);
  await until(async () => (await hub.db.collection("asked_arguments").countDocuments({ agency: AGENCY })) === 3);

  expect(await hub.harvests.scheduler.runDue()).toEqual([`${AGENCY}/hosted`]);
  await server.stop();

  expect(await told("nord_beds(year: $year)", { year: 2026 })).toEqual([26]);
  expect(await told("nord_beds(year: 2025)")).toEqual([25]);
  expect(await told('nord_note(language: "fr")')).toEqual(["in fr"]);
  expect(await told("nord_note")).toEqual(["in en"]);

  const { data, errors, extensions } = await ask("{ teams { id nord_beds(year: 1999) } }");
  expect(data?.teams).toContainEqual({ id: expect.any(String), nord_beds: null });
  expect(new Set(errors?.map((error) => error.extensions?.code))).toEqual(new Set(["NOT_MIRRORED"]));
  const sources = extensions?.sources as readonly { readonly agency: string }[];
  expect(sources.find(({ agency }) => agency === AGENCY)).toMatchObject({ answeredBy: "MIRROR" });
});
