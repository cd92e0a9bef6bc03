import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type DefinitionNode,
  type GraphQLNamedType,
  GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  specifiedDirectives,
} from "graphql";
// What `buildASTSchema` stands on: it alone makes types without resolving their fields, which takes long and is done here a
// slice at a time. A test compares what comes of it with what `buildASTSchema` builds.
import { extendSchemaImpl } from "graphql/utilities/extendSchema";

/** Milliseconds of a slice; what else the process does waits no longer. */
const SLICE = 8;

const NOTHING = { description: undefined, types: [], directives: [], extensions: {}, extensionASTNodes: [], assumeValid: true };

/** Builds the public schema from its pieces, giving the event loop its turn in between. */
export async function buildPublicSchema(pieces: readonly string[]): Promise<GraphQLSchema> {
  const definitions: DefinitionNode[] = [];
  await inSlices(pieces.map((piece) => () => void definitions.push(...parse(piece, { noLocation: true }).definitions)));
  const config = extendSchemaImpl(NOTHING, { kind: Kind.DOCUMENT, definitions }, { assumeValid: true, assumeValidSDL: true });
  await nextTurn();
  await inSlices(config.types.map((type) => () => resolved(type)));
  const own = new Set(config.directives.map(({ name }) => name));
  return new GraphQLSchema({ ...config, directives: [...config.directives, ...specifiedDirectives.filter(({ name }) => !own.has(name))] });
}

/** A type's fields, interfaces and members are put together when first asked for, and their definitions aren't needed any more. */
function resolved(type: GraphQLNamedType): void {
  type.astNode = undefined;
  if (isUnionType(type)) type.getTypes();
  if (isEnumType(type)) for (const value of type.getValues()) value.astNode = undefined;
  if (isObjectType(type) || isInterfaceType(type)) {
    type.getInterfaces();
    for (const field of Object.values(type.getFields())) {
      field.astNode = undefined;
      for (const argument of field.args) argument.astNode = undefined;
    }
  }
  if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) field.astNode = undefined;
}

async function inSlices(tasks: readonly (() => void)[]): Promise<void> {
  let began = performance.now();
  for (const task of tasks) {
    task();
    if (performance.now() - began < SLICE) continue;
    await nextTurn();
    began = performance.now();
  }
  await nextTurn();
}
