import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { askHub } from "../hub/ask-hub";
import { chooseDatabase } from "../hub/choose-database";
import { runHub } from "../hub/run-hub";
import { repositoryRoot } from "../repository-root";
import { startCommand } from "./start";

let index: TestIndex;
let home: string;
let folder: string;
const before = process.cwd();
const mongodb = process.env.ACTIONLINE_TEST_MONGODB;

beforeAll(async () => {
  index = await startIndex();
  home = await mkdtemp(join(tmpdir(), "actionline-start-"));
  folder = join(home, "data");
  await mkdir(folder);
  const example = await readFile(join(repositoryRoot(), "schema/contract/examples/activity.json"), "utf8");
  await writeFile(join(folder, "example-agency.jsonl"), `${JSON.stringify(JSON.parse(example))}\n`);
  process.chdir(home);
});
afterAll(async () => {
  await index.client.db((await chooseDatabase(folder)).name).dropDatabase();
  process.chdir(before);
  await rm(home, { recursive: true });
  await index.stop();
});

/** Starts a hub over the folder and stops it once the work with its address is done. */
async function withHub<T>(settings: string, work: (url: string, said: readonly string[]) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const said: string[] = [];
  let tellAll: () => void = () => undefined;
  const saidAll = new Promise<void>((resolve) => {
    tellAll = resolve;
  });
  const say = (line: string): void => {
    said.push(line);
    if (line.includes("Ctrl-C")) tellAll();
  };
  const running = runHub({ data: folder, port: 0, mongodb, caveat: "One record only.", settings, say }, stop.signal);
  try {
    await Promise.race([saidAll, running]);
    return await work(/serves at (http:\S+)/.exec(said.join("\n"))?.[1] ?? "", said);
  } finally {
    stop.abort();
    await running;
  }
}

describe("actionline start", () => {
  it("takes the gateway's settings from a file, and says its notice beside what has to be said", async () => {
    const file = join(home, "hub.json");
    await writeFile(file, JSON.stringify({ name: "Our hub", notice: "A trial.", rootFields: 1 }));
    await withHub(file, async (url) => {
      const front = await (await fetch(url, { headers: { accept: "text/html" } })).text();
      for (const text of ["Our hub", "One record only. A trial."]) expect(front).toContain(text);
      const answer = await askHub({ url: `${url}/graphql`, token: null, document: "{ sources { id } teams { id } }" });
      expect(answer.errors).toHaveLength(1);
    });
  });

  it("offers a question that shows something of the files, with its answer", async () => {
    await writeFile(join(home, "none.json"), "{}");
    await withHub(join(home, "none.json"), async (url, said) => {
      const text = said.join("\n");
      expect(text).toMatch(
        /What is covered of ".+" in 202\d, and how do you know\?\n {2}Of \d+ items by region .* Activities of .*: 1 by weak evidence\./,
      );
      const query = /ask '(\{ coverage.*\})' --url/.exec(text)?.[1] ?? "";
      await expect(askHub({ url: `${url}/graphql`, token: null, document: query })).resolves.not.toHaveProperty("errors");
    });
  });

  it("refuses a wrong setting before anything is started", async () => {
    const file = join(home, "wrong.json");
    await writeFile(file, '{"dept": 5}');
    const refused = startCommand().parseAsync(["--data", folder, "--settings", file, "--mongodb", "mongodb://127.0.0.1:1/"], {
      from: "user",
    });
    await expect(refused).rejects.toThrow('has "dept", which is no setting');
  });
});
