import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type ConstValueNode,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  parseValue,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from "graphql";

/**
 * The name by which a document calls a directive of federation's: as it imports it, with the namespace of what it links,
 * or bare, where a specification of that name is linked or nothing is.
 */
export function linkedName(document: DocumentNode, directive: "tag" | "inaccessible"): string {
  const links = linksOf(document);
  const own = links.find(({ specification }) => specification === directive);
  if (own !== undefined) return own.imports.get(`@${directive}`) ?? own.as ?? directive;
  const federation = links.find(({ specification }) => specification === "federation");
  if (federation === undefined) return directive;
  return federation.imports.get(`@${directive}`) ?? `${federation.as ?? "federation"}__${directive}`;
}

/**
 * The document with the import of a directive of federation's added to its link, where it lacks one: all subgraphs that
 * use a directive must call it the same.
 */
export function importing(document: DocumentNode, directive: "inaccessible", name: string): DocumentNode {
  const federation = linksOf(document).find(({ specification }) => specification === "federation");
  if (federation === undefined || federation.imports.has(`@${directive}`)) return document;
  const entry = name === directive ? `"@${name}"` : `{name: "@${directive}", as: "@${name}"}`;
  return visit(document, {
    Directive: {
      enter: (node) => {
        const [link] = linkOf(node as ConstDirectiveNode);
        return link?.specification === "federation" ? withImport(node, parseValue(entry)) : undefined;
      },
    },
  });
}

function withImport(node: DirectiveNode, entry: ValueNode): DirectiveNode {
  const given = node.arguments ?? [];
  const imported = given.find((argument) => argument.name.value === "import");
  const values = imported?.value.kind === Kind.LIST ? [...imported.value.values, entry] : [entry];
  const argument: ArgumentNode = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: "import" }, value: { kind: Kind.LIST, values } };
  return { ...node, arguments: [...given.filter((each) => each !== imported), argument] };
}

/** The first name that one of the documents imports a directive of federation's under; its own where none does. */
export function importedName(documents: readonly DocumentNode[], directive: "inaccessible"): string {
  for (const document of documents) {
    const federation = linksOf(document).find(({ specification }) => specification === "federation");
    const name = federation?.imports.get(`@${directive}`);
    if (name !== undefined) return name;
  }
  return directive;
}

/** Whether a document links a specification. */
export function links(document: DocumentNode, specification: string): boolean {
  return linksOf(document).some((link) => link.specification === specification);
}

interface Link {
  /** Such as "federation" of "https://specs.apollo.dev/federation/v2.9". */
  readonly specification: string;
  readonly as: string | null;
  /** Local names, without "@", of what is imported. */
  readonly imports: ReadonlyMap<string, string>;
}

const SPECIFICATION = /^https:\/\/specs\.apollo\.dev\/(\w+)\/v/;

function linksOf({ definitions }: DocumentNode): readonly Link[] {
  return definitions.flatMap((definition) => {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) return [];
    return (definition.directives ?? []).flatMap(linkOf);
  });
}

function linkOf({ name, arguments: given = [] }: ConstDirectiveNode): readonly Link[] {
  const value = (argument: string): ConstValueNode | undefined => given.find((each) => each.name.value === argument)?.value;
  const url = value("url");
  const specification = url?.kind === Kind.STRING ? SPECIFICATION.exec(url.value)?.[1] : undefined;
  if (name.value !== "link" || specification === undefined) return [];
  const as = value("as");
  const imported = value("import");
  const imports = imported?.kind === Kind.LIST ? imported.values.flatMap(importOf) : [];
  return [{ specification, as: as?.kind === Kind.STRING ? as.value : null, imports: new Map(imports) }];
}

function importOf(node: ConstValueNode): readonly (readonly [string, string])[] {
  const value: unknown = valueFromASTUntyped(node);
  if (typeof value === "string") return [[value, value.replace(/^@/, "")]];
  if (typeof value !== "object" || value === null || !("name" in value)) return [];
  const local = "as" in value ? String(value.as) : String(value.name);
  return [[String(value.name), local.replace(/^@/, "")]];
}
