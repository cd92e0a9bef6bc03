import type { AskedNode } from "../operation/normalised-operation";
import type { AnswerPath } from "./projection";

/**
 * A path of internal names as the client's own. It ends at the first name that the client didn't ask for: the planner
 * asks for keys and required fields too, and some of them aren't public.
 */
export function clientPath(path: AnswerPath, selection: readonly AskedNode[]): AnswerPath {
  const told: (string | number)[] = [];
  let asked: readonly (readonly AskedNode[])[] = [selection];
  for (const step of path) {
    if (typeof step === "number") {
      told.push(step);
      continue;
    }
    const fields = asked.flatMap((each) => [...fieldsUnder(each, step)]);
    const [field] = fields;
    if (field === undefined) return told;
    told.push(field.responseName);
    asked = fields.flatMap((each) => (each.selection === null ? [] : [each.selection]));
  }
  return told;
}

function* fieldsUnder(selection: readonly AskedNode[], key: string): Generator<Extract<AskedNode, { kind: "field" }>> {
  for (const node of selection) {
    if (node.kind === "fragment") yield* fieldsUnder(node.selection, key);
    else if (node.key === key) yield node;
  }
}
