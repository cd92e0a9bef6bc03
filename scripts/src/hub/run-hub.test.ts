import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { askRegistry } from "../agency/ask-registry";
import { repositoryRoot } from "../repository-root";
import { askHub } from "./ask-hub";
import { chooseDatabase } from "./choose-database";
import { runHub } from "./run-hub";

const CAVEAT = "A selected extract of 1 activity, chosen because it names telemedicine.";

let index: TestIndex;
let home: string;
let folder: string;
const before = process.cwd();

beforeAll(async () => {
  index = await startIndex();
  home = await mkdtemp(join(tmpdir(), "actionline-folder-"));
  folder = join(home, "data");
  await mkdir(folder);
  const example = await readFile(join(repositoryRoot(), "schema/contract/examples/activity.json"), "utf8");
  await writeFile(join(folder, "example-agency.jsonl"), `${JSON.stringify(JSON.parse(example))}\n`);
  await writeFile(join(folder, "CAVEAT.txt"), `${CAVEAT}\n`);
  // A hub keeps its log and its tokens where it is started.
  process.chdir(home);
});
afterAll(async () => {
  for (const sandbox of [false, true]) await index.client.db((await chooseDatabase(folder, sandbox)).name).dropDatabase();
  process.chdir(before);
  await rm(home, { recursive: true });
  await index.stop();
});

interface Served {
  readonly url: string;
  readonly said: readonly string[];
  stop(): Promise<void>;
}

/** A hub over the folder, as `npm start -- --data path/to/folder` runs it, on any free port. */
async function serve(sandbox = false): Promise<Served> {
  const stop = new AbortController();
  const said: string[] = [];
  let tellAddress: (url: string) => void = () => undefined;
  const serving = new Promise<string>((resolve) => {
    tellAddress = resolve;
  });
  const say = (line: string): void => {
    said.push(line);
    // The last that a start says; by then it has said everything else.
    if (!line.includes("Ctrl-C")) return;
    tellAddress(/serves at (http:\S+)/.exec(said.join("\n"))?.[1] ?? "");
  };
  const running = runHub({ data: folder, sandbox, port: 0, mongodb: process.env.ACTIONLINE_TEST_MONGODB, say }, stop.signal);
  const url = await Promise.race([serving, running.then(() => "")]);
  const end = async (): Promise<void> => {
    stop.abort();
    await running;
  };
  return { url, said, stop: end };
}

const countOf = (text: string): number => text.split(CAVEAT).length - 1;

const tokenIn = (said: readonly string[]): string => /demonstration-secretariat-\S+/.exec(said.join("\n"))?.[0] ?? "none was said";

/** The status of a small question that is asked with a token. */
async function asked(url: string, token: string): Promise<number> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const { status } = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query: "{ teams { id } }" }) });
  return status;
}

describe("a start over a folder", () => {
  it("serves its files, and says once that they are an extract: at the start, on the front page and with the sources", async () => {
    const { url, said, stop } = await serve();
    try {
      expect(said.join("\n")).toContain("example-agency/records: 1 read, 1 accepted, 0 refused; 1 added");
      const front = await (await fetch(url, { headers: { accept: "text/html" } })).text();
      expect(countOf(front)).toBe(1);
      const document = "{ sources { id caveat } activities { totalCount } }";
      await expect(askHub({ url: `${url}/graphql`, token: null, document })).resolves.toMatchObject({
        data: { sources: [{ id: "example-agency/records", caveat: CAVEAT }], activities: { totalCount: 1 } },
      });
    } finally {
      await stop();
    }
    expect(countOf(said.join("\n"))).toBe(1);
  });

  it("keeps its data from every other user of the machine, and says who its tokens let in", async () => {
    await chmod(join(home, ".actionline"), 0o755);
    const { said, stop } = await serve();
    await stop();
    expect((await stat(join(home, ".actionline"))).mode & 0o777).toBe(0o700);
    expect(said.join("\n")).toContain(`Whoever has one reads and writes over the real records of ${folder}.`);
  });

  it("lets nobody in with a token of a file that was removed", async () => {
    const file = join(home, ".actionline", "demonstration-tokens.json");
    const first = await serve();
    const old = tokenIn(first.said);
    await first.stop();
    const second = await serve();
    try {
      expect(tokenIn(second.said)).toBe(old);
      await expect(asked(second.url, old)).resolves.toBe(200);
    } finally {
      await second.stop();
    }
    await rm(file);
    const third = await serve();
    try {
      await expect(asked(third.url, old)).resolves.toBe(401);
      await expect(asked(third.url, tokenIn(third.said))).resolves.toBe(200);
    } finally {
      await third.stop();
    }
  });

  it("says so again at the second start, which leaves unchanged files as they are", async () => {
    const { said, stop } = await serve();
    await stop();
    expect(said.join("\n")).toContain("example-agency/records: as it was at its last harvest.");
    expect(countOf(said.join("\n"))).toBe(1);
  });
});

/** How a hub answers another one that would mirror it. */
async function contractOf(url: string): Promise<number> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/contract`, { method: "POST", headers, body: JSON.stringify({ query: "{ agency { id } }" }) });
  await response.arrayBuffer();
  return response.status;
}

/** What a hub's registry says of an agency whose server runs on the hub's own machine, where nothing listens. */
async function serverBesideIt({ url, said }: Served): Promise<string> {
  const check = `{ check(agency: "example-agency", sdl: "type Query { example_agency_up: Int }", url: "http://127.0.0.1:1/") { problems { message } } }`;
  return JSON.stringify(await askRegistry({ hub: url, token: tokenIn(said) }, check, {}));
}

describe("a start in the sandbox", () => {
  const document = '{ agency(id: "example-agency") { scorecard { state } } activities { totalCount } }';

  it("grades the folder's files, says on every page and in every answer that they are on trial, and how they become public", async () => {
    const { url, said, stop } = await serve(true);
    try {
      expect(said.join("\n")).toContain("example-agency/records: 1 read, 1 accepted, 0 refused; 1 added");
      expect(said.join("\n")).toContain("This is a sandbox: its records are on trial");
      expect(said.join("\n")).toContain(`take the same files into the public hub: npm start -- --data ${folder}`);
      const front = await (await fetch(url, { headers: { accept: "text/html" } })).text();
      expect(front).toContain("This is a sandbox");
      expect(countOf(front)).toBe(1);
      await expect(askHub({ url: `${url}/graphql`, token: null, document })).resolves.toMatchObject({
        data: { agency: { scorecard: [{ state: "GREEN" }, {}, {}, {}, {}, {}, {}] }, activities: { totalCount: 1 } },
        extensions: { sandbox: true },
      });
      await expect(contractOf(url)).resolves.toBe(404);
      expect(await serverBesideIt({ url, said, stop })).toContain("only a hub on trial");
    } finally {
      await stop();
    }
  });

  it("leaves the public hub of the same folder as it is, which says nothing of a sandbox", async () => {
    await index.client.db((await chooseDatabase(folder)).name).dropDatabase();
    const trial = await serve(true);
    await trial.stop();
    expect(trial.said.join("\n")).toContain("example-agency/records: as it was at its last harvest.");
    const { databases } = await index.client.db().admin().listDatabases({ nameOnly: true });
    expect(databases.map(({ name }) => name)).not.toContain((await chooseDatabase(folder)).name);
    const open = await serve();
    try {
      expect(open.said.join("\n")).not.toContain("sandbox");
      const answer = await askHub({ url: `${open.url}/graphql`, token: null, document });
      expect(answer.extensions).not.toHaveProperty("sandbox");
      await expect(contractOf(open.url)).resolves.toBe(200);
      expect(await serverBesideIt(open)).toContain("only a hub on trial");
    } finally {
      await open.stop();
    }
  });

  it("is refused without a folder: the demonstration is invented already", async () => {
    const run = runHub(
      { sandbox: true, port: 0, mongodb: process.env.ACTIONLINE_TEST_MONGODB, say: () => undefined },
      new AbortController().signal,
    );
    await expect(run).rejects.toThrow("name the folder by --data");
  });
});
