import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { program } from "@actionline/scripts/actionline";
import { blockOf } from "@actionline/scripts/schema/markdown";
import { questionBlock } from "@actionline/scripts/schema/question-of-readme";
import type { AnsweredCoverage } from "@actionline/scripts/schema/tell-cells";
import { VERBS } from "@actionline/scripts/verbs";
import { buildSchema, parse, validate } from "graphql";
import { startHub } from "./support/start-hub";

const ROOT = join(__dirname, "..");
const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const README = textOf("README.md");
const { scripts }: { scripts: Record<string, string> } = JSON.parse(textOf("package.json"));

/** What each line of the README's blocks for the shell is run by; null where this file runs it. */
const RUN_BY: Readonly<Record<string, string | null>> = {
  "npm start": "test/start.test.ts",
  "npm test": ".ci/run",
  "npm start -- --data path/to/folder": "scripts/src/hub/run-hub.test.ts",
  "npm run actionline -- --help": null,
  "npm run actionline -- new agency rural-networks --hosted python": "scripts/src/agency/new-agency.test.ts",
  'npm run actionline -- admit-agency --agency rural-networks --name "Rural Networks" --organization ITU --as <token of the secretariat>':
    "test/outsiders.test.ts",
  "npm run actionline -- check --agency rural-networks --url https://data.example.org/graphql --as <token>": "test/outsiders.test.ts",
  "npm run actionline -- publish --agency rural-networks --url https://data.example.org/graphql --as <token>": "test/outsiders.test.ts",
  "npm run actionline -- approve-host data.example.org:443 --agency rural-networks --as <token of the secretariat>":
    "test/outsiders.test.ts",
};

const shellLines = [...README.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => block.trim().split("\n"));

function commandsOf(page: string): string[] {
  const inline = [...page.replaceAll(/```[\s\S]*?```/g, "").matchAll(/`((?:[A-Z_]+=\S+ )?npm [^`]+)`/g)].map(([, command = ""]) => command);
  return [...(page === README ? shellLines : []), ...inline];
}

/** Runs a command of the README as npm would, in a process of its own. */
async function run(script: string, ...words: string[]): Promise<string> {
  const [program = "", ...parameters] = (scripts[script] ?? "").split(" ");
  expect(program).toBe("node");
  return (await promisify(execFile)(process.execPath, [...parameters, ...words], { cwd: ROOT })).stdout;
}

/** What is wrong with a command; null where npm and the actionline command know all of its words. */
function complaint(command: string): string | null {
  const [before = "", after = ""] = command.replace(/^[A-Z_]+=\S+ /, "").split(/ -- /);
  const [, first = "", second = ""] = before.split(" ");
  const script = first === "run" ? second : first;
  if (script === "install" || script === "ci") return null;
  if (!(script in scripts)) return `package.json has no script "${script}"`;
  const words = after.split(" ").filter((word) => word !== "");
  if (script === "test") return null;
  const verb = script === "actionline" ? (words.find((word) => !word.startsWith("-")) ?? null) : script;
  const known = verb === null ? program() : program().commands.find((each) => each.name() === verb);
  if (known === undefined) return words.length === 0 && verb === script ? null : `actionline has no verb "${verb}"`;
  // A verb such as "new" has verbs of its own, which take the options.
  const own = known.commands.find((each) => words.includes(each.name())) ?? known;
  const unknown = words.filter((word) => word.startsWith("--") && word !== "--help" && !own.options.some((each) => each.long === word));
  return unknown.length === 0 ? null : `${verb} has no option ${unknown.join(", ")}`;
}

describe("the README", () => {
  it("shows commands for the shell that each are run by a test", () => {
    expect([...new Set(shellLines)].sort()).toEqual(Object.keys(RUN_BY).sort());
    expect(scripts.start).toMatch(/^node .*scripts\/bootstrap\/start.mjs$/);
    expect(scripts.test).toBe("node scripts/bootstrap/test.mjs");
    expect(textOf("test/start.test.ts")).toContain("../scripts/bootstrap/start.mjs");
    expect(textOf(".ci/run")).toMatch(/^npm test /m);
    expect(textOf("scripts/src/hub/run-hub.test.ts")).toContain("runHub({ data: folder");
  });

  it.each([
    ...new Set([...commandsOf(README), ...commandsOf(textOf("CONTRIBUTING.md")), ...commandsOf(textOf("schema/operations/README.md"))]),
  ])("names a command that exists: %s", (command) => {
    expect(complaint(command)).toBeNull();
  });

  it("names no command that nobody knows: the test above can fail", () => {
    expect(complaint("npm run polish")).toBe('package.json has no script "polish"');
    expect(complaint("npm run actionline -- fly")).toBe('actionline has no verb "fly"');
    expect(complaint("npm start -- --fast")).toBe("start has no option --fast");
  });

  it("lists the command's verbs, as its help does", async () => {
    const table = /\| verb \|[^\n]*\n[^\n]*\n((?:\|[^\n]*\n)+)/.exec(README)?.[1] ?? "";
    const listed = table.split("\n").flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([\w-]+)`/g)].map(([, verb]) => verb));
    expect(listed).toEqual([...VERBS]);
    expect(program().commands.map((each) => each.name())).toEqual([...VERBS]);
    const help = await run("actionline", "--help");
    for (const verb of VERBS) expect(help).toMatch(new RegExp(`^ {2}${verb} `, "m"));
  }, 60_000);

  it("leads to files and folders that exist", () => {
    const table = /\| I want to… \|[^\n]*\n[^\n]*\n((?:\|[^\n]*\n)+)/.exec(README)?.[1] ?? "";
    const paths = table.split("\n").flatMap((row) => [...(row.split("|")[2] ?? "").matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path));
    expect(paths.length).toBeGreaterThanOrEqual(10);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const pages = [...README.matchAll(/`((?:schema|gateway|scripts|subgraphs|test)\/[\w./-]+|[A-Z]+\.md)`/g)].map(([, path = ""]) => path);
    expect(pages.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("shows questions and acts that the hub's schema knows, and files of operations that are there", () => {
    const schema = buildSchema(textOf("schema/api.graphql"));
    const blocks = [...README.matchAll(/```graphql\n([\s\S]*?)\n```/g)].map(([, block = ""]) => block);
    expect(blocks.length).toBeGreaterThanOrEqual(2);
    for (const block of blocks) expect(validate(schema, parse(block)).map(({ message }) => message)).toEqual([]);
    const files = [...README.matchAll(/`([\w-]+\.graphql)`/g)].map(([, file = ""]) => file);
    expect(files.length).toBeGreaterThanOrEqual(8);
    expect(files.filter((file) => !existsSync(join(ROOT, "schema/operations", file)))).toEqual([]);
    const acts = Object.keys(schema.getMutationType()?.getFields() ?? {});
    const named = [...(/\| who \| may \|\n[\s\S]*?\n\n/.exec(README)?.[0] ?? "").matchAll(/`([\w-]+)`/g)].map(([, act = ""]) => act);
    expect(named.length).toBeGreaterThanOrEqual(10);
    expect(named.filter((act) => !acts.includes(act))).toEqual([]);
  });

  it("shows what is left of a feed by the command that it gives for it", async () => {
    expect(README).toContain("`npm run actionline -- feed <file> --show leftovers`");
    const folder = await mkdtemp(join(tmpdir(), "actionline-readme-"));
    const activity = { ...JSON.parse(textOf("schema/contract/examples/activity.json")), items: [{ item: "GPA-999" }] };
    await writeFile(join(folder, "example-agency.jsonl"), `${JSON.stringify(activity)}\n`);
    await expect(run("actionline", "feed", join(folder, "example-agency.jsonl"), "--show", "leftovers")).resolves.toContain("UNKNOWN_ITEM");
    await rm(folder, { recursive: true });
  }, 60_000);

  it("asks a question whose answer over the demonstration set is the one that it shows", async () => {
    const block = blockOf(README, "question");
    const query = /```graphql\n([\s\S]*?)\n```/.exec(block)?.[1] ?? "";
    const test = await startHub();
    try {
      const answer = (await test.ask(query)) as object as AnsweredCoverage;
      expect(questionBlock(answer)).toBe(block);
      expect(answer.coverage.cells.nodes.map(({ state }) => state).sort()).toEqual([
        "COVERED",
        "COVERED",
        "COVERED",
        "OMITTED",
        "OMITTED",
        "UNKNOWN",
      ]);
    } finally {
      await test.stop();
    }
  }, 120_000);
});
