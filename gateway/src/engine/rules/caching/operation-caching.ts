import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isIntrospectionType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { CacheHint } from "./cache-hints";

/** How long an operation's answers may be kept, as far as the schema says. */
export interface OperationCaching {
  /** Seconds: the least that a hint allows; null where none is met. */
  readonly maxAge: number | null;
  readonly private: boolean;
  /** Whether some root field or object says nothing: then what is usual for the subgraphs asked holds too. */
  readonly unhinted: boolean;
}

/**
 * Every field of the operation counts, whatever `@skip` and `@include` leave out of one answer: an answer is never kept
 * longer than each part of it may be. The rules are those of Apollo's `@cacheControl`: a field's own hint goes before its
 * type's, a leaf without one is kept as long as what holds it.
 */
export function operationCaching(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  hints: ReadonlyMap<string, CacheHint>,
): OperationCaching {
  let caching: OperationCaching = { maxAge: null, private: false, unhinted: false };
  const info = new TypeInfo(schema);
  const root = schema.getRootType(operation.operation)?.name;
  const note = (coordinate: string, type: string, composite: boolean, isRoot: boolean): void => {
    const hint = together(hints.get(coordinate), composite ? hints.get(type) : undefined);
    caching = withField(caching, hint, composite || isRoot);
  };
  const field = (): void => {
    const parent = info.getParentType();
    const definition = info.getFieldDef();
    const type = definition === null || definition === undefined ? undefined : getNamedType(definition.type);
    if (!parent || !definition || type === undefined || definition.name.startsWith("__") || isIntrospectionType(parent)) return;
    note(`${parent.name}.${definition.name}`, type.name, isCompositeType(type), parent.name === root);
  };
  visit(document, visitWithTypeInfo(info, { [Kind.FIELD]: field }));
  return caching;
}

function together(own: CacheHint | undefined, ofType: CacheHint | undefined): CacheHint | null {
  if (own === undefined || ofType === undefined) return own ?? ofType ?? null;
  const maxAge = own.maxAge ?? (own.inheritMaxAge ? null : ofType.maxAge);
  return { maxAge, private: own.private || ofType.private, inheritMaxAge: own.inheritMaxAge };
}

function withField(caching: OperationCaching, hint: CacheHint | null, counts: boolean): OperationCaching {
  if (hint === null) return counts ? { ...caching, unhinted: true } : caching;
  const unhinted = caching.unhinted || (counts && hint.maxAge === null && !hint.inheritMaxAge);
  return { maxAge: least(caching.maxAge, hint.maxAge), private: caching.private || hint.private, unhinted };
}

/** The lesser of two where null says nothing. */
export function least(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
