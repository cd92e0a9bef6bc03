import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { knownCodes } from "@actionline/agencies/feed/harvest-file";
import { askOutside } from "@actionline/agencies/remote/contract-client";
import { harvestRemote } from "@actionline/agencies/remote/harvest-remote";
import { connectIndex } from "@actionline/kit/connect-index";
import { resolveByServers } from "@actionline/kit/egress/resolve-public";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { EntityReader } from "@actionline/mirror/read/entity-reader";
import { shapeOf } from "@actionline/mirror/subgraph-shape";
import type { PublishResult } from "@actionline/registry/publish/publish-input";
import { RUN_SOURCES } from "@actionline/registry/testing/start-registry";
import type { SourceRecord } from "@actionline/schema/hub-records";
import { createValidator } from "@actionline/schema/validator/validator";
import { program } from "@actionline/scripts/actionline";
import { askRegistry } from "@actionline/scripts/agency/ask-registry";
import { awaitDryRun } from "@actionline/scripts/agency/dry-run";
import { PUBLISH_RESULT } from "@actionline/scripts/agency/publish-result";
import { sdlOfAgency } from "@actionline/scripts/agency/sdl-of-agency";
import { type Hub, openHub } from "@actionline/scripts/hub/open-hub";
import { quietLogger } from "@actionline/scripts/hub/quiet-logger";
import { type AgencyProcess, startAgency } from "./support/agency-process";
import { hasPython, pythonOfExample } from "./support/python-agency";

/** Agencies written by the contract alone, as processes of their own beside a whole hub. */
const EXAMPLES = join(__dirname, "../subgraphs/agencies/examples");
const TYPESCRIPT = [process.execPath, "-r", join(__dirname, "support/run-typescript.cjs"), join(EXAMPLES, "typescript/serve.ts")];

/** Where there is none, a person's run goes on without; a release may not. */
const MISSING = "There is no python3 of 3.10 or later with venv, which the example in Python needs.";
const inPython = !hasPython() && process.env.CI === undefined ? it.skip : it;
if (!hasPython()) console.warn(process.env.CI !== undefined ? MISSING : `${MISSING} Its test is skipped.`);

let hub: Hub;
let address: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  const { client, db, close } = await connectIndex(process.env.ACTIONLINE_TEST_MONGODB ?? "", `test_outsiders_${randomUUID().slice(0, 8)}`);
  const settings = { allowLocalAgencies: true };
  hub = await openHub({
    client,
    db,
    space: "DEMONSTRATION",
    logger: quietLogger,
    settings,
    follows: true,
    registry: { execArgv: RUN_SOURCES },
  });
  await hub.tokens.admit("secretariat", { id: "s", name: "the secretariat", roles: [{ name: "SECRETARIAT", of: null }] }, "a test");
  address = (await hub.listen(0, "127.0.0.1")).url;
  stop = async () => {
    await hub.close();
    await db.dropDatabase();
    await close();
  };
});
afterAll(() => stop());

interface Asked {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  readonly extensions?: { readonly sources: readonly { readonly source: string; readonly answeredBy: string }[] };
}

async function ask(query: string): Promise<Asked> {
  const headers = { "content-type": "application/json", accept: "application/json" };
  const response = await fetch(`${address}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) });
  return (await response.json()) as Asked;
}

/** Asks until the answer is as wanted, since a gateway takes up a schema, and a server is tried again, in its own time. */
async function askUntil(query: string, isWanted: (asked: Asked) => boolean): Promise<Asked> {
  const until = Date.now() + 60_000;
  for (;;) {
    const asked = await ask(query);
    if (isWanted(asked)) return asked;
    if (Date.now() > until) throw new Error(`still ${JSON.stringify(asked)}`);
    await pause(250);
  }
}

const answererOf = ({ extensions }: Asked, agency: string): string | undefined =>
  extensions?.sources.find(({ source }) => source === `agency_${agency}`)?.answeredBy;

/** The secretariat takes the agency in; returns its publisher's token. */
async function admit(agency: string, name: string): Promise<string> {
  const document = "mutation ($input: AdmitAgencyInput!) { admitAgency(input: $input) { token } }";
  const input = { id: agency, name, organization: "ITU" };
  const secretariat = { hub: address, token: "secretariat" };
  return (await askRegistry<{ admitAgency: { token: string } }>(secretariat, document, { input })).admitAgency.token;
}

function sourceOf(agency: string, name: string): SourceRecord {
  const facts = { format: "CONTRACT", mode: "HOSTED", frequencyDays: 30, licence: "CC-BY-4.0", caveat: null } as const;
  return { id: `${agency}/hosted`, agency, name, ...facts };
}

/** Checks, publishes, and has the secretariat let the hub call the server. */
async function publishAll(agency: string, url: string, token: string): Promise<PublishResult> {
  const { text } = await sdlOfAgency({ url });
  const publisher = { hub: address, token };
  const check = `query ($agency: ID!, $sdl: String!, $url: String) { check(agency: $agency, sdl: $sdl, url: $url) { ${PUBLISH_RESULT} } }`;
  const checked = await askRegistry<{ check: PublishResult }>(publisher, check, { agency, sdl: text, url });
  expect(checked.check.problems.filter(({ code }) => code !== "HOST_NOT_APPROVED")).toEqual([]);
  const document = `mutation ($input: PublishInput!) { publish(input: $input) { ${PUBLISH_RESULT} } }`;
  const { publish } = await askRegistry<{ publish: PublishResult }>(publisher, document, { input: { agency, sdl: text, url } });
  expect(publish).toMatchObject({ state: "HELD", problems: [{ code: "HOST_NOT_APPROVED" }] });
  const approve = `mutation ($agency: ID!, $host: String!) { approveHost(agency: $agency, host: $host) { ${PUBLISH_RESULT} } }`;
  const variables = { agency, host: new URL(url).host };
  const { approveHost } = await askRegistry<{ approveHost: PublishResult }>({ hub: address, token: "secretariat" }, approve, variables);
  return approveHost;
}

/** What the scheduler does: the agency's changes into the log, then what it tells of things into its mirror. */
async function harvestOf(source: SourceRecord, url: string, types: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const limits = { timeoutMs: 5_000, mostBytes: 5_000_000, allowLocal: true, resolve: resolveByServers() };
  const askAgency = askOutside(new URL(url), limits);
  const validator = createValidator(knownCodes());
  const { record } = await harvestRemote({ ...hub, source, ask: askAgency, address: url, validator, clock: hub.clock });
  expect(record).toMatchObject({ error: null, outcome: "SUCCEEDED", counts: { refused: 0 } });
  const published = await versionsOf(hub.db, "SUBGRAPH").findOne({ subject: source.agency, to: OPEN });
  const shape = shapeOf(published?.record.sdl ?? "");
  const reader = new EntityReader({ appender: hub.appender, agency: source.agency, shape, ask: askAgency, clock: hub.clock });
  for (const [type, ids] of Object.entries(types)) {
    expect(
      await reader.read(
        type,
        ids.map((id) => ({ id })),
      ),
    ).toMatchObject({ asked: ids.length, faults: {} });
  }
}

/** Lives, dies and comes back, while the same question is asked. */
async function livesAndDies(agency: string, server: AgencyProcess, query: string, right: object): Promise<void> {
  const live = await askUntil(query, (asked) => answererOf(asked, agency) === "LIVE");
  expect(live.errors).toBeUndefined();
  expect(live.data).toEqual(right);
  await server.kill();
  const mirrored = await ask(query);
  expect(mirrored.errors).toBeUndefined();
  expect(mirrored.data).toEqual(right);
  expect(answererOf(mirrored, agency)).toBe("MIRROR");
  await server.start();
  const again = await askUntil(query, (asked) => answererOf(asked, agency) === "LIVE");
  expect(again.data).toEqual(right);
}

describe("An agency written in TypeScript", () => {
  it("joins, is asked together with the hub's own fields, dies and comes back, and nobody has to do anything", async () => {
    const server = await startAgency(TYPESCRIPT);
    try {
      const token = await admit("aurora", "Aurora Training Centre (invented)");
      const source = sourceOf("aurora", "Aurora Training Centre (invented)");
      const result = await publishAll("aurora", server.url, token);
      expect(result).toMatchObject({ state: "ADMITTED", problems: [] });
      expect(result.notMirrored.join()).toContain("Organization.aurora_courses");
      await harvestOf(source, server.url, { Organization: ["ITU", "UNESCO"] });
      const query = `{
        organization(id: "ITU") { id name aurora_courses aurora_desk { city } }
        activity(id: "aurora:K-1") { title }
      }`;
      await livesAndDies("aurora", server, query, {
        organization: { id: "ITU", name: "International Telecommunication Union", aurora_courses: 8, aurora_desk: { city: "Geneva" } },
        activity: { title: "Open source for town halls" },
      });
      await server.kill();
      const never = await ask('{ organization(id: "ITU") { name aurora_courses(year: 2025) } }');
      expect(never.data).toEqual({ organization: { name: "International Telecommunication Union", aurora_courses: null } });
      expect(never.errors).toHaveLength(1);
      expect(JSON.stringify(never)).not.toContain("127.0.0.1");
    } finally {
      await server.kill();
    }
  }, 300_000);
});

describe("An agency written in Python", () => {
  inPython(
    "joins, is asked together with the hub's own fields, dies and comes back, and nobody has to do anything",
    async () => {
      const server = await startAgency(await pythonOfExample());
      try {
        const token = await admit("meridian", "Meridian Institute of Rural Networks (invented)");
        const source = sourceOf("meridian", "Meridian Institute of Rural Networks (invented)");
        expect(await publishAll("meridian", server.url, token)).toMatchObject({ state: "ADMITTED", problems: [], notMirrored: [] });
        await harvestOf(source, server.url, { Activity: ["meridian:R-1", "meridian:R-3"] });
        const query = '{ activity(id: "meridian:R-1") { title places { id } meridian_beneficiaries meridian_site { name country } } }';
        await livesAndDies("meridian", server, query, {
          activity: {
            title: "Rural clinics on line",
            places: [{ id: "KE" }],
            meridian_beneficiaries: 1240,
            meridian_site: { name: "Isiolo", country: "KE" },
          },
        });
        const records = `${JSON.stringify({ operation: "DELETE", kind: "ACTIVITY", id: "meridian:R-1" })}\n`;
        const dryRun = { agency: "meridian", name: "a.jsonl", format: "CONTRACT", content: records };
        expect((await awaitDryRun({ hub: address, token }, dryRun)).state).toBe("DONE");
      } finally {
        await server.kill();
      }
    },
    900_000,
  );
});

describe("An agency without a server", () => {
  /** Runs the command as a shell would, in this process; what it prints. */
  async function command(...words: readonly string[]): Promise<string> {
    const lines: string[] = [];
    const print = jest.spyOn(console, "log").mockImplementation((line: unknown) => void lines.push(String(line)));
    try {
      await program()
        .exitOverride()
        .parseAsync([...words, "--hub", address], { from: "user" });
    } finally {
      print.mockRestore();
      process.exitCode = 0;
    }
    return lines.join("\n");
  }
  const sdlOf = (fields: string): string =>
    `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\ntype Activity @key(fields: "id") {\n  id: ID!\n  ${fields}\n}\n`;

  it("is taken in, publishes, goes back and leaves by the command alone", async () => {
    const folder = await mkdtemp(join(tmpdir(), "actionline-outsider-"));
    const [file, other] = [join(folder, "lumen.graphql"), join(folder, "other.graphql")];
    await writeFile(file, sdlOf("lumen_reach: Int"));
    await writeFile(other, sdlOf("title: String"));
    const words = ["--agency", "lumen", "--name", "Lumen Foundation", "--organization", "ITU", "--as", "secretariat"];
    const token = (await command("admit-agency", ...words)).split("\n").at(-1)?.trim() ?? "";
    const as = ["--agency", "lumen", "--as", token];
    expect(await command("check", ...as, "--sdl", other)).toMatch(
      /^refused: nothing was changed\.\n.*other\.graphql:4:3: OWNERSHIP_VIOLATION: /,
    );
    expect(await command("check", ...as, "--sdl", file)).toBe("admitted.");
    expect(await command("publish", ...as, "--sdl", file)).toBe("admitted (publish 1).");
    const known = "{ activities(first: 1) { nodes { lumen_reach } } }";
    await askUntil(known, ({ errors = [] }) =>
      errors.every(({ extensions }) => extensions.code !== "BAD_REQUEST" && extensions.code !== "GRAPHQL_VALIDATION_FAILED"),
    );
    await writeFile(file, sdlOf("lumen_reach: Int\n  lumen_cost: Float"));
    expect(await command("publish", ...as, "--sdl", file)).toBe("admitted (publish 2).");
    expect(await command("rollback", "1", ...as)).toMatch(/^admitted/);
    expect(await command("history", ...as)).toMatch(/\n?1 {2}[0-9a-f]{12} {2}mirrored/);
    expect(await command("unpublish", ...as)).toMatch(/^admitted/);
    await rm(folder, { recursive: true });
  }, 300_000);
});
