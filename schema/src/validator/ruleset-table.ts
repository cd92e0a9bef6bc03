import { RULES, RULESET_VERSION } from "./rules";

const BEGIN = "<!-- ruleset: generated from schema/src/validator/rules.ts -->";
const END = "<!-- /ruleset -->";

/** The ruleset as a Markdown table. */
export function rulesetTable(): string {
  const rows = Object.entries(RULES).map(([name, rule]) => `| \`${name}\` | ${rule.severity} | ${rule.meaning} | ${rule.howToFix} |`);
  return [`Ruleset version ${RULESET_VERSION}.`, "", "| rule | severity | meaning | how to fix |", "|---|---|---|---|", ...rows].join("\n");
}

/** The contract's README with the table as the rules are now. */
export function withRulesetTable(readme: string): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`The contract's README has lost its markers ${BEGIN} and ${END}.`);
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${rulesetTable()}\n\n${readme.slice(end)}`;
}
