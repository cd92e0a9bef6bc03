import { join } from "node:path";
import { createValidator } from "@actionline/schema/validator/validator";
import { knownCodes } from "../harvest-file";
import { csvFeed } from "./csv-feed";
import { readMapping } from "./mapping-file";

const EXAMPLE = join(__dirname, "../../../examples/mirrored");

describe("The example of a mirrored agency", () => {
  it("is read without a complaint", async () => {
    const feed = await csvFeed(join(EXAMPLE, "lumen.csv"), "lumen", await readMapping(join(EXAMPLE, "lumen.mapping.json")));
    const validator = createValidator(knownCodes());
    const kinds: unknown[] = [];
    for await (const items of feed.read()) {
      for (const item of items) {
        if (item.type !== "PUBLISHED") expect(item).toEqual({ type: "END", listsEverything: true, error: null });
        else {
          expect(item.findings).toEqual([]);
          for (const { change } of item.changes) {
            const { findings, kind } = validator.check(change);
            expect(findings).toEqual([]);
            kinds.push(kind);
          }
        }
      }
    }
    expect(kinds).toEqual(["ACTIVITY", "BUDGET", "ACTIVITY", "BUDGET", "ACTIVITY", "ACTIVITY", "BUDGET"]);
  });
});
