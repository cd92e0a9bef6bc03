import {
  defaultFieldResolver,
  execute,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  getNullableType,
  isAbstractType,
  isListType,
  isObjectType,
  Kind,
  parse,
  visit,
} from "graphql";
import { compileProjection } from "../../../answer/projection";
import type { TreeObject } from "../../../answer/tree";
import { InvalidOperation } from "../../../engine-api";
import { EngineError } from "../../../engine-error";
import { drawOperation } from "../../../testing/operations/draw-operation";
import { SeededRandom } from "../../../testing/operations/seeded-random";
import { USUAL_SHARES } from "../../../testing/operations/shares";
import { CostedGraph, LIST_SIZE } from "./costed-graph";

const SIZES = [0, 1, 2, 3, 4, -1];
const SLICING = ["first", "last"];

const shares = { ...USUAL_SHARES, mutations: 0.1, deferred: 0, introspection: 0, twoOperations: 0, spoilt: 0 };

/** Answers with lists as long as the graph says at most, and objects of any type. */
function resolver(graph: CostedGraph, random: SeededRandom): GraphQLFieldResolver<unknown, unknown> {
  const value = (type: GraphQLOutputType, size: number): unknown => {
    const nullable = getNullableType(type);
    if (isListType(nullable)) return Array.from({ length: random.between(0, size) }, () => value(nullable.ofType, LIST_SIZE));
    if (isAbstractType(nullable)) return { __typename: random.pick(graph.schema.getPossibleTypes(nullable)).name };
    return isObjectType(nullable) ? { size } : 1;
  };
  return (source, args: Record<string, unknown>, context, info) => {
    const given = defaultFieldResolver(source, args, context, info);
    if (given !== undefined && info.fieldName === "__typename") return given;
    const size = info.parentType.name === "Page" ? (source as { size: number }).size : sizeOf(info.parentType.name, info.fieldName, args);
    return random.chance(0.1) ? null : value(info.returnType, size);
  };
}

function sizeOf(type: string, field: string, { first, last }: Record<string, unknown>): number {
  const sizes = [first, last].filter((size) => typeof size === "number");
  if (sizes.length > 0) return Math.max(0, ...sizes);
  if (field === "few") return 2;
  if (field === "page") return 6;
  return type === "Box" && field === "kin" ? 1 : LIST_SIZE;
}

const withTypenames = (text: string) =>
  visit(parse(text), {
    enter: (node) =>
      node.kind === Kind.SELECTION_SET
        ? { ...node, selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } }, ...node.selections] }
        : undefined,
  });

/** A few of what is drawn aren't valid. */
async function readied(graph: CostedGraph, query: string, variables: Readonly<Record<string, unknown>>) {
  try {
    const prepared = await graph.prepare(query);
    return { prepared, inputs: prepared.coerceInputs(variables) };
  } catch (error) {
    if (error instanceof InvalidOperation || error instanceof EngineError) return null;
    throw error;
  }
}

/** How random operations fared: objects that their answers held, and those that were estimated too low. */
export interface CostBound {
  readonly asked: number;
  readonly nodes: number;
  readonly broken: readonly string[];
}

/** Holds estimates against answers whose lists are as long as the graph says at most. */
export async function holdCosts(operations: number, seed: number, listSize = LIST_SIZE): Promise<CostBound> {
  const graph = new CostedGraph(listSize);
  const random = new SeededRandom(seed);
  const fieldResolver = resolver(graph, random);
  const broken: string[] = [];
  let asked = 0;
  let objects = 0;
  for (let number = 0; number < operations; number++) {
    const { query, variables } = drawOperation(graph.schema, random, (name) => (SLICING.includes(name) ? SIZES : null), shares);
    const ready = await readied(graph, query, variables);
    if (ready === null) continue;
    const { prepared, inputs } = ready;
    const document = withTypenames(prepared.normalised.text);
    const { data } = await execute({ schema: graph.schema, document, variableValues: inputs, fieldResolver });
    const tree = (data ?? null) as TreeObject | null;
    const { nodes } = compileProjection(graph.schema, prepared.normalised).write(tree, inputs, { mostGaps: 0 });
    const cost = graph.costOf(prepared);
    const [estimated, actual] = [cost.estimated(inputs), cost.actual(tree, nodes, inputs)];
    if (actual > estimated || nodes > estimated) broken.push(`${estimated} < ${actual}, ${nodes}: ${query} ${JSON.stringify(variables)}`);
    asked += 1;
    objects += nodes;
  }
  return { asked, nodes: objects, broken };
}
