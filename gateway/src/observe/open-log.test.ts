import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TYPESCRIPT = join(__dirname, "../../../test/support/run-typescript.cjs");

/** Ends as the words say, with lines that had no time to be written. */
async function linesOf(ending: string): Promise<readonly { readonly msg: string }[]> {
  const folder = await mkdtemp(join(tmpdir(), "open-log-"));
  try {
    const file = join(folder, "below", "hub.log");
    const program = `const { openLog } = require(${JSON.stringify(join(__dirname, "open-log.ts"))});
      const log = openLog(${JSON.stringify(file)});
      log.info("one");
      log.error("two");
      ${ending}`;
    spawnSync(process.execPath, ["-r", TYPESCRIPT, "-e", program], { cwd: join(__dirname, "../../..") });
    return (await readFile(file, "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("the log", () => {
  it.each(["", "process.exit(3);", "throw new Error('a fault of its own');"])(
    "holds every line when the process ends by %j",
    async (ending) => {
      expect((await linesOf(ending)).map(({ msg }) => msg)).toEqual(["one", "two"]);
    },
  );
});
