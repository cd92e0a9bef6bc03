import type { Prepared } from "./prepare";
import { isTypeNode, outputFieldsOf } from "./stages/type-nodes";

/** What the hub's mirror can't answer while the agency's server is away: root fields, and arguments other than the usual. */
export function notMirrored({ document }: Pick<Prepared, "document">): string[] {
  const found: string[] = [];
  for (const node of document.definitions) {
    if (!isTypeNode(node)) continue;
    const name = node.name.value;
    for (const field of outputFieldsOf(node)) {
      const coordinate = `${name}.${field.name.value}`;
      const given = field.arguments ?? [];
      if (name === "Query") found.push(`${coordinate}: a root field is answered by the agency's server alone`);
      else if (given.length > 0) {
        const names = given.map((argument) => argument.name.value).join(", ");
        found.push(`${coordinate}: with its defaults, and with what recorded operations gave for ${names}`);
      }
    }
  }
  return found;
}
