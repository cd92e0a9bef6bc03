import { join } from "node:path";
import { NURSES_CAST } from "../demonstration/overlap-story";
import { QUESTIONS } from "../demonstration/questions";
import { admitDemonstrationTokens, demonstrationTokens, TOKEN_FILE, type TokenCast } from "./demonstration-tokens";
import type { FileOutcome } from "./load-folder";
import type { Hub } from "./open-hub";
import { questionOfFolder } from "./question-of-folder";
import { summaryOf } from "./summary-of-answer";

interface Telling {
  readonly hub: Hub;
  readonly url: string;
  readonly home: string;
  /** The data folder; null for the demonstration. */
  readonly folder: string | null;
  /** Whether its files are only on trial. */
  readonly sandbox: boolean;
  /** What has to be said wherever the folder's figures are shown. */
  readonly caveat: string | null;
  readonly say: (line: string) => void;
}

/** Said at the start and on the front page. */
export const INVENTED = "The records are invented, for demonstration: no figure here says anything about a real agency.";

/** Said at the start and on the front page of a hub over a sandbox. */
export const ON_TRIAL = "This is a sandbox: its records are on trial, no figure here is public, and none may be cited.";

/** What a person reads once the hub serves: where, with which tokens, and what to ask. */
export async function tellHub({ hub, url, home, folder, sandbox, caveat, say }: Telling): Promise<void> {
  say(`\nActionline serves at ${url}`);
  say(`  ${url}/graphql          ask, by POST or in the browser`);
  say(`  ${url}/schema.graphql   what can be asked`);
  say(`  ${url}/readyz           whether it is ready`);
  say(`  ${folder === null ? INVENTED : `The records are those of ${folder}.`}`);
  if (sandbox) say(`  ${ON_TRIAL}\n  To make them public, take the same files into the public hub: npm start -- --data ${folder}`);
  if (caveat !== null) say(`  ${caveat}`);
  await tellTokens({ hub, home, folder, say });
  say(`\nMails of notices are files in ${join(home, "outbox")} until --settings names a mail server.`);
  if (folder === null) await tellQuestions(hub, say);
  else await tellQuestionOfFolder(hub, url, say);
  say("\nCtrl-C stops it and everything it started.");
}

async function tellTokens({ hub, home, folder, say }: Pick<Telling, "hub" | "home" | "folder" | "say">): Promise<void> {
  const tokens = await demonstrationTokens(home, folder === null ? NURSES_CAST : await castOf(hub));
  await admitDemonstrationTokens(hub.tokens, tokens);
  say("\nReading needs no token. To try what does (demonstration tokens of this machine; never use them on a public hub):");
  for (const { token, meaning } of tokens) say(`  ${meaning.padEnd(42)} ${token}`);
  if (folder !== null) say(`  Whoever has one reads and writes over the real records of ${folder}.`);
  say(`  To end these and get new ones, remove ${join(home, TOKEN_FILE)} and start again.`);
}

/** Of real records: the first agency, and the first line's team. */
async function castOf({ db }: Hub): Promise<TokenCast> {
  const found = await db.collection<{ record: { id: string; organization: string } }>("agencies").findOne({}, { sort: { subject: 1 } });
  return { agency: found?.record.id ?? "none", organization: found?.record.organization ?? "none", other: null, team: "C1" };
}

async function tellQuestions(hub: Hub, say: (line: string) => void): Promise<void> {
  say("\nQuestions to try; they stand on the front page, ready to be sent:");
  for (const question of QUESTIONS) {
    const { body } = await hub.execute({ query: question.query });
    say(`  ${question.title}\n    ${summaryOf(question.name, body)}`);
  }
}

async function tellQuestionOfFolder(hub: Hub, url: string, say: (line: string) => void): Promise<void> {
  const question = await questionOfFolder(hub);
  const ask = (query: string): string => `npm run actionline -- ask '${query}' --url ${url}/graphql`;
  if (question !== null) say(`\n${question.title}\n  ${question.answer}\n  ${ask(question.query)}`);
  say(`\nWhat was read, and how old is it?\n  ${ask("{ sources { id freshness lastGoodAt caveat } }")}`);
}

/** One line a file: what was read, taken, refused, and what changed. */
export function tellFile({ source, report }: FileOutcome, say: (line: string) => void): void {
  if (report === null) {
    say(`${source}: as it was at its last harvest.`);
    return;
  }
  const { read, accepted, refused, added, changed, deleted, unchanged, repeated = 0 } = report.counts;
  const again = repeated === 0 ? "" : `, ${repeated} repeated`;
  const change = `${added} added, ${changed} changed, ${deleted} deleted, ${unchanged} unchanged${again}`;
  const error = report.error === null ? "" : ` ${report.outcome}: ${report.error.message}`;
  say(`${source}: ${read} read, ${accepted} accepted, ${refused} refused; ${change}.${error}`);
}

/** Passes a line on at most once a second. */
export function atMostEverySecond(say: (line: string) => void): (line: string) => void {
  let last = Date.now();
  return (line) => {
    if (Date.now() - last < 1_000) return;
    last = Date.now();
    say(line);
  };
}
