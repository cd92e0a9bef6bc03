import { agencyOfName } from "@actionline/schema/agency-names";
import { type FieldDefinitionNode, Kind, print } from "graphql";
import { argumentsOf, type Directives, textOf } from "../stages/directives";
import { type AnyTypeNode, isTypeNode, kindOf, namedTypeOf, outputFieldsOf } from "../stages/type-nodes";
import { HUB, type KnownField, type KnownSubgraph, type KnownType } from "./known-types";
import { argumentsText, fieldSetText } from "./same-text";

/** The hub's subgraphs whose answers hang on who asks: nothing of theirs is handed to another's server. */
const PERSONAL = new Set(["findings", "notices"]);
/** Directives and tags that keep an element from the public. */
const NOT_PUBLIC = ["inaccessible", "authenticated", "requiresScopes", "policy"];

type MutableType = { -readonly [Key in keyof KnownType]: KnownType[Key] } & {
  keys: Set<string>;
  fields: Map<string, KnownField>;
  values: Set<string>;
  hidden: boolean;
};

/** What is in the graph already, and whose each thing is. */
export class KnownGraph {
  readonly #types = new Map<string, MutableType>();
  readonly #agencies: readonly string[];

  constructor(subgraphs: readonly KnownSubgraph[], agencies: readonly string[]) {
    this.#agencies = agencies;
    // The hub's first: what it defines is its own, whatever an agency is called.
    const ordered = [...subgraphs].sort((one, other) => Number(one.agency !== null) - Number(other.agency !== null));
    for (const subgraph of ordered) {
      for (const node of subgraph.document.definitions) if (isTypeNode(node)) this.#add(node, subgraph);
    }
    // As often as one may be worked out from the next, which ends: nothing told is ever taken back.
    while (ordered.map((subgraph) => this.#follow(subgraph)).some((more) => more));
  }

  type(name: string): KnownType | undefined {
    return this.#types.get(name);
  }

  /** Whose a type is, or would be; null where its name tells of no one. */
  ownerOf(type: string): string | null {
    const known = this.#types.get(type);
    if (known?.owner === HUB) return HUB;
    return agencyOfName(type, this.#agencies) ?? known?.owner ?? null;
  }

  /** Whose a field of that type is, or would be. */
  ownerOfField(type: string, field: string): string | null {
    const owner = this.ownerOf(type);
    const known = this.#types.get(type)?.fields.get(field);
    if (known?.owner === HUB) return HUB;
    return agencyOfName(field, this.#agencies) ?? owner;
  }

  #add(node: AnyTypeNode, { name, agency, directives }: KnownSubgraph): void {
    const type = this.#typeOf(node, agency);
    const hides = (of: Parameters<Directives["find"]>[0]): boolean => isHidden(of, directives);
    if (hides(node)) type.hidden = true;
    for (const key of directives.find(node, "key")) type.keys.add(fieldSetText(textOf(argumentsOf(key).get("fields")) ?? ""));
    if ("values" in node) for (const value of node.values ?? []) type.values.add(value.name.value);
    for (const field of outputFieldsOf(node)) {
      if (directives.find(field, "external").length > 0) continue;
      const coordinate = `${node.name.value}.${field.name.value}`;
      const isKey = [...type.keys].some((key) => key.split(" ").includes(field.name.value));
      const tells = new Set(type.hidden || hides(field) || (PERSONAL.has(name) && agency === null && !isKey) ? [coordinate] : []);
      const before = type.fields.get(field.name.value);
      if (before === undefined) type.fields.set(field.name.value, knownField(field, this.#ownerNow(node, field, agency), tells));
      else if (tells.size > 0) type.fields.set(field.name.value, { ...before, tells: new Set([...before.tells, ...tells]) });
    }
  }

  #typeOf(node: AnyTypeNode, agency: string | null): MutableType {
    const name = node.name.value;
    const known = this.#types.get(name);
    const description = node.kind === Kind.OBJECT_TYPE_DEFINITION || "description" in node ? (node.description?.value ?? null) : null;
    if (known !== undefined) {
      known.description ??= description;
      return known;
    }
    const owner = agency === null ? HUB : (agencyOfName(name, this.#agencies) ?? agency);
    const facts = { name, owner, kind: kindOf(node), description, hidden: false };
    const type: MutableType = { ...facts, keys: new Set(), fields: new Map(), values: new Set() };
    this.#types.set(name, type);
    return type;
  }

  #ownerNow(node: AnyTypeNode, field: FieldDefinitionNode, agency: string | null): string {
    if (agency === null) return HUB;
    return agencyOfName(field.name.value, this.#agencies) ?? this.#types.get(node.name.value)?.owner ?? agency;
  }

  /** A field that is worked out from what isn't public tells of it; says whether that is news. */
  #follow({ document, directives }: KnownSubgraph): boolean {
    let more = false;
    for (const node of document.definitions) {
      if (!isTypeNode(node)) continue;
      for (const field of outputFieldsOf(node)) {
        const known = this.#types.get(node.name.value)?.fields.get(field.name.value);
        const [required] = directives.find(field, "requires");
        if (known === undefined || required === undefined) continue;
        const told = this.told(node.name.value, textOf(argumentsOf(required).get("fields")) ?? "");
        const tells = new Set([...known.tells, ...told]);
        if (tells.size === known.tells.size) continue;
        this.#types.get(node.name.value)?.fields.set(field.name.value, { ...known, tells });
        more = true;
      }
    }
    return more;
  }

  /**
   * What isn't public of what a set of fields names.
   *
   * @param leadsTo where a field leads that isn't in the graph yet; null where that isn't known
   */
  told(type: string, fieldSet: string, leadsTo: (type: string, field: string) => string | null = () => null): ReadonlySet<string> {
    const told = new Set<string>();
    const path: (string | null)[] = [type];
    let last: string | null = null;
    for (const { 0: token } of fieldSet.replace(/\([^)]*\)/g, " ").matchAll(/\.\.\.\s*on\s+(\w+)|[A-Za-z_]\w*|[{}]/g)) {
      const at = path.at(-1) ?? null;
      if (token === "{") path.push(last);
      else if (token === "}") path.pop();
      else if (token.startsWith("...")) last = /\w+$/.exec(token)?.[0] ?? null;
      else {
        const field: KnownField | undefined = at === null ? undefined : this.#types.get(at)?.fields.get(token);
        for (const coordinate of field?.tells ?? []) told.add(coordinate);
        last = field?.typeName ?? (at === null ? null : leadsTo(at, token));
      }
    }
    return told;
  }
}

function isHidden(of: Parameters<Directives["find"]>[0], directives: Directives): boolean {
  const names = new Set(NOT_PUBLIC);
  return (of.directives ?? []).some((directive) => {
    const own = directives.meaningOf(directive.name.value) ?? directive.name.value.split("__").at(-1) ?? "";
    return names.has(own) || (own === "tag" && textOf(argumentsOf(directive).get("name")) === "private");
  });
}

function knownField(field: FieldDefinitionNode, owner: string, tells: ReadonlySet<string>): KnownField {
  const type = print(field.type);
  const typeName = namedTypeOf(field.type).name.value;
  return { owner, type, typeName, arguments: argumentsText(field), description: field.description?.value ?? null, tells };
}
