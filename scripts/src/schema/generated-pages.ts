import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { withRulesetTable } from "@actionline/schema/validator/ruleset-table";
import { withBlock } from "./markdown";
import { questionBlock } from "./question-of-readme";
import { errorTable, settingsTable } from "./reference-tables";
import type { AnsweredCoverage } from "./tell-cells";

/** The pages that have generated parts, with these parts as the sources make them today. */
export async function generatedPages(root: string, answer: AnsweredCoverage): Promise<[file: string, text: string][]> {
  const read = (file: string): Promise<string> => readFile(join(root, file), "utf8");
  const readme = withBlock(await read("README.md"), "question", questionBlock(answer));
  return [
    ["README.md", withBlock(readme, "errors", errorTable())],
    ["gateway/README.md", withBlock(await read("gateway/README.md"), "settings", settingsTable(await read("gateway/src/settings.ts")))],
    ["schema/contract/README.md", withRulesetTable(await read("schema/contract/README.md"))],
  ];
}
