import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../repository-root";
import { NODE_FLAGS } from "./node-flags";

describe("the flags of a process that answers", () => {
  it("are those that `npm start` gives", () => {
    const { scripts } = JSON.parse(readFileSync(join(repositoryRoot(), "package.json"), "utf8")) as { scripts: { start: string } };
    expect(scripts.start).toBe(`node ${NODE_FLAGS.join(" ")} scripts/bootstrap/start.mjs`);
  });

  it("are known to this Node", () => {
    expect(execFileSync(process.execPath, [...NODE_FLAGS, "--print", "'alive'"], { encoding: "utf8" })).toBe("alive\n");
  });
});
