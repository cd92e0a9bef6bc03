import { readFile } from "node:fs/promises";
import type { PublishResult } from "@actionline/registry/publish/publish-input";
import { Command } from "commander";
import { askRegistry, type RegistryAddress } from "../agency/ask-registry";
import { awaitDryRun, tellDryRun } from "../agency/dry-run";
import { PUBLISH_RESULT, tellResult } from "../agency/publish-result";
import { sdlOfAgency } from "../agency/sdl-of-agency";

interface RegistryOptions {
  readonly agency: string;
  readonly hub: string;
  readonly as?: string;
  readonly sdl?: string;
  readonly url?: string;
  readonly force?: boolean;
}

/** The verbs that an agency's publisher speaks to a hub's registry with. */
export function registryCommands(): readonly Command[] {
  return [
    admitAgencyCommand(),
    publishCommand(),
    checkCommand(),
    dryRunCommand(),
    unpublishCommand(),
    historyCommand(),
    rollbackCommand(),
    approveHostCommand(),
  ];
}

function verb(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .requiredOption("--agency <id>", "the agency's short name in the hub")
    .option("--hub <address>", "the hub", "http://127.0.0.1:4000")
    .option("--as <token>", "the token of the agency's publisher, or of the secretariat");
}

function withSchema(command: Command): Command {
  return command
    .option("--sdl <file>", "the schema; left out, the one that --url serves")
    .option("--url <address>", "where the agency's own server answers; left out, the hub's mirror answers alone");
}

interface AdmitOptions extends RegistryOptions {
  readonly name: string;
  readonly organization: string;
  readonly licence?: string;
}

function admitAgencyCommand(): Command {
  return verb("admit-agency", "Let a body report to the hub; for the secretariat. Prints its publisher's token, once.")
    .requiredOption("--name <text>", "its name, written out")
    .requiredOption("--organization <id>", "the organization that it is, as the hub knows it")
    .option("--licence <text>", "the licence of what it publishes")
    .action(async ({ agency, name, organization, licence, ...options }: AdmitOptions) => {
      const document = "mutation ($input: AdmitAgencyInput!) { admitAgency(input: $input) { token } }";
      const input = { id: agency, name, organization, ...(licence !== undefined && { licence }) };
      const { admitAgency } = await askRegistry<{ admitAgency: { token: string } }>(addressOf({ agency, ...options }), document, { input });
      console.log(`${name} may report as ${agency}. Its publisher's token, told this once:`);
      console.log(`  ${admitAgency.token}`);
    });
}

function publishCommand(): Command {
  return withSchema(verb("publish", "Publish an agency's schema: from then on its fields can be asked."))
    .option("--force", "publish what takes back fields that are asked for")
    .action(async (options: RegistryOptions) => {
      const { name, text } = await sdlOfAgency(options);
      const input = { agency: options.agency, sdl: text, url: options.url ?? null, ...(options.force === true && { force: true }) };
      const document = `mutation ($input: PublishInput!) { publish(input: $input) { ${PUBLISH_RESULT} } }`;
      const { publish } = await askRegistry<{ publish: PublishResult }>(addressOf(options), document, { input });
      tell(publish, name);
    });
}

function checkCommand(): Command {
  return withSchema(verb("check", "Say what would become of an agency's schema if it were published; nothing is changed.")).action(
    async (options: RegistryOptions) => {
      const { name, text } = await sdlOfAgency(options);
      const document = `query ($agency: ID!, $sdl: String!, $url: String) { check(agency: $agency, sdl: $sdl, url: $url) { ${PUBLISH_RESULT} } }`;
      const variables = { agency: options.agency, sdl: text, url: options.url ?? null };
      const { check } = await askRegistry<{ check: PublishResult }>(addressOf(options), document, variables);
      tell(check, name);
    },
  );
}

function dryRunCommand(): Command {
  return verb("dry-run", "Say what a file of records would do to those that the hub holds; nothing is changed.")
    .argument("<file>", "records of the contract (.jsonl) or IATI 2.03 (.xml)")
    .action(async (file: string, options: RegistryOptions) => {
      const content = await readFile(file, "utf8").catch(() => {
        throw new Error(`There is no file ${file}.`);
      });
      const format = file.endsWith(".xml") ? "IATI_2_03" : "CONTRACT";
      const done = await awaitDryRun(addressOf(options), { agency: options.agency, name: file, format, content });
      for (const line of tellDryRun(done)) console.log(line);
      if (done.state === "FAILED") process.exitCode = 1;
    });
}

function unpublishCommand(): Command {
  return verb("unpublish", "Take an agency's fields out of the graph; its records stay.").action(async (options: RegistryOptions) => {
    const document = `mutation ($agency: ID!) { unpublish(agency: $agency) { ${PUBLISH_RESULT} } }`;
    const { unpublish } = await askRegistry<{ unpublish: PublishResult }>(addressOf(options), document, { agency: options.agency });
    tell(unpublish, options.agency);
  });
}

function rollbackCommand(): Command {
  return verb("rollback", "Publish an earlier schema of an agency once more.")
    .argument("<publish>", "its number, as history tells it")
    .action(async (number: string, options: RegistryOptions) => {
      const publish = Number(number);
      if (!Number.isInteger(publish)) throw new Error(`"${number}" isn't the number of a publish; history lists them.`);
      const document = `mutation ($agency: ID!, $publish: Int!) { rollback(agency: $agency, publish: $publish) { ${PUBLISH_RESULT} } }`;
      const { rollback } = await askRegistry<{ rollback: PublishResult }>(addressOf(options), document, {
        agency: options.agency,
        publish,
      });
      tell(rollback, options.agency);
    });
}

function approveHostCommand(): Command {
  return verb("approve-host", "Let the hub call an agency's server; for the secretariat. A publish that waited for it goes on.")
    .argument("<host>", "the host and its port, such as data.example.org:443")
    .action(async (host: string, options: RegistryOptions) => {
      const document = `mutation ($agency: ID!, $host: String!) { approveHost(agency: $agency, host: $host) { ${PUBLISH_RESULT} } }`;
      const variables = { agency: options.agency, host };
      const { approveHost } = await askRegistry<{ approveHost: PublishResult | null }>(addressOf(options), document, variables);
      console.log(`The hub may call ${host} for ${options.agency}.`);
      if (approveHost !== null) tell(approveHost, options.agency);
    });
}

interface Published {
  readonly publish: number;
  readonly sdlHash: string;
  readonly url: string | null;
  readonly quarantined: string | null;
  readonly rollbackOf: number | null;
  readonly to: number | null;
}

function historyCommand(): Command {
  return verb("history", "List what an agency published, the latest first.").action(async (options: RegistryOptions) => {
    const document = "query ($agency: ID!) { history(agency: $agency) { publish sdlHash url quarantined rollbackOf to } }";
    const { history } = await askRegistry<{ history: readonly Published[] }>(addressOf(options), document, { agency: options.agency });
    if (history.length === 0) console.log(`${options.agency} has published nothing yet.`);
    for (const { publish, sdlHash, url, quarantined, rollbackOf, to } of history) {
      const again = rollbackOf === null ? "" : `, publish ${rollbackOf} once more`;
      const standing = to === null ? (quarantined === null ? "" : `, not served: ${quarantined}`) : ", replaced";
      console.log(`${publish}  ${sdlHash.slice(0, 12)}  ${url ?? "mirrored"}${again}${standing}`);
    }
  });
}

function addressOf({ hub, as }: RegistryOptions): RegistryAddress {
  return { hub, token: as ?? null };
}

function tell(result: PublishResult, name: string): void {
  for (const line of tellResult(result, name)) console.log(line);
  if (result.state === "REFUSED") process.exitCode = 1;
}
