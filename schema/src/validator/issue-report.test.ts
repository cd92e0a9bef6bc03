import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IssueReport } from "./issue-report";
import { withRulesetTable } from "./ruleset-table";
import { createValidator } from "./validator";

const validator = createValidator({ items: new Set(), actionLines: new Set(["C4"]), places: new Set(["KE"]) });

const record = (id: string, places: readonly string[]) => ({
  kind: "ACTIVITY",
  id,
  title: [{ language: "en", text: "Nurses" }],
  activityKind: "TRAINING",
  status: "PLANNED",
  period: {},
  reporter: { name: "A" },
  places: places.map((place) => ({ place })),
});

function reportOf(records: readonly unknown[]): IssueReport {
  const report = new IssueReport();
  for (const [position, change] of records.entries()) {
    const { findings, id } = validator.check(change);
    report.add(findings, id ?? `#${position + 1}`);
  }
  return report;
}

describe("the issue report", () => {
  it("joins what differs in list positions alone, counts all and shows three", () => {
    const report = reportOf([record("a:1", ["ZA", "ZB"]), record("a:2", ["ZC"]), record("a:3", ["KE", "ZD"])]);
    expect(report.issues()).toEqual([
      {
        rule: "UNKNOWN_PLACE",
        severity: "WARNING",
        pointer: "/places/*/place",
        count: 4,
        examples: [
          { record: "a:1", place: "/places/0/place", value: "ZA" },
          { record: "a:1", place: "/places/1/place", value: "ZB" },
          { record: "a:2", place: "/places/0/place", value: "ZC" },
        ],
        howToFix: expect.stringContaining("ISO 3166-1"),
      },
    ]);
  });

  it("puts errors first and is the same text for the same input", () => {
    const records = [record("a:1", ["ZA"]), { ...record("a:2", []), status: "?" }, 7];
    const text = reportOf(records).reportText();
    expect(text).toBe(reportOf(records).reportText());
    expect(text.split("\n").filter((line) => /^[EW]/.test(line))).toEqual([
      "ERROR SHAPE_NOT_A_RECORD at /: 1",
      "ERROR VALUE_NOT_IN_LIST at /status: 1",
      "WARNING UNKNOWN_PLACE at /places/*/place: 1",
    ]);
  });

  it("counts a flood of invented field names without keeping each", () => {
    const flood = Object.fromEntries(Array.from({ length: 5_000 }, (_, position) => [`field${position}`, 1]));
    const issues = reportOf([{ ...record("a:1", []), ...flood }]).issues();
    expect(issues).toHaveLength(201);
    expect(issues.reduce((sum, issue) => sum + issue.count, 0)).toBe(5_000);
  });

  it("takes the caller's own rules, and refuses one that nobody explains", () => {
    const finding = { rule: "ID_NOT_YOURS", severity: "ERROR", pointer: "/id", value: "b:1" } as const;
    const own = new IssueReport({ ID_NOT_YOURS: { severity: "ERROR", meaning: "Not yours.", howToFix: "Use your own name." } });
    own.add([finding], "b:1");
    expect(own.issues()).toMatchObject([{ rule: "ID_NOT_YOURS", count: 1, howToFix: "Use your own name." }]);
    expect(() => new IssueReport().add([finding], "b:1")).toThrow("ID_NOT_YOURS");
  });

  it("says so where there is nothing to say", () => {
    expect(new IssueReport().reportText()).toBe("No issues.\n");
  });
});

it("the contract's README carries the ruleset as it is", () => {
  const readme = readFileSync(join(__dirname, "../../contract/README.md"), "utf8");
  expect(readme).toBe(withRulesetTable(readme));
});
