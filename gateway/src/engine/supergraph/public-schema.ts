import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type GraphQLDirective,
  type GraphQLNamedType,
  GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  specifiedDirectives,
} from "graphql";
import type { DescribedDefinition, DescribedDirective, DescribedRoots } from "./described-definition";
import { TypeBuilder } from "./type-builder";

/** Milliseconds of a slice; what else the process does waits no longer. */
const SLICE = 4;

/**
 * Builds the public schema from its pieces, giving the event loop its turn in between. Nothing is parsed but JSON, and no
 * tree of a document is held: collecting what a large one leaves behind would itself hold up everything else.
 */
export async function buildPublicSchema(pieces: readonly string[]): Promise<GraphQLSchema> {
  const schema = new PublicSchema();
  await inSlices(pieces.map((piece) => () => schema.read(piece)));
  await inSlices(schema.types.map((type) => () => resolve(type)));
  return schema.whole();
}

/** The same in one go, where nothing waits for it. */
export function publicSchemaAtOnce(pieces: readonly string[]): GraphQLSchema {
  const schema = new PublicSchema();
  for (const piece of pieces) schema.read(piece);
  return schema.whole();
}

class PublicSchema {
  readonly #types = new TypeBuilder();
  readonly #directives: DescribedDirective[] = [];
  #roots: DescribedRoots = { kind: "ROOTS" };

  get types(): readonly GraphQLNamedType[] {
    return this.#types.types;
  }

  read(piece: string): void {
    for (const described of JSON.parse(piece) as readonly DescribedDefinition[]) {
      if (described.kind === "ROOTS") this.#roots = described;
      else if (described.kind === "DIRECTIVE") this.#directives.push(described);
      else this.#types.add(described);
    }
  }

  whole(): GraphQLSchema {
    const { query, mutation, subscription } = this.#roots;
    const roots = { query: this.#types.root(query), mutation: this.#types.root(mutation), subscription: this.#types.root(subscription) };
    const directives = withSpecified(this.#directives.map((one) => this.#types.directive(one)));
    return new GraphQLSchema({ ...roots, types: this.types, directives, assumeValid: true });
  }
}

function withSpecified(own: readonly GraphQLDirective[]): readonly GraphQLDirective[] {
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...specifiedDirectives.filter(({ name }) => !names.has(name))];
}

/** A type's fields, interfaces and members are put together when first asked for. */
function resolve(type: GraphQLNamedType): void {
  if (isUnionType(type)) type.getTypes();
  if (isObjectType(type) || isInterfaceType(type)) type.getInterfaces();
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) type.getFields();
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
