import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ANYONE, type Principal } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { resolveAsOf } from "@actionline/log/as-of";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import type { AgencyRecord } from "@actionline/schema/hub-records";
import { createValidator } from "@actionline/schema/validator/validator";
import { graphql } from "graphql";
import { HarvestScheduler } from "../schedule/harvest-scheduler";
import { buildAgenciesSubgraph } from "../subgraph";
import { ContractSource } from "../testing/contract-source";
import { many } from "../testing/feed-records";

const validator = createValidator({ items: new Set(), actionLines: new Set(), places: new Set(["KE"]) });
const PUBLISHER: Principal = { id: "p", name: "a publisher of nord", roles: [{ name: "PUBLISHER", of: "nord" }] };
const OTHER: Principal = { id: "o", name: "a publisher of sud", roles: [{ name: "PUBLISHER", of: "sud" }] };
const SECRETARIAT: Principal = { id: "s", name: "the secretariat", roles: [{ name: "SECRETARIAT", of: null }] };

let log: TestLog;
let subgraph: Subgraph;
const now = new Date("2026-11-01T00:00:00Z");
const clock = (): Date => now;
/** What names lead to, at the moment. */
let names: Record<string, readonly string[]> = {};
const resolve = async (host: string): Promise<readonly string[]> => names[host] ?? [];
const servers: Server[] = [];
let keys = 0;

const anAgency = (id: string): AgencyRecord => ({
  id,
  name: `Agency ${id}`,
  organization: id.toUpperCase(),
  licence: "CC-BY-4.0",
  contactDesk: null,
  deletionPolicy: "NONE",
  contractVersion: "1.0",
  invented: true,
});

beforeAll(async () => {
  log = await startLog(clock);
  subgraph = await buildAgenciesSubgraph(log.db, { clock, writer: log.appender, resolve });
  await log.append(upsert("AGENCY", anAgency("nord")), upsert("AGENCY", anAgency("sud")));
});
beforeEach(async () => {
  names = { "data.nord.org": ["93.184.216.34"] };
  // What the tests before left is over.
  await versionsOf(log.db, "SOURCE").deleteMany({});
});
afterAll(async () => {
  for (const server of servers) server.close();
  await log.stop();
});

async function ask(source: string, principal: Principal = ANYONE, variableValues: Record<string, unknown> = {}, sequence?: number) {
  const point = await resolveAsOf(log.db, sequence === undefined ? null : { sequence }, now);
  return graphql({ schema: subgraph.schema, source, variableValues, contextValue: subgraph.context(new RequestContext(principal, point)) });
}

const DECLARE = `mutation ($input: DeclareSourceInput!) {
  declareSource(input: $input) { source { id name format mode frequencyDays licence caveat host address hub declaredBy } }
}`;

async function declare(input: object, principal = PUBLISHER): Promise<unknown> {
  const asked = { idempotencyKey: `${++keys}`, source: "nord/list", name: "A list", ...input };
  const { data, errors } = await ask(DECLARE, principal, { input: asked });
  if (errors?.[0] !== undefined) throw errors[0];
  return (data as { declareSource: { source: unknown } }).declareSource.source;
}

function scheduler(): HarvestScheduler {
  return new HarvestScheduler({
    ...{ client: log.client, db: log.db, appender: log.appender, validator, clock, resolve, allowLocal: true },
    hosted: async () => [],
    onFault: (error) => {
      throw error;
    },
    random: () => 0.5,
  });
}

async function serve(answer: (body: string) => Promise<string>): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      response.writeHead(200, { "content-type": "application/json" }).end(await answer(Buffer.concat(chunks).toString()));
    });
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const linesOf = (records: readonly object[]) => records.map((each) => JSON.stringify(each)).join("\n");

describe("declaring a source", () => {
  it("takes in a new one, shows its address to those who may set it and its host to all, and says who did", async () => {
    const address = "https://data.nord.org/list.jsonl?key=abc";
    await expect(declare({ address, frequencyDays: 7 })).resolves.toEqual({
      ...{ id: "nord/list", name: "A list", format: "CONTRACT", mode: "MIRRORED", frequencyDays: 7, licence: "CC-BY-4.0", caveat: null },
      ...{ host: "data.nord.org", address, hub: false, declaredBy: "a publisher of nord" },
    });
    const asked = `{ source(id: "nord/list") { host address } }`;
    expect((await ask(asked)).data).toEqual({ source: { host: "data.nord.org", address: null } });
    expect((await ask(asked, OTHER)).data).toEqual({ source: { host: "data.nord.org", address: null } });
    expect((await ask(asked, SECRETARIAT)).data).toEqual({ source: { host: "data.nord.org", address } });
  });

  it("leaves what isn't named as it was, and keeps what it was before at its point of the log", async () => {
    await declare({ address: "https://data.nord.org/a", caveat: "A part." });
    const before = log.appender.watermark;
    await expect(declare({ name: null, address: null })).resolves.toMatchObject({ name: "A list", caveat: "A part.", host: null });
    expect((await ask(`{ source(id: "nord/list") { host } }`, ANYONE, {}, before)).data).toEqual({ source: { host: "data.nord.org" } });
  });

  it("is done once under one key", async () => {
    await declare({ idempotencyKey: "once", address: "https://data.nord.org/a" });
    const { watermark } = log.appender;
    await declare({ idempotencyKey: "once", address: "https://data.nord.org/a" });
    expect(log.appender.watermark).toBe(watermark);
    await expect(declare({ idempotencyKey: "once", address: null })).rejects.toMatchObject({
      extensions: { code: "IDEMPOTENCY_MISMATCH" },
    });
  });

  it.each([
    ["nobody", ANYONE, "UNAUTHENTICATED", {}],
    ["another agency's publisher", OTHER, "FORBIDDEN", {}],
    ["a publisher who says that it is a hub", PUBLISHER, "FORBIDDEN", { hub: true }],
    ["a publisher who says that it is none", PUBLISHER, "FORBIDDEN", { hub: false }],
  ])("is refused to %s", async (_, principal, code, input) => {
    await expect(declare(input, principal)).rejects.toMatchObject({ extensions: { code } });
    await expect(versionsOf(log.db, "SOURCE").countDocuments()).resolves.toBe(0);
  });

  it("leaves a hub's address to the secretariat", async () => {
    await declare({ hub: true, address: "https://data.nord.org/contract" }, SECRETARIAT);
    await expect(declare({ address: "https://data.nord.org/mine" })).rejects.toMatchObject({ extensions: { code: "FORBIDDEN" } });
  });

  it.each([
    ["http", "http://data.nord.org/a"],
    ["this machine", "http://127.0.0.1/a"],
    ["an address inside of a network", "https://169.254.169.254/latest"],
    ["another port", "https://data.nord.org:6379/"],
    ["a name and a password", "https://user:pw@data.nord.org/"],
    ["a name that isn't found", "https://nobody.nord.org/"],
    ["a name that leads inside", "https://inside.nord.org/"],
    ["a name of which one address leads inside", "https://mixed.nord.org/"],
  ])("refuses an address of %s", async (_, address) => {
    names["inside.nord.org"] = ["10.0.0.1"];
    names["mixed.nord.org"] = ["93.184.216.34", "127.0.0.1"];
    await expect(declare({ address })).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
  });

  it.each([
    ["an id that is none", { source: "nord" }],
    ["another case", { source: "Nord/list" }],
    ["the agency's own server", { source: "nord/hosted" }],
    ["a new source without a name", { name: null }],
    ["CSV without a mapping", { format: "CSV" }],
    ["a mapping that isn't JSON", { format: "CSV", mapping: "{" }],
    ["a mapping that is none", { format: "CSV", mapping: "{}" }],
    ["a period that is none", { frequencyDays: 0 }],
  ])("refuses %s", async (_, input) => {
    await expect(declare(input)).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
  });

  it("refuses an agency that the hub doesn't have", async () => {
    await expect(declare({ source: "est/list" }, SECRETARIAT)).rejects.toMatchObject({ extensions: { code: "NOT_FOUND" } });
  });
});

describe("what was declared", () => {
  beforeAll(async () => {
    subgraph = await buildAgenciesSubgraph(log.db, { clock, writer: log.appender, resolve, allowLocal: true });
  });

  it("is fetched at its next turn, which is at once, and its history says from where", async () => {
    const first = await serve(async () => linesOf(many("nord", 3)));
    await declare({ source: "nord/fetched", address: `http://${first}/list.jsonl`, frequencyDays: 30 });
    await expect(scheduler().runDue()).resolves.toEqual(["nord/fetched"]);
    const second = await serve(async () => linesOf(many("nord", 4)));
    await expect(scheduler().runDue()).resolves.toEqual([]);
    await declare({ source: "nord/fetched", address: `http://${second}/list.jsonl` });
    await expect(scheduler().runDue()).resolves.toEqual(["nord/fetched"]);
    expect((await ask(`{ source(id: "nord/fetched") { runs { host outcome counts { added } } } }`)).data).toEqual({
      source: {
        runs: [
          { host: second, outcome: "SUCCEEDED", counts: { added: 1 } },
          { host: first, outcome: "SUCCEEDED", counts: { added: 3 } },
        ],
      },
    });
  });

  it("is judged again when the hub connects: a name that leads inside by then is not gone to", async () => {
    await declare({ source: "nord/moved", address: "https://data.nord.org/list.jsonl" });
    names["data.nord.org"] = ["127.0.0.1"];
    await scheduler().runDue();
    await expect(versionsOf(log.db, "HARVEST").findOne({ subject: "nord/moved", to: OPEN })).resolves.toMatchObject({
      record: { outcome: "FAILED", host: "data.nord.org", error: { code: "SOURCE_ADDRESS_BLOCKED" } },
    });
  });

  it("is followed by its changes where it is a hub, which brings other agencies' records under their ids", async () => {
    const other = new ContractSource("nord");
    other.description = { capabilities: ["HUB"] };
    other.upsert(...many("ouest", 2));
    const host = await serve(async (body) => JSON.stringify(await other.ask(JSON.parse(body))));
    await declare({ source: "nord/contract", name: "The northern hub", hub: true, address: `http://${host}/contract` }, SECRETARIAT);
    await expect(scheduler().runDue()).resolves.toEqual(["nord/contract"]);
    await expect(versionsOf(log.db, "ACTIVITY").countDocuments({ subject: /^ouest:/, to: OPEN })).resolves.toBe(2);
    expect((await ask(`{ source(id: "nord/contract") { hub lastRun { host outcome } } }`)).data).toEqual({
      source: { hub: true, lastRun: { host, outcome: "SUCCEEDED" } },
    });
  });
});
