import type { Subgraph } from "@actionline/kit/subgraph";
import { ask } from "@actionline/kit/testing/ask";
import type { AsOfInput } from "@actionline/log/as-of";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import type { OrganizationRecord } from "@actionline/schema/reference-records";
import { buildStakeholdersSubgraph } from "./subgraph";

let stakeholders: Subgraph;
let log: TestLog;

/** A valid organization; a test states only the facts it is about. */
const anOrganization = (facts: Partial<OrganizationRecord> & { readonly id: string }): OrganizationRecord => ({
  name: `Name of ${facts.id}`,
  acronym: null,
  type: "INTERNATIONAL_ORGANIZATION",
  kindOfBody: null,
  role: null,
  website: null,
  identifiers: [],
  verified: true,
  invented: false,
  ...facts,
});

beforeAll(async () => {
  log = await startLog();
  stakeholders = await buildStakeholdersSubgraph(log.db);
  await log.append(
    upsert(
      "ORGANIZATION",
      anOrganization({
        id: "ITU",
        name: "International Telecommunication Union",
        acronym: "ITU",
        identifiers: [{ scheme: "crs-channel", value: "41303" }],
      }),
    ),
    upsert(
      "ORGANIZATION",
      anOrganization({ id: "UNESCO", name: "UN Educational, Scientific and Cultural Organization", acronym: "UNESCO" }),
    ),
    upsert(
      "ORGANIZATION",
      anOrganization({ id: "APC", name: "Association for Progressive Communications", type: "CIVIL_SOCIETY", verified: false }),
    ),
    upsert(
      "ORGANIZATION",
      anOrganization({ id: "meridia:o-1", name: "Meridia Telecom (invented)", type: "PRIVATE_SECTOR", invented: true }),
      "meridia",
    ),
    { ...upsert("ORGANIZATION", anOrganization({ id: "meridia:o-2", name: "Unpublished" }), "meridia"), visibility: "PRIVATE" },
  );
});
afterAll(() => log.stop());

/** Each question is a request of its own, with its own point of the log. */
const question = async (operation: string, asOf: AsOfInput | null = null): Promise<unknown> => {
  const context = stakeholders.context(await log.request(asOf));
  log.reads.splice(0);
  return ask(stakeholders.schema, context, operation);
};
const idsWhere = async (filter: string): Promise<unknown> => {
  const answer = (await question(`{ organizations(filter: ${filter}) { totalCount nodes { id } } }`)) as {
    organizations: { totalCount: number; nodes: { id: string }[] };
  };
  const ids = answer.organizations.nodes.map(({ id }) => id);
  expect(answer.organizations.totalCount).toBe(ids.length);
  return ids;
};

describe("organizations", () => {
  it("are listed by id, without those that aren't public", async () => {
    await expect(idsWhere("{}")).resolves.toEqual(["APC", "ITU", "UNESCO", "meridia:o-1"]);
  });

  it("are found by type, words of a name and ids, all at once", async () => {
    await expect(idsWhere("{ types: [CIVIL_SOCIETY, PRIVATE_SECTOR] }")).resolves.toEqual(["APC", "meridia:o-1"]);
    await expect(idsWhere(`{ text: "TELECOM" }`)).resolves.toEqual(["ITU", "meridia:o-1"]);
    await expect(idsWhere(`{ text: "organization un" }`)).resolves.toEqual(["UNESCO"]);
    await expect(idsWhere(`{ text: "telecom", types: [PRIVATE_SECTOR], ids: ["meridia:o-1", "ITU"] }`)).resolves.toEqual(["meridia:o-1"]);
    await expect(idsWhere("{ ids: [] }")).resolves.toEqual([]);
  });

  it("take what a user types as text and never as a pattern", async () => {
    await expect(idsWhere(`{ text: ".*" }`)).resolves.toEqual([]);
    await expect(idsWhere(`{ text: "(invented)" }`)).resolves.toEqual(["meridia:o-1"]);
    await expect(idsWhere(`{ text: "((((" }`)).resolves.toEqual([]);
  });

  it("BAD_INPUT: refuses a text that is no name", async () => {
    await expect(question(`{ organizations(filter: { text: "${"a".repeat(201)}" }) { totalCount } }`)).rejects.toMatchObject({
      extensions: { code: "BAD_INPUT" },
    });
  });

  it("say what is unverified and what is invented", async () => {
    await expect(
      question(`{ apc: organization(id: "APC") { verified invented } m: organization(id: "meridia:o-1") { invented } }`),
    ).resolves.toEqual({
      apc: { verified: false, invented: false },
      m: { invented: true },
    });
  });

  it("answer null for an id that the hub doesn't hold or doesn't show", async () => {
    await expect(question(`{ a: organization(id: "NOBODY") { id } b: organization(id: "meridia:o-2") { id } }`)).resolves.toEqual({
      a: null,
      b: null,
    });
  });

  it("say of one that was merged what to ask for in its place", async () => {
    const entry = upsert("ORGANIZATION", anOrganization({ id: "meridia:o-3" }), "meridia");
    await log.append(entry);
    await log.append({ ...entry, operation: "DELETE", record: null, into: ["meridia:o-1"] });
    await expect(question(`{ organization(id: "meridia:o-3") { id } }`)).rejects.toMatchObject({
      extensions: { code: "RECORD_SUCCEEDED", successors: ["meridia:o-1"] },
    });
  });

  it("page by key: one find a page, and a count only for who asks for it", async () => {
    const first = (await question("{ organizations(first: 3) { nodes { id } pageInfo { endCursor hasNextPage } asOf { name } } }")) as {
      organizations: { pageInfo: { endCursor: string }; asOf: { name: string } };
    };
    expect(log.reads).toEqual(["organizations"]);
    const { pageInfo, asOf } = first.organizations;
    const second = `{ organizations(first: 3, after: "${pageInfo.endCursor}") { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage } } }`;
    await expect(question(second, { snapshot: asOf.name })).resolves.toEqual({
      organizations: { totalCount: 4, nodes: [{ id: "meridia:o-1" }], pageInfo: { hasNextPage: false, hasPreviousPage: true } },
    });
    expect(log.reads).toEqual(["organizations", "organizations"]);
  });

  it("resolve references from other subgraphs in one find, in the order asked, null for unknown ids", async () => {
    await expect(
      question(`{ _entities(representations: [
        { __typename: "Organization", id: "UNESCO" }
        { __typename: "Organization", id: "NOBODY" }
        { __typename: "Organization", id: "ITU" }
      ]) { ... on Organization { acronym identifiers { scheme value } } } }`),
    ).resolves.toEqual({
      _entities: [
        { acronym: "UNESCO", identifiers: [] },
        null,
        { acronym: "ITU", identifiers: [{ scheme: "crs-channel", value: "41303" }] },
      ],
    });
    expect(log.reads).toEqual(["organizations"]);
  });

  it("are answered as they were at an earlier point", async () => {
    const before = await log.append();
    await log.append(upsert("ORGANIZATION", anOrganization({ id: "UNESCO", name: "Renamed", type: "OTHER" })));
    const asked = `{ organization(id: "UNESCO") { name } organizations(filter: { types: [OTHER] }) { totalCount } }`;
    await expect(question(asked, { sequence: before })).resolves.toEqual({
      organization: { name: "UN Educational, Scientific and Cultural Organization" },
      organizations: { totalCount: 0 },
    });
    await expect(question(asked)).resolves.toEqual({ organization: { name: "Renamed" }, organizations: { totalCount: 1 } });
  });
});
