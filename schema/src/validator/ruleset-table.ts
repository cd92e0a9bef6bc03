import { RULES, RULESET_VERSION } from "./rules";

const BEGIN = "<!-- ruleset: generated from schema/src/validator/rules.ts -->";
const END = "<!-- /ruleset -->";

/** The ruleset as a Markdown table, its columns padded as the formatter pads them. */
export function rulesetTable(): string {
  const head = ["rule", "severity", "meaning", "how to fix"];
  const rows = [head, ...Object.entries(RULES).map(([name, rule]) => [`\`${name}\``, rule.severity, rule.meaning, rule.howToFix])];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = widths.map((width) => "-".repeat(width));
  return [`Ruleset version ${RULESET_VERSION}.`, "", ...[head, rule, ...rows.slice(1)].map(line)].join("\n");
}

/** The contract's README with the table as the rules are now. */
export function withRulesetTable(readme: string): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`The contract's README has lost its markers ${BEGIN} and ${END}.`);
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${rulesetTable()}\n\n${readme.slice(end)}`;
}
