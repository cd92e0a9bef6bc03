import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GatewaySettings } from "../settings";
import { startTinyHub, type TinyHub } from "../testing/tiny-hub";
import { WAYS } from "../testing/ways";
import { AutomaticDocuments } from "./automatic-documents";
import { hashOf } from "./hash-of";
import { loadTrustedDocuments } from "./load-trusted-documents";

const TEAMS = "query Teams { teams { id } }";
const NAMES = "query Names($ids: [ID!]!) { teamsById(ids: $ids) { name } }";
const WRITE = "mutation Write { write }";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "documents-"));
  await writeFile(join(folder, "teams.graphql"), TEAMS);
  await writeFile(join(folder, "names.graphql"), NAMES);
  await writeFile(join(folder, "write.graphql"), WRITE);
  await writeFile(join(folder, "notes.txt"), "not a document");
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

describe("trusted documents as they are read", () => {
  it("from a folder: by name and by hash", async () => {
    const documents = await loadTrustedDocuments(folder);
    expect([documents.size, documents.find("teams"), documents.find(`sha256:${hashOf(NAMES)}`)]).toEqual([3, TEAMS, NAMES]);
    expect([documents.find("notes"), documents.holds(TEAMS), documents.holds(`${TEAMS} `)]).toEqual([null, true, false]);
  });

  it("from a map of Relay's compiler, and one of hashes", async () => {
    const relay = await loadTrustedDocuments(await file("relay.json", { d41d8cd98f00b204e9800998ecf8427e: TEAMS }));
    expect(relay.find("d41d8cd98f00b204e9800998ecf8427e")).toBe(TEAMS);
    const hashes = await loadTrustedDocuments(await file("hashes.json", { [hashOf(NAMES)]: NAMES }));
    expect(hashes.find(hashOf(NAMES))).toBe(NAMES);
  });

  it("from a manifest of Apollo's", async () => {
    const operations = [{ id: "one", name: "Teams", type: "query", body: TEAMS }];
    const manifest = { format: "apollo-persisted-query-manifest", version: 1, operations };
    expect((await loadTrustedDocuments(await file("manifest.json", manifest))).find("one")).toBe(TEAMS);
    await expect(loadTrustedDocuments(await file("newer.json", { ...manifest, version: 2 }))).rejects.toThrow(/isn't version 1/);
  });

  it.each([
    ["no JSON", "{", /isn't JSON/],
    ["a list", [], /isn't a JSON object/],
    ["a number for a text", { one: 1 }, /no text for the document "one"/],
    ["a text that is no document", { one: "{ teams {" }, /isn't a GraphQL document/],
    ["nothing", {}, /holds no documents/],
  ])("never from %s", async (_what, content, reason) => {
    await expect(loadTrustedDocuments(await file("wrong.json", content))).rejects.toThrow(reason);
  });

  it("never where one id stands for two texts", async () => {
    const operations = [TEAMS, NAMES].map((body) => ({ id: "same", body }));
    const manifest = { format: "apollo-persisted-query-manifest", version: 1, operations };
    await expect(loadTrustedDocuments(await file("twice.json", manifest))).rejects.toThrow(/two trusted documents have the id "same"/);
  });

  it("by settings that go together, or the hub doesn't start", async () => {
    await expect(startTinyHub({ settings: { trustedDocuments: "only" } })).rejects.toThrow(/needs trustedDocumentsFrom/);
    await expect(startTinyHub({ settings: { trustedDocuments: "allow", trustedDocumentsFrom: "/nowhere" } })).rejects.toThrow(/ENOENT/);
  });
});

describe.each(WAYS)("documents, before %s", (_way, way) => {
  let hub: TinyHub;
  let url: string;
  const start = async (settings: Partial<GatewaySettings>): Promise<void> => {
    hub = await startTinyHub({ settings }, way);
    url = `${(await hub.gateway.listen(0, "127.0.0.1")).url}/graphql`;
  };
  afterEach(() => hub.gateway.stop());

  async function post(body: object, accept = "*/*"): Promise<{ status: number; data: unknown; code: unknown; message: unknown }> {
    const headers = { "content-type": "application/json", accept };
    const response = await fetch(url, { method: "POST", body: JSON.stringify(body), headers });
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: { message: string; extensions: { code: string } }[] };
    return { status: response.status, data, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message };
  }
  const persisted = (hash: string, version = 1) => ({ persistedQuery: { version, sha256Hash: hash } });

  it("are answered by documentId, by id and by hash, beside any other where others are allowed", async () => {
    await start({ trustedDocuments: "allow", trustedDocumentsFrom: folder });
    const teams = { status: 200, data: { teams: [{ id: "c1" }, { id: "c2" }] } };
    await expect(post({ documentId: "teams" })).resolves.toMatchObject(teams);
    await expect(post({ documentId: `sha256:${hashOf(TEAMS)}` })).resolves.toMatchObject(teams);
    await expect(post({ id: "teams" })).resolves.toMatchObject(teams);
    await expect(post({ extensions: persisted(hashOf(TEAMS)) })).resolves.toMatchObject(teams);
    await expect(post({ id: "names", variables: { ids: ["c2"] } })).resolves.toMatchObject({ data: { teamsById: [{ name: "Team c2" }] } });
    await expect(post({ query: "{ teams { name } }" })).resolves.toMatchObject({ status: 200 });
    await expect(post({ documentId: "unknown" })).resolves.toMatchObject({ status: 404, code: "DOCUMENT_UNKNOWN" });
  });

  it("are answered by GET too, unless they write", async () => {
    await start({ trustedDocuments: "only", trustedDocumentsFrom: folder });
    const get = (search: string) => fetch(`${url}?${search}`, { headers: { "graphql-require-preflight": "1" } });
    expect((await get("documentId=teams")).status).toBe(200);
    expect((await get(`extensions=${encodeURIComponent(JSON.stringify(persisted(hashOf(TEAMS))))}`)).status).toBe(200);
    expect((await get("documentId=write")).status).toBe(405);
  });

  it("DOCUMENT_NOT_TRUSTED: are the only ones answered where that is set, by their texts too", async () => {
    await start({ trustedDocuments: "only", trustedDocumentsFrom: folder, automaticDocumentBytes: 10_000 });
    await expect(post({ query: TEAMS })).resolves.toMatchObject({ status: 200 });
    const other = "{ teams { name } }";
    await expect(post({ query: other })).resolves.toMatchObject({ status: 403, code: "DOCUMENT_NOT_TRUSTED" });
    await expect(post({ query: other, extensions: persisted(hashOf(other)) })).resolves.toMatchObject({ code: "DOCUMENT_NOT_TRUSTED" });
    await expect(post({ query: other, documentId: "unknown" })).resolves.toMatchObject({ code: "DOCUMENT_NOT_TRUSTED" });
    // A text beside the id of another document isn't asked.
    await expect(post({ query: other, documentId: "teams" })).resolves.toMatchObject({ data: { teams: [{ id: "c1" }, { id: "c2" }] } });
    await expect(post({ query: "{ __schema { types { name } } }" })).resolves.toMatchObject({ code: "DOCUMENT_NOT_TRUSTED" });
  });

  it("B21: clients register theirs by hash: not found, registered, then found; a hash of another text → 400", async () => {
    await start({ automaticDocumentBytes: 10_000 });
    const hash = hashOf(TEAMS);
    await expect(post({ extensions: persisted(hash) })).resolves.toMatchObject({
      status: 200,
      code: "PERSISTED_QUERY_NOT_FOUND",
      message: "PersistedQueryNotFound",
    });
    await expect(post({ extensions: persisted(hash) }, "application/graphql-response+json")).resolves.toMatchObject({ status: 400 });
    await expect(post({ query: TEAMS, extensions: persisted(hashOf(NAMES)) })).resolves.toMatchObject({ status: 400, code: "BAD_REQUEST" });
    await expect(post({ query: TEAMS, extensions: persisted(hash, 2) })).resolves.toMatchObject({ status: 400, code: "BAD_REQUEST" });
    await expect(post({ query: TEAMS, extensions: { persistedQuery: "x" } })).resolves.toMatchObject({ status: 400 });
    await expect(post({ extensions: persisted(hash) })).resolves.toMatchObject({ code: "PERSISTED_QUERY_NOT_FOUND" });
    await expect(post({ query: TEAMS, extensions: persisted(hash) })).resolves.toMatchObject({ status: 200 });
    await expect(post({ extensions: persisted(hash) })).resolves.toMatchObject({ data: { teams: [{ id: "c1" }, { id: "c2" }] } });
  });

  it("B21: what isn't a document, or is beyond a limit, is never kept", async () => {
    await start({ automaticDocumentBytes: 10_000 });
    for (const query of ["{ teams {", "{ nothing }", `{ ${"teams { id } ".repeat(20)} }`]) {
      await expect(post({ query, extensions: persisted(hashOf(query)) })).resolves.toMatchObject({ status: 400 });
      await expect(post({ extensions: persisted(hashOf(query)) })).resolves.toMatchObject({ code: "PERSISTED_QUERY_NOT_FOUND" });
    }
  });

  it("B21: none are registered unless that is set, and Apollo's clients are told so in their words", async () => {
    await start({});
    await expect(post({ extensions: persisted(hashOf(TEAMS)) })).resolves.toMatchObject({
      status: 200,
      code: "PERSISTED_QUERY_NOT_SUPPORTED",
      message: "PersistedQueryNotSupported",
    });
    await expect(post({ query: TEAMS, extensions: persisted(hashOf(TEAMS)) })).resolves.toMatchObject({ status: 200 });
    await expect(post({ documentId: "teams" })).resolves.toMatchObject({ status: 404 });
  });

  it("several questions in one request are answered in order, up to what is set (A29)", async () => {
    await start({ batch: 3 });
    const questions = ["{ teams { id } }", "{ nothing }", "mutation { write }"].map((query) => ({ query }));
    const response = await fetch(url, { method: "POST", body: JSON.stringify(questions), headers: { "content-type": "application/json" } });
    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toMatchObject([
      { data: { teams: [{ id: "c1" }, { id: "c2" }] } },
      { errors: [{ extensions: { code: "BAD_REQUEST" } }] },
      { data: { write: 9 } },
    ]);
    for (const count of [0, 4]) {
      const body = JSON.stringify(Array.from({ length: count }, () => ({ query: "{ teams { id } }" })));
      const refused = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } });
      expect([refused.status, await refused.json()]).toMatchObject([400, { errors: [{ extensions: { code: "BAD_REQUEST" } }] }]);
    }
  });
});

describe("documents that clients register", () => {
  it("B21: a million of them hold no more than they may, and the least used go first", () => {
    const documents = new AutomaticDocuments(50_000);
    documents.keep("used", "{ used }");
    for (let at = 0; at < 1_000_000; at += 1) {
      if (at % 100 === 0) documents.find("used");
      documents.keep(`hash-${at}`, `{ field${at} }`);
    }
    expect(documents.bytes).toBeLessThanOrEqual(50_000);
    expect([documents.find("used"), documents.find("hash-0"), documents.find("hash-999999")]).toEqual([
      "{ used }",
      null,
      "{ field999999 }",
    ]);
    documents.keep("long", "x".repeat(50_000));
    expect(documents.find("long")).toBeNull();
  });
});
