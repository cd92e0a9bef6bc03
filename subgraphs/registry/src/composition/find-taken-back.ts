import {
  BreakingChangeType,
  type DocumentNode,
  findBreakingChanges,
  type GraphQLSchema,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { isOwn } from "./differences";
import type { Comparison, RecordedOperation, TakenBack } from "./job";
import { publicSchemaOf } from "./public-document";
import { SupergraphElements } from "./supergraph-elements";

/** As many are told. */
const MOST = 20;

/** What the publisher takes back of its own, and which recorded operations asked for it. */
export function findTakenBack(
  before: DocumentNode,
  after: DocumentNode,
  comparison: Comparison,
  operations: readonly RecordedOperation[],
): TakenBack[] {
  const elements = new SupergraphElements(before);
  const [old, now] = [publicSchemaOf(before), publicSchemaOf(after)];
  const changes = findBreakingChanges(old, now)
    // What may be answered more than before harms nobody who reads as GraphQL says.
    .map(({ type, description }) => ({ type, description, coordinate: coordinateOf(description) }))
    .filter(({ coordinate }) => coordinate !== null && isOwn(coordinate, comparison, elements));
  if (changes.length === 0) return [];
  const used = usageOf(old, operations);
  return changes.slice(0, MOST).map(({ description, coordinate, type }) => {
    const own = coordinate ?? "";
    const asked =
      type === BreakingChangeType.TYPE_REMOVED
        ? [...used].filter(([each]) => each.split(".")[0] === own).flatMap(([, ids]) => [...ids])
        : [...(used.get(own) ?? [])];
    return { coordinate: own, message: description, usedBy: [...new Set(asked)].slice(0, MOST) };
  });
}

/** graphql-js tells changes in words; the first thing that they name is what changed. */
function coordinateOf(description: string): string | null {
  const removed = /^(\w+) was removed from (enum|union) type (\w+)/.exec(description);
  if (removed !== null) return `${removed[3]}.${removed[1]}`;
  const argument = /argument (\w+) on (\w+\.\w+) was added/.exec(description) ?? /^()(\w+\.\w+) arg \w+ /.exec(description);
  if (argument !== null) return argument[2] ?? null;
  const required = /required field (\w+) on input type (\w+) was added/.exec(description);
  if (required !== null) return `${required[2]}.${required[1]}`;
  return /^(\w+(\.\w+)?)/.exec(description)?.[1] ?? null;
}

/** By coordinate, the operations that ask for it. */
function usageOf(schema: GraphQLSchema, operations: readonly RecordedOperation[]): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const { id, name, text } of operations) {
    const info = new TypeInfo(schema);
    const note = (coordinate: string): void => {
      used.set(coordinate, (used.get(coordinate) ?? new Set()).add(name ?? id));
    };
    try {
      visit(
        parse(text, { noLocation: true }),
        visitWithTypeInfo(info, {
          Field: ({ name: field }) => {
            const parent = info.getParentType();
            if (parent !== null && parent !== undefined) note(`${parent.name}.${field.value}`);
          },
          EnumValue: ({ value }) => {
            const type = info.getInputType();
            if (type !== null && type !== undefined) note(`${String(type).replace(/[[\]!]/g, "")}.${value}`);
          },
        }),
      );
    } catch {
      // A recorded text that isn't an operation any more asks for nothing.
    }
  }
  return used;
}
