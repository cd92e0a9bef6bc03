import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from "graphql";

/** Where a directive stands in what clients ask. */
const IN_OPERATIONS: ReadonlySet<string> = new Set([
  "QUERY",
  "MUTATION",
  "SUBSCRIPTION",
  "FIELD",
  "FRAGMENT_DEFINITION",
  "FRAGMENT_SPREAD",
  "INLINE_FRAGMENT",
  "VARIABLE_DEFINITION",
]);

/**
 * Shows clients the directives that subgraphs composed for them. Whatever a link imports is a matter between subgraphs,
 * and hidden; a directive upon what is asked is of no use to anybody then.
 */
export function withClientDirectives(document: DocumentNode): DocumentNode {
  const shown = clientDirectives(document);
  if (shown.size === 0) return document;
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) return definition;
    return { ...definition, directives: (definition.directives ?? []).flatMap((directive) => withoutImports(directive, shown)) };
  });
  return { ...document, definitions };
}

function clientDirectives({ definitions }: DocumentNode): ReadonlySet<string> {
  const directives = definitions.filter((definition) => definition.kind === Kind.DIRECTIVE_DEFINITION);
  const inOperations = directives.filter(({ locations }) => locations.some(({ value }) => IN_OPERATIONS.has(value)));
  return new Set(inOperations.map(({ name }) => `@${name.value}`));
}

/** A link without what it imports of these; nothing of a link that imports nothing else. */
function withoutImports(directive: ConstDirectiveNode, shown: ReadonlySet<string>): readonly ConstDirectiveNode[] {
  const { arguments: given = [] } = directive;
  const imports = given.find(({ name }) => name.value === "import")?.value;
  if (directive.name.value !== "link" || imports?.kind !== Kind.LIST) return [directive];
  const values = imports.values.filter((value) => !shown.has(importedAs(value)));
  if (values.length === imports.values.length) return [directive];
  if (values.length === 0) return [];
  return [{ ...directive, arguments: given.map((one) => (one.value === imports ? { ...one, value: { ...imports, values } } : one)) }];
}

/** "@access" of `"@access"`, and of `{ name: "@use", as: "@access" }`. */
function importedAs(value: ConstValueNode): string {
  if (value.kind === Kind.STRING) return value.value;
  if (value.kind !== Kind.OBJECT) return "";
  const named = (wanted: string) => value.fields.find(({ name }) => name.value === wanted)?.value;
  const told = named("as") ?? named("name");
  return told?.kind === Kind.STRING ? told.value : "";
}
