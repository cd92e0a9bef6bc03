import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, parse, validate, visit } from "graphql";
import { generateDemonstration } from "./generate-demonstration";
import { QUESTIONS } from "./questions";

const { truth, feeds } = generateDemonstration({ seed: 2003, today: new Date("2026-11-22") });

describe("the questions of the first start", () => {
  it("are documents of one operation each, without variables to fill in", () => {
    for (const { query } of QUESTIONS) {
      const document = parse(query);
      expect(document.definitions.length).toBe(1);
      visit(document, {
        VariableDefinition: () => {
          throw new Error("A question asks for a variable.");
        },
      });
    }
  });

  it("are valid under the hub's schema", () => {
    const schema = buildSchema(readFileSync(join(__dirname, "../../../schema/api.graphql"), "utf8"));
    for (const { query } of QUESTIONS) expect(validate(schema, parse(query)).map((error) => error.message)).toEqual([]);
  });

  it("promise what the truth holds: three covered, two omitted, one unknown in Africa", () => {
    const states = truth.cells.filter((cell) => cell.item.startsWith("GPA-18") && cell.region === "002").map((cell) => cell.state);
    expect(states.sort()).toEqual(["COVERED", "COVERED", "COVERED", "OMITTED", "OMITTED", "UNKNOWN"]);
  });

  it("find exactly the four that train nurses in Kenya by the words, the country and the line", () => {
    const found = feeds.flatMap((feed) =>
      feed.changes.flatMap(({ record }) => {
        if (record.kind !== "ACTIVITY" || !record.places?.some((each) => each.place === "KE")) return [];
        const words = [...record.title, ...(record.description ?? [])].some((each) => /\bnurses\b/i.test(each.text));
        return words && record.items?.some((each) => each.item.startsWith("GPA-18")) ? [record.id] : [];
      }),
    );
    expect(found.sort()).toEqual([...truth.nurses.activities].sort());
  });

  it("ask what it takes where the truth is unknown, and for the pairs that were planted as one activity", () => {
    const unknown = truth.cells.filter(
      (cell) => cell.item.startsWith("GPA-18") && ["002", "142"].includes(cell.region) && cell.state === "UNKNOWN",
    );
    expect(unknown.map(({ item, region }) => `${item} ${region}`).sort()).toEqual(["GPA-18b 142", "GPA-18d 002", "GPA-18f 142"]);
    expect(truth.duplicates.map(({ level }) => level)).toEqual(["L0", "L0"]);
  });

  it("tell of sources that differ: one lapsed, one overdue, one due, one that failed", () => {
    const count = (freshness: string) => truth.sources.filter((each) => each.freshness === freshness).length;
    expect([count("LAPSED"), count("OVERDUE"), count("DUE"), truth.sources.filter((each) => each.lastHarvestFailed).length]).toEqual([
      1, 1, 1, 1,
    ]);
  });
});
