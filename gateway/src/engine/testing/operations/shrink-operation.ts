import { type DocumentNode, type FragmentDefinitionNode, Kind, parse, print, type VariableDefinitionNode, visit } from "graphql";
import type { TestOperation } from "./test-operation";

/** Nodes that can be left out without making the rest meaningless. */
const REMOVABLE: ReadonlySet<string> = new Set([Kind.FIELD, Kind.INLINE_FRAGMENT, Kind.FRAGMENT_SPREAD, Kind.DIRECTIVE, Kind.ARGUMENT]);

/** Takes parts out of an operation for as long as `differs` holds, and gives the smallest that still differs. */
export async function shrinkOperation(
  operation: TestOperation,
  differs: (smaller: TestOperation) => Promise<boolean>,
  attempts = 400,
): Promise<TestOperation> {
  let smallest = operation;
  let left = attempts;
  for (let index = 0; left > 0; ) {
    const smaller = without(smallest, index);
    if (smaller === null) break;
    left -= 1;
    if (smaller !== smallest && (await differs(smaller))) smallest = smaller;
    else index += 1;
  }
  return smallest;
}

/** The operation without its removable node of an index; null where there is none. */
function without(operation: TestOperation, index: number): TestOperation | null {
  let document: DocumentNode;
  try {
    document = parse(operation.query, { noLocation: true });
  } catch {
    return null;
  }
  let met = -1;
  let removed = false;
  const smaller = visit(document, {
    enter(node) {
      if (!REMOVABLE.has(node.kind)) return undefined;
      met += 1;
      if (met !== index) return undefined;
      removed = true;
      return null;
    },
  });
  return removed ? { ...operation, query: printed(smaller) } : null;
}

/** Without fragments and variables that nothing uses any more. */
function printed(document: DocumentNode): string {
  const text = JSON.stringify(document);
  return print(
    visit(document, {
      [Kind.FRAGMENT_DEFINITION]: (node: FragmentDefinitionNode) => (used(text, Kind.FRAGMENT_SPREAD, node.name.value) ? undefined : null),
      [Kind.VARIABLE_DEFINITION]: (node: VariableDefinitionNode) =>
        used(text, Kind.VARIABLE, node.variable.name.value, 2) ? undefined : null,
    }),
  );
}

function used(text: string, kind: string, name: string, least = 1): boolean {
  return text.split(`{"kind":"${kind}","name":{"kind":"Name","value":"${name}"}`).length - 1 >= least;
}
