import { type ASTNode, type DocumentNode, Kind, parse, print, visit } from "graphql";
import type { SeededRandom } from "./seeded-random";
import type { TestOperation } from "./test-operation";

type Spoil = (operation: TestOperation, random: SeededRandom) => TestOperation;

/** Makes an operation wrong in one place, most of the time: in its text, or in its variables. */
export function spoilOperation(operation: TestOperation, random: SeededRandom): TestOperation {
  return random.pick(SPOILS)(operation, random);
}

const name = (value: string) => ({ kind: Kind.NAME, value }) as const;

/** Changes one node of a kind, chosen at random; leaves the operation alone where there is none. */
function changeOne<K extends ASTNode["kind"]>(
  kind: K,
  change: (node: Extract<ASTNode, { kind: K }>, random: SeededRandom) => ASTNode | null,
): Spoil {
  return (operation, random) => {
    const document = parse(operation.query, { noLocation: true });
    const chosen = random.between(0, Math.max(0, countOf(document, kind) - 1));
    let met = -1;
    const changed = visit(document, {
      enter(node) {
        if (node.kind !== kind) return undefined;
        met += 1;
        return met === chosen ? change(node as Extract<ASTNode, { kind: K }>, random) : undefined;
      },
    });
    return { ...operation, query: print(changed) };
  };
}

function countOf(document: DocumentNode, kind: string): number {
  let count = 0;
  visit(document, {
    enter(node) {
      if (node.kind === kind) count += 1;
    },
  });
  return count;
}

/** Gives one variable another value; `undefined` leaves it out. */
function changeVariable(value: (random: SeededRandom) => unknown): Spoil {
  return (operation, random) => {
    const names = Object.keys(operation.variables);
    if (names.length === 0) return operation;
    const { [random.pick(names)]: _, ...others } = operation.variables;
    const changed = value(random);
    const left = names.find((known) => !(known in others)) ?? "";
    return { ...operation, variables: changed === undefined ? others : { ...others, [left]: changed } };
  };
}

const SPOILS: readonly Spoil[] = [
  (operation) => ({ ...operation, query: operation.query.slice(0, operation.query.lastIndexOf("}")) }),
  (operation) => ({ ...operation, query: `${operation.query} { __typename }` }),
  (operation, random) => ({ ...operation, operationName: random.pick(["Nobody", "", "__proto__"]) }),
  (operation) => ({ ...operation, query: `${operation.query} fragment Unused on Query { __typename }` }),
  (operation) => ({ ...operation, query: `${operation.query} fragment Round on Book { ...Round } query R { book(isbn: 1) { ...Round } }` }),
  changeOne(Kind.FIELD, (node) => ({ ...node, name: name("nowhere") })),
  changeOne(Kind.FIELD, (node) => ({ ...node, alias: name("same") })),
  changeOne(Kind.FIELD, (node) => ({
    ...node,
    arguments: [...(node.arguments ?? []), { kind: Kind.ARGUMENT, name: name("nowhere"), value: { kind: Kind.NULL } }],
  })),
  changeOne(Kind.FIELD, (node) => ({ ...node, directives: [{ kind: Kind.DIRECTIVE, name: name("nowhere") }] })),
  changeOne(Kind.FIELD, (node) => ({ ...node, directives: [{ kind: Kind.DIRECTIVE, name: name("skip") }] })),
  changeOne(Kind.FIELD, (node) =>
    node.selectionSet === undefined
      ? { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: [{ kind: Kind.FIELD, name: name("id") }] } }
      : { kind: Kind.FIELD, name: node.name },
  ),
  changeOne(Kind.ARGUMENT, () => null),
  changeOne(Kind.ARGUMENT, (node, random) => ({
    ...node,
    value: random.pick([
      { kind: Kind.STRING, value: "text" },
      { kind: Kind.INT, value: "99999999999" },
      { kind: Kind.ENUM, value: "NOWHERE" },
      { kind: Kind.NULL },
      { kind: Kind.OBJECT, fields: [] },
      { kind: Kind.VARIABLE, name: name("nowhere") },
      { kind: Kind.FLOAT, value: "1.5" },
    ] as const),
  })),
  changeOne(Kind.INLINE_FRAGMENT, (node) => ({ ...node, typeCondition: { kind: Kind.NAMED_TYPE, name: name("Vault") } })),
  changeOne(Kind.INLINE_FRAGMENT, (node) => ({ ...node, typeCondition: { kind: Kind.NAMED_TYPE, name: name("Price") } })),
  changeOne(Kind.FRAGMENT_SPREAD, (node) => ({ ...node, name: name("Nowhere") })),
  changeOne(Kind.VARIABLE_DEFINITION, () => null),
  changeOne(Kind.VARIABLE_DEFINITION, (node) => ({ ...node, type: { kind: Kind.NAMED_TYPE, name: name("Int") } })),
  changeOne(Kind.VARIABLE_DEFINITION, (node) => ({ ...node, type: { kind: Kind.NAMED_TYPE, name: name("Book") } })),
  changeVariable(() => undefined),
  changeVariable(() => null),
  changeVariable((random) => random.pick<unknown>(["text", 1.5, 99_999_999_999, true, [], {}, { nowhere: 1 }, [[null]], Number.NaN])),
];
