import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  Kind,
  type SchemaDefinitionNode,
  type SchemaExtensionNode,
} from "graphql";
import type { Problems } from "../problem";

/** What a directive is, whatever name the text has for it: federation's by its own name, the language's likewise. */
export type Meaning = string;

const FEDERATION_URL = /^https:\/\/specs\.apollo\.dev\/federation\/v2\.[0-9]$/;
const LINK_URL = "https://specs.apollo.dev/link/v1.0";
/** Added where a text links nothing: an agency's server may know federation without telling its version. */
export const USUAL_LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@provides", "@external", "@shareable", "@extends", "@inaccessible", "@tag"])';

const OF_THE_LANGUAGE = new Set(["deprecated", "specifiedBy", "oneOf"]);
const OF_FEDERATION = new Set([
  "key",
  "requires",
  "provides",
  "external",
  "shareable",
  "extends",
  "inaccessible",
  "tag",
  "override",
  "interfaceObject",
]);
/** The hub weighs fields itself. */
const LEFT_OUT = new Set(["cost", "listSize"]);

/** A namespace of such a name would make two things of one. */
const KNOWN_NAMES = new Set([...OF_THE_LANGUAGE, ...OF_FEDERATION, ...LEFT_OUT, "link"]);

const ANY_WAY = "Leave it out: who may read what, and what an answer costs, the hub decides.";

/** Which directive each name of a text stands for, by the specification that it is imported from. */
export class Directives {
  readonly #imported = new Map<string, Meaning>();
  #namespace = "federation";

  /** Null for a name that stands for nothing an agency may use. */
  meaningOf(name: string): Meaning | null {
    if (OF_THE_LANGUAGE.has(name)) return name;
    const prefix = `${this.#namespace}__`;
    const meaning = this.#imported.get(name) ?? (name.startsWith(prefix) ? name.slice(prefix.length) : null);
    return meaning !== null && (OF_FEDERATION.has(meaning) || LEFT_OUT.has(meaning)) ? meaning : null;
  }

  /** Whether the name is one of federation's own, also of what an agency may not use: its definition alone does nothing. */
  isOfFederation(name: string): boolean {
    return name === "link" || this.meaningOf(name) !== null || name.startsWith(`${this.#namespace}__`);
  }

  isLeftOut(name: string): boolean {
    const meaning = this.meaningOf(name);
    return meaning !== null && LEFT_OUT.has(meaning);
  }

  /** The applications that mean this directive. */
  find(node: { readonly directives?: readonly ConstDirectiveNode[] | undefined }, meaning: Meaning): readonly ConstDirectiveNode[] {
    return (node.directives ?? []).filter(({ name }) => this.meaningOf(name.value) === meaning);
  }

  /** Reads the links of a text; what an agency may not link is told as a problem. */
  static read(document: DocumentNode, problems: Problems): Directives {
    const directives = new Directives();
    let linked = false;
    for (const node of document.definitions) {
      if (node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.SCHEMA_EXTENSION) continue;
      for (const directive of node.directives ?? []) linked = directives.#readLink(directive, node, linked, problems) || linked;
    }
    if (!linked)
      for (const meaning of ["key", "requires", "provides", "external", "shareable", "extends", "inaccessible", "tag"])
        directives.#imported.set(meaning, meaning);
    return directives;
  }

  #readLink(
    directive: ConstDirectiveNode,
    schema: SchemaDefinitionNode | SchemaExtensionNode,
    linked: boolean,
    problems: Problems,
  ): boolean {
    const forbid = (message: string, howToFix: string): false => {
      problems.add("DIRECTIVE_FORBIDDEN", directive.loc === undefined ? schema : directive, message, howToFix);
      return false;
    };
    if (directive.name.value !== "link")
      return forbid(`@${directive.name.value} can't stand at the schema.`, "Link the federation specification by @link, and nothing else.");
    const given = argumentsOf(directive);
    const url = textOf(given.get("url"));
    if (url === LINK_URL) return given.size > 1 ? forbid("The link specification keeps its own name.", "Leave this @link out.") : false;
    if (url === null || !FEDERATION_URL.test(url))
      return forbid(
        `The specification ${url ?? "(no url)"} can't be linked.`,
        "Link https://specs.apollo.dev/federation/v2.9 or an earlier 2.x.",
      );
    if (linked) return forbid("Federation is linked twice.", "Keep one @link of it.");
    if (given.has("for")) return forbid("A link with a purpose of its own can't be used.", "Leave the argument for out.");
    this.#namespace = textOf(given.get("as")) ?? "federation";
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(this.#namespace) || KNOWN_NAMES.has(this.#namespace))
      return forbid("The name that federation is linked as isn't one.", "Leave the argument as out.");
    const imports = given.get("import");
    if (imports !== undefined && imports.kind !== Kind.LIST) return forbid("import takes a list.", 'Write it as ["@key", "@external"].');
    for (const element of imports?.values ?? []) this.#import(element, forbid);
    return true;
  }

  #import(element: ConstValueNode, forbid: (message: string, howToFix: string) => false): void {
    const { name, as } = importOf(element);
    if (name === null || as === null || name.startsWith("@") !== as.startsWith("@"))
      return void forbid("An import isn't one.", 'Write it as "@key" or { name: "@key", as: "@theKey" }.');
    if (name === "FieldSet") return;
    const meaning = name.slice(1);
    if (!name.startsWith("@") || !(OF_FEDERATION.has(meaning) || LEFT_OUT.has(meaning)))
      return void forbid(`${name} can't be used by an agency.`, ANY_WAY);
    const own = as.slice(1);
    if (OF_THE_LANGUAGE.has(own) || own === "link" || own.includes("__") || this.#imported.has(own))
      return void forbid(`${name} can't be imported as ${as}: that name is taken.`, "Import it under its own name.");
    this.#imported.set(own, meaning);
  }
}

function importOf(element: ConstValueNode): { name: string | null; as: string | null } {
  if (element.kind === Kind.STRING) return { name: element.value, as: element.value };
  if (element.kind !== Kind.OBJECT) return { name: null, as: null };
  const fields = new Map(element.fields.map(({ name, value }) => [name.value, value]));
  const name = textOf(fields.get("name"));
  return { name, as: fields.has("as") ? textOf(fields.get("as")) : name };
}

/** Arguments of a directive by name. */
export function argumentsOf(directive: ConstDirectiveNode): ReadonlyMap<string, ConstValueNode> {
  return new Map((directive.arguments ?? []).map(({ name, value }) => [name.value, value]));
}

export const textOf = (value: ConstValueNode | undefined): string | null => (value?.kind === Kind.STRING ? value.value : null);
