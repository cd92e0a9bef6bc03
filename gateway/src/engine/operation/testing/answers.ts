import { type DocumentNode, execute, type GraphQLSchema, isAbstractType, Kind, parse, visit } from "graphql";
import type { AskedNode, NormalisedOperation, OperationVariables } from "../normalised-operation";
import { answering } from "./sample-schema";

/** What came of asking, with the paths of errors. */
export interface Answer {
  readonly data: unknown;
  readonly paths: readonly string[];
}

type Tree = { readonly [key: string]: unknown };

/** What graphql-js answers to a document. */
export async function answerTo(
  schema: GraphQLSchema,
  document: DocumentNode,
  variableValues: Tree,
  operationName?: string,
): Promise<Answer> {
  const { data, errors = [] } = await execute({ schema, document, variableValues, operationName, fieldResolver: answering });
  return { data, paths: errors.map(({ message, path }) => `${path?.join(".")} ${message}`).sort() };
}

/** The same through the normalised operation: its text is executed, and the answer written from what the client asked. */
export async function answerThrough(
  schema: GraphQLSchema,
  operation: NormalisedOperation,
  values: OperationVariables,
  clientVariables: Tree,
): Promise<Answer> {
  const asked = await answerTo(schema, withTypes(parse(operation.text)), values);
  const about = operation.introspection === null ? null : await answerTo(schema, operation.introspection, clientVariables);
  const tree = { ...(asked.data as Tree), ...(about?.data as Tree) };
  const named = (path: string) =>
    path
      .split(".")
      .map((key) => operation.clientNames.get(key) ?? key)
      .join(".");
  const paths = [...asked.paths, ...(about?.paths ?? [])].map((path) => path.replace(/^\S+/, named));
  return { data: written(schema, tree, operation.selection, values), paths: paths.sort() };
}

/** Every object tells its type, under a name that nothing else has. */
function withTypes(document: DocumentNode): DocumentNode {
  const type = { kind: Kind.FIELD, alias: { kind: Kind.NAME, value: "type__" }, name: { kind: Kind.NAME, value: "__typename" } } as const;
  return visit(document, { SelectionSet: { leave: (set) => ({ ...set, selections: [...set.selections, type] }) } });
}

function written(schema: GraphQLSchema, value: unknown, selection: readonly AskedNode[], values: OperationVariables): unknown {
  if (Array.isArray(value)) return value.map((item) => written(schema, item, selection, values));
  if (typeof value !== "object" || value === null) return value ?? null;
  const tree = value as Tree;
  const typeName = String(tree.type__);
  const object: Record<string, unknown> = Object.create(null);
  for (const [responseName, { key, selections }] of collected(schema, typeName, selection, values)) {
    if (key === "__typename") object[responseName] = typeName;
    else object[responseName] = selections === null ? (tree[key] ?? null) : written(schema, tree[key], selections, values);
  }
  return object;
}

type Collected = Map<string, { readonly key: string; readonly selections: AskedNode[] | null }>;

function collected(
  schema: GraphQLSchema,
  typeName: string,
  selection: readonly AskedNode[],
  values: OperationVariables,
  into: Collected = new Map(),
): Collected {
  for (const node of selection) {
    if (!node.conditions.every(({ variable, negated }) => (values[variable] === true) !== negated)) continue;
    if (node.kind === "fragment") {
      if (applies(schema, typeName, node.typeCondition)) collected(schema, typeName, node.selection, values, into);
      continue;
    }
    const known = into.get(node.responseName) ?? { key: node.key, selections: node.selection === null ? null : [] };
    if (known.key !== node.key) throw new Error(`${node.responseName} stands for ${known.key} and ${node.key} at once`);
    known.selections?.push(...(node.selection ?? []));
    into.set(node.responseName, known);
  }
  return into;
}

function applies(schema: GraphQLSchema, typeName: string, condition: string | null): boolean {
  if (condition === null || condition === typeName) return true;
  const wide = schema.getType(condition);
  return isAbstractType(wide) && schema.getPossibleTypes(wide).some(({ name }) => name === typeName);
}
