import {
  type ASTNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type NamedTypeNode,
  print,
  type SchemaDefinitionNode,
  visit,
} from "graphql";
import type { Directives } from "./directives";
import { USUAL_LINK } from "./directives";
import { ROOT_FIELDS_OF_LIBRARIES, TYPES_OF_LIBRARIES } from "./names-of-libraries";
import { type AnyTypeNode, isTypeNode, outputFieldsOf } from "./type-nodes";

/** What of the contract a text serves; the registry checks it, and keeps it out of the graph. */
export interface ServedContract {
  readonly agency: FieldDefinitionNode | null;
  readonly changes: FieldDefinitionNode | null;
}

export interface TakenOut {
  /** The text with blanks where something was taken out, so that every line and column stays what the publisher sees. */
  readonly text: string;
  readonly contract: ServedContract;
}

const CONTRACT_FIELDS = new Set(["agency", "changes"]);

/** Takes out what isn't the agency's graph: the contract's fields with their types, what libraries print, forged costs. */
export function takeOut(sdl: string, document: DocumentNode, directives: Directives): TakenOut {
  const roots = document.definitions.filter((node): node is AnyTypeNode => isTypeNode(node) && node.name.value === "Query");
  const fields = roots.flatMap(outputFieldsOf);
  const named = (name: string): FieldDefinitionNode | null => fields.find((field) => field.name.value === name) ?? null;
  const contract = { agency: named("agency"), changes: named("changes") };
  const gone = (field: FieldDefinitionNode): boolean =>
    CONTRACT_FIELDS.has(field.name.value) || ROOT_FIELDS_OF_LIBRARIES.has(field.name.value);
  const nodes: ASTNode[] = [];
  for (const root of roots) {
    const own = outputFieldsOf(root);
    // Braces with nothing between aren't GraphQL.
    if (own.length > 0 && own.every(gone) && (root.directives ?? []).length === 0) nodes.push(root);
    else nodes.push(...own.filter(gone));
  }
  const kept = keptTypes(document, directives, fields.filter(gone));
  for (const node of document.definitions) {
    if (node.kind === Kind.DIRECTIVE_DEFINITION || (isTypeNode(node) && !kept(node.name.value))) nodes.push(node);
  }
  visit(document, { Directive: (directive) => void (directives.isLeftOut(directive.name.value) && nodes.push(directive)) });
  const schema = roots.every((root) => nodes.includes(root)) ? schemaOfQueryAlone(document) : null;
  if (schema !== null) nodes.push(schema);
  return { text: `${withLink(blanked(sdl, nodes), document)}${schema === null ? "" : extensionOf(schema)}`, contract };
}

/** The schema definition that names no root but the one that is gone: what libraries print where there was nothing else to ask. */
function schemaOfQueryAlone(document: DocumentNode): SchemaDefinitionNode | null {
  const found = document.definitions.find((node) => node.kind === Kind.SCHEMA_DEFINITION);
  return found?.operationTypes.every(({ type }) => type.name.value === "Query") === true ? found : null;
}

/** What a schema definition says beside its roots; after the text, so that no line of it moves. */
function extensionOf({ directives = [] }: SchemaDefinitionNode): string {
  return directives.length === 0 ? "" : `\nextend schema ${directives.map((directive) => print(directive)).join(" ")}\n`;
}

/** A type goes with the fields taken out where nothing else leads to it: an agency's own things stay, whatever they are called. */
function keptTypes(document: DocumentNode, directives: Directives, gone: readonly FieldDefinitionNode[]): (type: string) => boolean {
  const definitions = new Map<string, AnyTypeNode[]>();
  for (const node of document.definitions) {
    if (isTypeNode(node)) definitions.set(node.name.value, [...(definitions.get(node.name.value) ?? []), node]);
  }
  const isEntity = (type: string): boolean => (definitions.get(type) ?? []).some((node) => directives.find(node, "key").length > 0);
  const left = new Set(gone);
  const ofContract = reach(
    gone.flatMap((field) => typesNamed(field)),
    definitions,
    left,
    isEntity,
  );
  const others = [...definitions.keys()].filter((type) => !ofContract.has(type) && !TYPES_OF_LIBRARIES.has(type));
  const used = reach(others, definitions, left, () => false);
  return (type) => used.has(type);
}

/** The types that these lead to, themselves included. */
function reach(
  from: readonly string[],
  definitions: ReadonlyMap<string, readonly AnyTypeNode[]>,
  without: ReadonlySet<ASTNode>,
  stopAt: (type: string) => boolean,
): Set<string> {
  const reached = new Set<string>();
  const waiting = [...from];
  for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
    if (reached.has(type) || stopAt(type)) continue;
    reached.add(type);
    for (const node of definitions.get(type) ?? []) waiting.push(...typesNamed(node, without));
  }
  return reached;
}

/** The types that a node names, without what is taken out of it. */
function typesNamed(node: ASTNode, without: ReadonlySet<ASTNode> = new Set()): string[] {
  const types: string[] = [];
  visit(node, {
    FieldDefinition: (field) => (without.has(field) ? false : undefined),
    NamedType: (type: NamedTypeNode) => void types.push(type.name.value),
  });
  return types;
}

function blanked(sdl: string, nodes: readonly ASTNode[]): string {
  const ranges = nodes
    .flatMap(({ loc }) => (loc === undefined ? [] : [{ start: loc.start, end: loc.end }]))
    .sort((a, b) => a.start - b.start);
  let text = "";
  let from = 0;
  for (const { start, end } of ranges) {
    if (end <= from) continue;
    text += sdl.slice(from, Math.max(start, from)) + sdl.slice(Math.max(start, from), end).replace(/[^\n\r]/g, " ");
    from = end;
  }
  return text + sdl.slice(from);
}

/** After the text, so that no line of it moves. */
function withLink(text: string, document: DocumentNode): string {
  const linked = document.definitions.some(
    (node) =>
      (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) &&
      (node.directives ?? []).some((link) =>
        (link.arguments ?? []).some(({ value }) => value.kind === Kind.STRING && value.value.includes("/federation/")),
      ),
  );
  return linked ? text : `${text}\n${USUAL_LINK}\n`;
}
