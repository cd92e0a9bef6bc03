import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from "graphql";
import { operationOf } from "./fetch-text";
import { FetchOperation } from "./subgraph-question";

/** Combinations kept; a plan has few, unless the contexts of its entities differ. */
const MOST_TEXTS = 64;

/** The texts of joined fetches, one for each combination that came up. */
export class JoinedTexts {
  /** The operations that may join, numbered in the plan's order. */
  readonly #numbers: ReadonlyMap<FetchOperation, number>;
  readonly #texts = new Map<string, FetchOperation>();

  constructor(mayJoin: Iterable<FetchOperation>) {
    this.#numbers = new Map([...mayJoin].map((operation, number) => [operation, number]));
  }

  mayJoin(operation: FetchOperation): boolean {
    return this.#numbers.has(operation);
  }

  /** Asks what each of the operations asks, under `_e0`, `_e1`, …; the variables that the plan adds are `_v0_…`, `_v1_…`. */
  joined(operations: readonly FetchOperation[]): FetchOperation {
    const key = operations.map((operation) => this.numberOf(operation)).join();
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const made = join(operations);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size >= MOST_TEXTS && oldest !== undefined) this.#texts.delete(oldest);
    this.#texts.set(key, made);
    return made;
  }

  /** Whoever came first: one order makes one text. */
  numberOf(operation: FetchOperation): number {
    return this.#numbers.get(operation) ?? 0;
  }
}

function join(operations: readonly FetchOperation[]): FetchOperation {
  const parts = operations.map((operation, index) => renamed(operation, index));
  const variables = new Map(parts.flatMap(({ variables }) => variables.map((one) => [one.variable.name.value, one])));
  const text = print({
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    variableDefinitions: [...variables.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections: parts.map(({ field }) => field) },
  });
  const names = [...new Set(operations.flatMap(({ variableNames }) => variableNames))];
  return new FetchOperation(operations[0]?.subgraph ?? "", "query", stripIgnoredCharacters(text), names);
}

/** One operation's field of entities and its variables, under names of its own. */
function renamed(operation: FetchOperation, index: number): { field: FieldNode; variables: readonly VariableDefinitionNode[] } {
  const kept = new Set(operation.variableNames);
  const definition: OperationDefinitionNode = visit(operationOf(operation), {
    enter(node) {
      if (node.kind !== Kind.VARIABLE || kept.has(node.name.value)) return undefined;
      return { ...node, name: { ...node.name, value: `_v${index}_${node.name.value}` } };
    },
  });
  const [field] = definition.selectionSet.selections;
  if (field?.kind !== Kind.FIELD) throw new Error("A plan's entity fetch asks for _entities.");
  const alias = { kind: Kind.NAME, value: `_e${index}` } as const;
  return { field: { ...field, alias }, variables: definition.variableDefinitions ?? [] };
}
