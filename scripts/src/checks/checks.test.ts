import { mentions } from "./docs-are-complete";
import { leavesTheEngine } from "./engine-stands-alone";
import { importsOf } from "./imports-point-down";
import { isKnown } from "./licences-are-known";
import { leftOut } from "./lock-file-serves-everybody";
import { undescribed } from "./undescribed";

describe("the checks", () => {
  it("finds every way to import a module", () => {
    const text = `
      import "reflect-metadata";
      import { a } from "@actionline/kit/page";
      import type {
        B,
      } from "mongodb";
      export { c } from "./c";
      const d = await import("./d");
      const e = require("node:e");
      // from "nowhere"
    `;
    expect(importsOf(text)).toEqual(["reflect-metadata", "@actionline/kit/page", "mongodb", "./c", "./d", "node:e"]);
  });

  it("knows an import that leads out of the engine", () => {
    const file = "gateway/src/engine/plan/planner.ts";
    expect(leavesTheEngine(file, "../answer/tree")).toBe(false);
    expect(leavesTheEngine(file, "graphql")).toBe(false);
    expect(leavesTheEngine(file, "../../settings")).toBe(true);
    expect(leavesTheEngine(file, "@actionline/kit/page")).toBe(true);
  });

  it("takes a name for mentioned only where it stands as a word", () => {
    expect(mentions("| `PAGE_TOO_LARGE` | …", "PAGE_TOO_LARGE")).toBe(true);
    expect(mentions("PAGE_TOO_LARGE_INDEED", "PAGE_TOO_LARGE")).toBe(false);
    expect(mentions("schema/operations/sources.graphql", "sources.graphql")).toBe(true);
  });

  it("finds types, fields, arguments, input fields and enum values that say nothing", () => {
    const sdl = `
      type Query { "All teams." teams(input: Search, "How many." first: Int): [Team!]! bare: Int }
      "A team." type Team { "Its id." id: ID! kind: Kind }
      "A kind." enum Kind { "One." ONE TWO }
      input Search { text: String }`;
    expect(undescribed(sdl).sort()).toEqual([
      "Kind.TWO has no description",
      "Query.bare has no description",
      "Query.teams(input) has no description",
      "Search has no description",
      "Search.text has no description",
      "Team.kind has no description",
    ]);
  });

  it("takes a licence for known only where each part of it is, or the package is named for it", () => {
    expect(isKnown("anything", "(MIT OR CC0-1.0)")).toBe(true);
    expect(isKnown("anything", "MIT AND GPL-3.0-only")).toBe(false);
    expect(isKnown("@apollo/gateway", "Elastic-2.0")).toBe(true);
    expect(isKnown("another", "Elastic-2.0")).toBe(false);
    expect(isKnown("another", undefined)).toBe(false);
  });

  it("finds the platform that a lock file leaves out", () => {
    const tool = { optionalDependencies: { "@tool/linux-x64": "1.0.0", "@tool/darwin-arm64": "1.0.0" } };
    const found = leftOut({ "node_modules/tool": tool, "node_modules/@tool/linux-x64": {} });
    expect(found).toEqual([{ place: "package-lock.json", message: "leaves @tool/darwin-arm64 out: npm run lock" }]);
  });
});
